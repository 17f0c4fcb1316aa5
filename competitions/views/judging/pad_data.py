"""The data that the pad's script starts from. Numbers and own marks alone: no names, no other seat."""

from competitions.models import HeatPlace, JudgeAppointment, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import judge_scales
from competitions.selectors.judge_pages import SeatPage
from competitions.selectors.portions import PartState
from competitions.views.judging.envelope import envelope


def pad_data(
    appointment: JudgeAppointment,
    page: SeatPage,
    sheet: Scoresheet,
    state: PartState,
    entry: RoundEntry | None,
    titles: dict[int, str],
) -> dict[str, object]:
    """What the script of a sheet needs; `titles` are the sheets' names, `entry` the one that is shown first."""
    return {
        **envelope(appointment),
        "seat": page.seat.pk,
        "form": _form(page),
        "low": state.asked.low,
        "high": state.asked.high,
        "current": state.part.pk,
        "sheet": sheet.pk,
        "entry": entry.pk if entry else None,
        "parts": [_part(page, part) for part in page.parts],
        "sheets": _sheets(page, titles),
        "entries": [_entry(page, one) for one in page.entries],
        "heats": {
            part: [
                {"number": group.number, "note": group.note, "entries": [one.pk for one in group.entries]}
                for group in groups
            ]
            for part, groups in page.heats.items()
        },
        "marks": [
            [
                one,
                part,
                mark.value,
                mark.operation.client_id if mark.operation else None,
                criterion,
                mark.abstained_by_id is not None,
            ]
            for (one, part, criterion), mark in page.marks.items()
        ],
    }


def _form(page: SeatPage) -> dict[str, object]:
    form = page.form
    shown = judge_scales.shown_scales(page.seat.round, form)
    return {
        "kind": form.kind,
        "look": judge_scales.look_of(form),
        "scales": [scale.as_data() for scale in shown.scales],
        "choices": [
            {"value": choice.value, "key": choice.key, "label": choice.label, "wanted": choice.wanted}
            for choice in form.choices
        ],
        "refuses_ties": form.refuses_ties,
        "is_optional": form.is_optional,
        "total_digits": shown.total_digits,
        "taps": judge_scales.taps_of(form),
    }


def _part(page: SeatPage, part: RoundPart) -> dict[str, object]:
    """A dance; of a battle its sides. `sheet` where one sheet holds the whole dance."""
    keys = {sheet.portion_key: sheet.pk for sheet in page.sheets.values()}
    whole = keys.get(f"part:{part.pk}") or keys.get("round")
    return {"id": part.pk, "title": part.title, "sheet": whole, "bout": _bout(page, part)}


def _bout(page: SeatPage, part: RoundPart) -> dict[str, object] | None:
    bout = part.bout
    if bout is None:
        return None
    sides = {"red": bout.red_id, "blue": bout.blue_id}
    return {"id": bout.pk} | {
        side: {"id": key, "number": page.labels.get(key or 0, "–")} for side, key in sides.items()
    }


def _sheets(page: SeatPage, titles: dict[int, str]) -> list[dict[str, object]]:
    """The seat's sheets with the dances and entries that each covers; None: all of them."""
    heats: dict[str, list[int]] = {}
    if any(sheet.portion_key.startswith("heat:") for sheet in page.sheets.values()):
        rows = HeatPlace.objects.filter(round_entry__in=[entry.pk for entry in page.entries])
        for heat, entry in rows.order_by("pk").values_list("heat_id", "round_entry_id"):
            heats.setdefault(f"heat:{heat}", []).append(entry)
    found: list[dict[str, object]] = []
    for sheet in page.sheets.values():
        kind, _colon, key = sheet.portion_key.partition(":")
        found.append(
            {
                "id": sheet.pk,
                "title": titles[sheet.pk],
                "status": sheet.status,
                "version": page.versions[sheet.pk],
                "parts": [int(key)] if kind == "part" else None,
                "entries": [int(key)] if kind == "entry" else heats.get(sheet.portion_key),
            }
        )
    return found


def _entry(page: SeatPage, entry: RoundEntry) -> dict[str, object]:
    is_dancing = entry.status == RoundEntry.Status.DANCING
    found: dict[str, object] = {"id": entry.pk, "number": page.labels[entry.pk], "dancing": is_dancing}
    piece = page.pieces.get(entry.pk)
    return found | ({"piece": piece.title, "length": piece.length} if piece else {})
