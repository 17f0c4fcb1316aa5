"""Folds names so that a search finds them however they are typed, and makes the key by which lists are sorted.

SQLite's `icontains` misses Cyrillic case, and people type Әлия, Алия and Aliya for one girl: both the stored key and the
query are folded to the same plain Latin letters. Sorting follows the Kazakh alphabet, in which the Russian one is contained.
"""

import re
import unicodedata

KEY_LENGTH = 450

# Before accents are stripped: letters whose accent makes the sound.
_ACCENTED = str.maketrans({"ç": "ch", "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхэ", "abvgdeziklmnoprstufhe", strict=True)),
        **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
        "ж": "j",
        "ц": "c",
        "ч": "c",
        "ш": "s",
        "щ": "s",
        "ы": "i",
        "ь": "",
        "ъ": "",
        "ю": "iu",
        "я": "ia",
        "ђ": "d",
        "є": "e",
        "ј": "j",
        "ґ": "g",
    }
)
# Spellings of one sound in Latin letters, pairs first; \0 stands for the sound of ch until lone c has become k.
_LATIN = (
    ("sh", "s"),
    ("ts", "\0"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ye", "e"),
    ("yo", "e"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("y", "i"),
)
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLE = re.compile(r"([a-z])\1+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´")

_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_SORT_ORDER = {
    letter: f"{place:02d}" for place, letter in enumerate("0123456789abcdefghijklmnopqrstuvwxyz" + _KAZAKH, 1)
}
_BETWEEN_WORDS = "00"


def _strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _fold_word(word: str) -> str:
    if not word.isascii():
        # One script per word: the Latin rules must not see what the Cyrillic ones made (ц is c, not k).
        has_cyrillic = any("Ѐ" <= letter <= "ԯ" for letter in word)
        word = _strip_accents(word.translate(_ACCENTED))
        if has_cyrillic:
            return _DOUBLE.sub(r"\1", _NOT_WORD.sub("", word.translate(_CYRILLIC)))
    word = _SOFT_C.sub("s", word.replace("ch", "\0").replace("sh\0", "s").replace("s\0", "s"))
    for spelling, sound in _LATIN:
        word = word.replace(spelling, sound)
    word = word.replace("c", "k").replace("\0", "c")
    return _DOUBLE.sub(r"\1", _NOT_WORD.sub("", word))


def fold(*texts: str) -> str:
    """Return the texts as plain Latin words with one space between: Қуаныш, Kuanysh and Quanysh all give `kuanis`."""
    words = re.split(r"[\s\-–—.,/]+", " ".join(texts).casefold().translate(_APOSTROPHES))
    return " ".join(folded for folded in map(_fold_word, words) if folded)[:KEY_LENGTH]


def sort_key(*texts: str) -> str:
    """Return digits that sort as the Kazakh alphabet does, whatever the database's collation; words before letters."""
    words = (unicodedata.normalize("NFC", text).casefold().split() for text in texts if text)
    return _BETWEEN_WORDS.join(_sort_word(word) for part in words for word in part)[:KEY_LENGTH]


def _sort_word(word: str) -> str:
    return "".join(_SORT_ORDER.get(letter) or _SORT_ORDER.get(_strip_accents(letter)[:1], "") for letter in word)
