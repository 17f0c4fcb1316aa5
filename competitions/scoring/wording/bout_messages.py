"""The sentences of a whole stage of battles."""

from __future__ import annotations

from collections.abc import Mapping

from .battle_messages import MESSAGES as BATTLE

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    **BATTLE,
    "round": (
        "Round {round}: {side}, **{most} to {least}**.",
        "Раунд {round}: {side}, **{most}:{least}**.",
        "{round}-раунд: {side}, **{most}:{least}**.",
    ),
    "stage_knockout": (
        "{bouts:Word} {bouts|battle|battles} of {entries:word} {entries~who}: who wins goes on.",
        "{bouts} {bouts|баттл|баттла|баттлов}, {entries} {entries~whom}: победитель проходит дальше.",
        "{bouts} баттл, {entries} {who}: жеңген өтеді.",
    ),
    "stage_group": (
        "{bouts:Word} {bouts|battle|battles} of {entries:word} {entries~who}: everybody meets everybody.",
        "{bouts} {bouts|баттл|баттла|баттлов}, {entries} {entries~whom}: каждый встречается с каждым.",
        "{bouts} баттл, {entries} {who}: әркім әркіммен кездеседі.",
    ),
    "bout": (
        "Battle {bout}: {red} (red) against {blue} (blue).",
        "Баттл {bout}: {red} (красный) — {blue} (синий).",
        "{bout}-баттл: {red} (қызыл) — {blue} (көк).",
    ),
    "bout_bye": (
        "Battle {bout}: {red} has a bye.",
        "Баттл {bout}: {red} без соперника.",
        "{bout}-баттл: {red} қарсылассыз.",
    ),
    "bout_decision": ("Battle {bout}: {decision}", "Баттл {bout}: {decision}", "{bout}-баттл: {decision}"),
    "place_won": ("Won this battle.", "Победа в этом баттле.", "Осы баттлда жеңді."),
    "place_won_shared": ("Won and go on.", "Победа: проходят дальше.", "Жеңіп, келесі кезеңге өтеді."),
    "place_lost": ("Lost in this stage.", "Поражение на этом этапе.", "Осы кезеңде жеңілді."),
    "place_lost_shared": (
        "Lost in this stage: the places are shared.",
        "Поражение на этом этапе: места делятся.",
        "Осы кезеңде жеңілді: орындар бөлінеді.",
    ),
    "place_rounds": (
        "Lost in this stage; {figure} {figure|round|rounds} won.",
        "Поражение на этом этапе; выиграно раундов: {figure}.",
        "Осы кезеңде жеңілді; жеңген раундтары: {figure}.",
    ),
    "place_votes": (
        "Lost in this stage; of those level on rounds {figure} {figure|vote|votes} decide.",
        "Поражение на этом этапе; среди равных по раундам решают голоса: {figure}.",
        "Осы кезеңде жеңілді; раундтары теңдердің арасында дауыстар шешеді: {figure}.",
    ),
    "place_votes_only": (
        "Lost in this stage; {figure} {figure|vote|votes}.",
        "Поражение на этом этапе; голосов: {figure}.",
        "Осы кезеңде жеңілді; дауыстары: {figure}.",
    ),
    "place_level": (
        "Lost in this stage, level with each other: the places are shared.",
        "Поражение на этом этапе при равенстве: места делятся.",
        "Осы кезеңде жеңілді, көрсеткіштері тең: орындар бөлінеді.",
    ),
    "ruling_judge_lost_bout": (
        "Battle {bout}: by ruling the votes of judge {judge} do not count.",
        "Баттл {bout}: по решению голоса судьи {judge} не учитываются.",
        "{bout}-баттл: шешім бойынша {judge} төрешісінің дауыстары есепке алынбайды.",
    ),
    "open_undecided": (
        "Level, so an extra round or the chair’s casting vote has to decide: {bouts}.",
        "Поровну, решит дополнительный раунд или голос председателя: {bouts}.",
        "Тең, қосымша раунд не төрағаның дауысы шешеді: {bouts}.",
    ),
    "open_not_danced": ("Not danced yet: {bouts}.", "Ещё не танцевали: {bouts}.", "Әлі биленген жоқ: {bouts}."),
    "open_not_met": ("Have not met: {pairs}.", "Не встречались: {pairs}.", "Кездеспегендер: {pairs}."),
}
