"""Message catalogues without gettext's programs: collects the marked strings with Babel and compiles .po into .mo.

The translations live in locale/<language>/LC_MESSAGES/django.po; the compiled files are made on every machine and not committed.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ru", "kk")
SOURCES = ("audit", "competitions", "config", "dancers", "events", "live", "notifications", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLURALS = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "kk": "nplurals=2; plural=(n != 1);",
}


def set_up() -> None:
    """Prepare Django far enough for its template scanner."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()


def po_path(language: str) -> Path:
    """Return where the language's translations live."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def extract_template(
    source: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """Babel's extraction method for Django templates: the template as Python, read by Babel's own reader."""
    # Indentation means nothing in a template and everything to a reader of Python.
    text = "\n".join(line.strip() for line in templatize(source.read().decode("utf-8")).splitlines())
    yield from extract_python(io.BytesIO(text.encode("utf-8")), keywords, comment_tags, options)


METHODS: dict[str, Any] = {".py": "python", ".html": extract_template, ".txt": extract_template}


def marked(folders: tuple[str, ...] = SOURCES) -> Catalog:
    """Return every string that is marked for translation in the folders (paths from the root), with where it stands."""
    set_up()
    catalog = Catalog(charset="utf-8")
    for folder in folders:
        top = ROOT / folder
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in files:
            method = METHODS.get(path.suffix)
            if method is None or "migrations" in path.parts:
                continue
            for found in extract_from_file(method, path, keywords=KEYWORDS):
                _line, message, _comments, context = found
                catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)], context=context)
    return catalog


def read(language: str) -> Catalog:
    """Return the language's catalogue; empty when there is none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=language, charset="utf-8")


def collect() -> None:
    """Bring every catalogue up to date with the code: new strings come in empty, strings that are gone leave."""
    template = marked()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(buffer, catalog, omit_header=True, sort_output=True, no_location=False, include_lineno=False, width=0)
        header = (
            f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
        )
        path.write_bytes(header.encode() + buffer.getvalue())


def compile_all() -> int:
    """Write the compiled catalogue beside each .po file that is newer than it; return how many were written."""
    written = 0
    for language in LANGUAGES:
        source, target = po_path(language), po_path(language).with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        with source.open("rb") as stream:
            catalog = read_po(stream, locale=language, charset="utf-8")
        with target.open("wb") as stream:
            write_mo(stream, catalog)
        written += 1
    return written


def untranslated(language: str, folders: tuple[str, ...]) -> list[str]:
    """Return the strings of these folders that the language's catalogue lacks, leaves empty or marks as unsure."""
    catalog = read(language)
    missing: list[str] = []
    for message in marked(folders):
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        words = known.string if known is not None else ""
        whole = all(words) if isinstance(words, tuple) else bool(words)
        if known is None or known.fuzzy or not whole:
            missing.append(message.id[0] if isinstance(message.id, tuple) else str(message.id))
    return missing


def placeholders(text: str) -> set[str]:
    """Return the names and signs in the text that a program fills in: %(name)s, {name}, %s."""
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}|%[sd]", text))
