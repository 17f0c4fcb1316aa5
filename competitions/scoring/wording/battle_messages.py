"""The sentences of IDO rounds, battles, groups and brackets."""

from __future__ import annotations

from collections.abc import Mapping

from .points_messages import MESSAGES as POINTS
from .skating_messages import MESSAGES as SKATING

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    **SKATING,
    **{key: POINTS[key] for key in POINTS if key.startswith("cut")},
    "judge_places": (
        "Judge {judge}: totals {totals} give the places {places}.",
        "Судья {judge}: суммы {totals} дают места {places}.",
        "{judge} төрешісі: {totals} қосындылары {places} орындарын береді.",
    ),
    "judge_crosses": (
        "Judge {judge} gives crosses to {entries}.",
        "Судья {judge} ставит кресты: {entries}.",
        "{judge} төрешісі айқыш қояды: {entries}.",
    ),
    "opening_crosses": (
        "{judges:Word} {judges|judge|judges} marked {entries:word} {entries~who}; each judge’s best {asked} become crosses,"
        " and the most crosses go on.",
        "{judges} {judges|судья оценил|судьи оценили|судей оценили} {entries} {entries~who}; {asked} лучших у каждого судьи"
        " получают кресты, дальше проходят те, у кого крестов больше.",
        "{judges} төреші {entries} {whom} бағалады; әр төрешідегі ең үздік {asked} айқыш алады, айқышы көбі өтеді.",
    ),
    "red": ("Red", "Красный", "Қызыл"),
    "blue": ("Blue", "Синий", "Көк"),
    "round": (
        "Round {round}: {side} **{most} to {least}**.",
        "Раунд {round}: {side} **{most}:{least}**.",
        "{round}-раунд: {side} **{most}:{least}**.",
    ),
    "round_tie": (
        "Round {round}: level, {most} to {least}.",
        "Раунд {round}: поровну, {most}:{least}.",
        "{round}-раунд: тең, {most}:{least}.",
    ),
    "extra": ("Extra round:", "Дополнительный раунд:", "Қосымша раунд:"),
    "abstained": ("{ties} abstained.", "Воздержались: {ties}.", "Қалыс қалғаны: {ties}."),
    "battle_rounds": (
        "**{side} wins**: {most} {most|round|rounds} to {least}, {votes} {votes|vote|votes} to {others}.",
        "**Победитель: {side}**. Раунды {most}:{least}, голоса {votes}:{others}.",
        "**Жеңімпаз: {side}**. Раундтар {most}:{least}, дауыстар {votes}:{others}.",
    ),
    "battle_votes": (
        "**{side} wins** on votes: {votes} to {others}.",
        "**Победитель: {side}**, по голосам {votes}:{others}.",
        "**Жеңімпаз: {side}**, дауыспен {votes}:{others}.",
    ),
    "battle_tiebreak": (
        "**{side} wins** in the extra round.",
        "**Победитель: {side}**, в дополнительном раунде.",
        "**Жеңімпаз: {side}**, қосымша раундта.",
    ),
    "battle_casting_vote": (
        "**{side} wins** by the casting vote.",
        "**Победитель: {side}**, решающим голосом.",
        "**Жеңімпаз: {side}**, шешуші дауыспен.",
    ),
    "battle_bye": (
        "**{side}** goes on unopposed.",
        "**{side}** проходит без соперника.",
        "**{side}** қарсылассыз өтеді.",
    ),
    "battle_walkover": (
        "**{side} wins**: the other side did not dance.",
        "**Победитель: {side}**: соперник не вышел.",
        "**Жеңімпаз: {side}**: қарсыласы шықпады.",
    ),
    "battle_withdrawn": (
        "**{side} wins**: the other side withdrew.",
        "**Победитель: {side}**: соперник снялся.",
        "**Жеңімпаз: {side}**: қарсыласы жарыстан шықты.",
    ),
    "battle_disqualified": (
        "**{side} wins**: the other side is disqualified.",
        "**Победитель: {side}**: соперник дисквалифицирован.",
        "**Жеңімпаз: {side}**: қарсыласы дисквалификацияланды.",
    ),
    "battle_void": (
        "Both sides are out: nobody wins.",
        "Обе стороны выбыли: победителя нет.",
        "Екі жақ та шықты: жеңімпаз жоқ.",
    ),
    "battle_tie": (
        "Rounds and votes are level: no winner.",
        "Раунды и голоса равны: победителя нет.",
        "Раундтар мен дауыстар тең: жеңімпаз жоқ.",
    ),
    "group_rounds": (
        "{figure} {figure|round|rounds} won.",
        "Выиграно раундов: {figure}.",
        "Жеңген раундтары: {figure}.",
    ),
    "group_votes": (
        "Level so far; {figure} {figure|vote|votes} decide.",
        "До этого поровну; решают голоса: {figure}.",
        "Оған дейін тең; дауыстар шешеді: {figure}.",
    ),
    "group_battles": (
        "Level so far; {figure} {figure|battle|battles} won decide.",
        "До этого поровну; решают выигранные баттлы: {figure}.",
        "Оған дейін тең; жеңген баттлдар шешеді: {figure}.",
    ),
    "group_slider_total": (
        "Level so far; the sum of the sliders decides: {figure}.",
        "До этого поровну; решает сумма слайдеров: {figure}.",
        "Оған дейін тең; слайдерлер қосындысы шешеді: {figure}.",
    ),
    "group_head_to_head": (
        "Level so far; head to head decides.",
        "До этого поровну; решает личная встреча.",
        "Оған дейін тең; өзара кездесу шешеді.",
    ),
    "group_level": (
        "Level in everything: the place is shared until an extra battle or a ruling.",
        "Равенство во всём: место делится до дополнительного баттла или решения.",
        "Барлығы тең: қосымша баттлға немесе шешімге дейін орын бөлінеді.",
    ),
    "group_only": ("The only one in the group.", "В группе больше никого нет.", "Топта басқа ешкім жоқ."),
    "group_casting_vote": (
        "Level in everything; the chair’s casting vote decides.",
        "Равенство во всём; решает голос председателя.",
        "Барлығы тең; төрағаның дауысы шешеді.",
    ),
    "group_re_dance": (
        "Level in everything; the extra battle decides.",
        "Равенство во всём; решает дополнительный баттл.",
        "Барлығы тең; қосымша баттл шешеді.",
    ),
    "seeding": (
        "{entries} in a bracket of {size}: the best {byes} go through the first stage unopposed.",
        "{entries} в сетке на {size}: {byes} сильнейших проходят первый этап без соперника.",
        "{size} орындық торда {entries}: ең мықты {byes} бірінші кезеңнен қарсылассыз өтеді.",
    ),
    "seeding_full": (
        "{entries} in a full bracket of {size}.",
        "{entries} в полной сетке на {size}.",
        "{size} орындық толық торда {entries}.",
    ),
}
