"""Realistic data for the style page: long Kazakh names, a tie that Rule 11 settles, a nine-judge panel. Invented people."""

from typing import Final

DANCES: Final = (("Samba", "Sa"), ("Cha-cha-cha", "Ch"), ("Rumba", "Ru"), ("Paso doble", "Pa"), ("Jive", "Ji"))
LETTERS: Final = "ABCDEFG"
MARKS: Final = {
    "114": ("1111111", "1111211", "3321142", "1223122", "2111111"),
    "127": ("3332322", "3232122", "2132213", "2111211", "3222334"),
    "131": ("2223233", "2424433", "1213321", "3332344", "1433222"),
    "108": ("4446444", "4343564", "4444434", "4554636", "5345555"),
    "142": ("6554666", "5555355", "5555555", "5445553", "6564443"),
    "119": ("5665555", "6666646", "6666666", "6666465", "4656666"),
}
PLACES: Final = {"114": "11321", "127": "32213", "131": "23132", "108": "44455", "142": "65544", "119": "56666"}
COUPLES: Final = {
    "114": ("Данияр", "Әбілқайыров", "Айгерім", "Сейітқызы", "Шаңырақ, Астана", "8", "1 500 000 ₸"),
    "127": ("Lukas", "Brandt", "Dana", "Weber", "TC Isarwinkel, München", "11", "800 000 ₸"),
    "131": ("Тимур", "Ахметжанов", "Екатерина", "Вознесенская", "Grand Dance, Алматы", "11", "400 000 ₸"),
    "108": ("Ержан", "Құдайбергенұлы", "Әсел", "Төлегенқызы", "Ақ қайың, Көкшетау", "22", "150 000 ₸"),
    "142": ("Matteo", "Bellandi", "Giulia", "Ferrante", "Passo Nuovo, Bologna", "24", "100 000 ₸"),
    "119": ("Нұрсұлтан", "Жұмағалиев", "Мадина", "Өтегенова", "Ордабасы, Шымкент", "29", "50 000 ₸"),
}
OUT: Final = (
    ("7", "136", ("Алихан Бекмұхамбетов", "Софья Ли"), "Grand Dance, Алматы", "17"),
    ("8", "103", ("Piotr Zieliński", "Maja Kowalczyk"), "Krok, Kraków", "16"),
    ("9–10", "121", ("Арман Тұрсынбеков", "Дильназ Ермекқызы"), "Шаңырақ, Астана", "13"),
    ("9–10", "150", ("Игорь Щербаков", "Алина Назарова"), "Импульс, Омск", "13"),
    ("–", "122", ("Санжар Оспанов", "Томирис Қалиева"), "", ""),
)


def podium() -> list[dict[str, object]]:
    """Return three steps, the third with the longest name."""
    return [
        {
            "step": step,
            "place_text": str(step),
            "prize": COUPLES[number][6],
            "groups": [{"names": [COUPLES[number][0:2], COUPLES[number][2:4]], "academy": COUPLES[number][4]}],
        }
        for step, number in ((1, "114"), (2, "127"), (3, "131"))
    ]


def shared_podium() -> list[dict[str, object]]:
    """Return a podium with a shared second place: two on one step, the next step empty."""
    first, second, third = podium()
    groups = [*second["groups"], *third["groups"]]  # type: ignore[misc]  # both are lists above
    empty = {"step": 3, "place_text": "", "groups": [], "is_empty": True}
    return [first, {**second, "place_text": "2–3", "groups": groups}, empty]


def places() -> list[dict[str, object]]:
    """Return the rows of the final."""
    return [
        {
            "place_text": str(index),
            "number": number,
            "anchor": f"n-{number}",
            "names": [{"text": f"{couple[0]} {couple[1]}"}, {"text": f"{couple[2]} {couple[3]}"}],
            "from_line": couple[4],
            "marks": list(PLACES[number]),
            "total": couple[5],
            "prize": couple[6],
        }
        for index, (number, couple) in enumerate(COUPLES.items(), start=1)
    ]


def out_rows() -> list[dict[str, object]]:
    """Return those who went out before the final, one of them withdrawn."""
    return [
        {"place_text": place, "number": number, "anchor": f"n-{number}", "names": [{"text": name} for name in names],
         "from_line": academy, "total": crosses, "is_placed": place != "–", "note": "" if place != "–" else "withdrawn"}
        for place, number, names, academy, crosses in OUT
    ]  # fmt: skip


def deciding(number: str, who: str, count: int) -> dict[str, object]:
    """Return one of the two grids that settle second place, with its bar."""
    rows = []
    for (title, _), marks in zip(DANCES, MARKS[number], strict=True):
        cells = [{"text": mark, "state": "lit" if int(mark) <= 2 else ""} for mark in marks]
        rows.append({"label": title, "cells": cells, "count": sum(cell["state"] == "lit" for cell in cells)})
    bar = {"count": count, "total": 35, "need": 18, "passes": count >= 18, "count_percent": f"{count / 0.35:.1f}",
           "need_percent": "51.4"}  # fmt: skip
    return {"grid": {"number": number, "who": who, "letters": LETTERS, "rows": rows, "count_label": "≤ 2"}, "bar": bar}


def sheet() -> dict[str, object]:
    """Return every mark of the final, the counted ones softly lit."""
    dances = []
    for position, (title, _) in enumerate(DANCES):
        rows = []
        for number, marks in MARKS.items():
            place = PLACES[number][position]
            cells = [{"text": mark, "state": "soft" if mark <= place else ""} for mark in marks[position]]
            rows.append({"number": number, "cells": cells, "sum": place})
        dances.append(
            {"position": position + 1, "title": title, "sum_label": "Place", "letters": LETTERS, "rows": rows}
        )
    entries = [{"number": n, "name": couple[1], "total": couple[5]} for n, couple in COUPLES.items()]
    return {"key": "final", "entries": entries, "dances": dances}


DECISIONS: Final = (
    {"which": "1st", "lead": "Әбілқайыров – Сейітқызы.", "text": "Lowest total: 8. Nobody else is below 11.", "rules": "Rule 9"},
    {
        "which": "2nd",
        "lead": "Brandt – Weber.",
        "text": "Level on 11 with No. 131. Both have three dances placed 2nd or better, and these add up to 5 for both. "
        "So all 35 marks are counted as one: 23 judges’ marks are 2nd or better; No. 131 has 16. A majority is 18.",
        "rules": "Rules 10, 11",
    },
    {"which": "3rd", "lead": "Ахметжанов – Вознесенская.", "text": "Second in that comparison, so the next place at once.",
     "rules": "Rule 11"},
    {"which": "4th–6th", "text": "Totals 22, 24 and 29: no ties.", "rules": "Rule 9"},
)  # fmt: skip

NOW_CARDS: Final = (
    {"stage": "Main stage", "state": "live", "title": "Folk solo, 10–12", "detail": "Final · 9th of 14 dancers", "number": "27",
     "name": "Айзере С.", "piece_line": "«Қара жорға» · Шаңырақ, Астана", "done": 9, "total": 14, "drift_kind": "warn",
     "drift": "about 12 min behind", "results_at": "16:40"},
    {"stage": "Chamber stage", "state": "live", "title": "Ballet variation, 10–12", "detail": "Final · 6th of 9 dancers",
     "number": "64", "name": "Мілана Ж.", "piece_line": "«Кітри» · Авангард, Қарағанды", "done": 6, "total": 9,
     "drift_kind": "good", "drift": "on time", "results_at": "16:25"},
)  # fmt: skip
PROGRAMME: Final = (
    {
        "when": "16:22",
        "planned": "16:10",
        "title": "Folk solo, 13–15",
        "note": "Final · 10 dancers",
        "state": "planned",
    },
    {
        "when": "16:57",
        "planned": "16:45",
        "title": "Guests: Naz dance theatre",
        "note": "8 minutes, not judged",
        "state": "planned",
    },
    {"when": "17:40", "title": "Prize-giving: folk dance", "note": "The break takes up the delay", "state": "planned"},
    {
        "when": "18:15",
        "title": "Contemporary groups",
        "note": "Semi-final · 11 groups",
        "state": "cancelled",
        "state_label": "Cancelled",
    },
)
TABS: Final = tuple(
    {"label": label, "url": "#", "is_on": not index}
    for index, label in enumerate(("Now", "Programme", "Results", "Competitions", "Prizes", "Info"))
)
SEATS: Final = (("A", "handed"), ("B", "coming"), ("C", "waiting"), ("D", "away"), ("E", "conflict"), ("F", "handed"),
                ("G", "handed"), ("H", "reopened"), ("K", "waiting"))  # fmt: skip
TODO: Final = (
    {"icon": "wallet", "title": "Pay invoice 0417: 286 000 ₸", "note": "Due Tue 10 November. After that, entries wait unconfirmed.",
     "url": "#", "act": "Pay or send proof", "kind": "urgent"},
    {"icon": "calendar", "title": "Add the birth date of Інжу Тілеуқабылова", "note": "Without it her age division is unknown: "
     "four of her entries wait.", "url": "#", "act": "Add date", "kind": "open"},
)  # fmt: skip
CELLS: Final = (
    {"state": "in", "label": "Айзере Сейілханова, folk solo: entered"},
    {"state": "in", "text": "Полина", "label": "Артём Кузнецов, Latin: entered with Полина"},
    {"state": "may", "label": "Айзере Сейілханова, ballet: may enter", "url": "#"},
    {"state": "not", "text": "age", "label": "Айзере Сейілханова, folk duo: may not, age"},
    {"state": "wait", "text": "wait 2", "label": "Полина Воронцова, contemporary: waits, second"},
    {"state": "over", "text": "9th of 8", "label": "Алихан Сәрсенбаев, folk solo: over the limit"},
    {"state": "in", "label": "Ернұр Жақсылықұлы, crew: entered, not saved", "is_changed": True},
)
