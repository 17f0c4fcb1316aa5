"""The sentences about rulings that every system shares."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    "ruling_judge_lost": (
        "By ruling the marks of judge {judge} do not count.",
        "По решению оценки судьи {judge} не учитываются.",
        "Шешім бойынша {judge} төрешісінің бағалары есепке алынбайды.",
    ),
    "ruling_judge_lost_dances": (
        "By ruling the marks of judge {judge} do not count in {dances}.",
        "По решению оценки судьи {judge} не учитываются в танцах: {dances}.",
        "Шешім бойынша {judge} төрешісінің бағалары мына билерде есепке алынбайды: {dances}.",
    ),
    "ruling_disqualified_recall": (
        "Disqualified by ruling: its crosses do not count.",
        "Дисквалификация по решению: кресты не учитываются.",
        "Шешім бойынша дисквалификация: айқыштары есепке алынбайды.",
    ),
    "ruling_disqualified_plain": (
        "Disqualified by ruling: no place.",
        "Дисквалификация по решению: без места.",
        "Шешім бойынша дисквалификация: орынсыз.",
    ),
    "ruling_withdrawn": (
        "Withdrawn: no place.",
        "Снятие с соревнования: без места.",
        "Жарыстан шықты: орынсыз.",
    ),
    "ruling_penalty": (
        "By ruling {points} {points|point|points} deducted.",
        "По решению снято: {points}.",
        "Шешім бойынша алынды: {points}.",
    ),
    "ruling_abstained": (
        "By ruling judge {judge} abstained here; the mark leaves before the rest is counted.",
        "По решению судья {judge} здесь воздержался: оценка не участвует в подсчёте.",
        "Шешім бойынша {judge} төрешісі мұнда қалыс қалды: баға есепке кірмейді.",
    ),
    "ruling_abstained_all": (
        "By ruling some marks count as abstentions.",
        "По решению часть оценок считается воздержанием.",
        "Шешім бойынша кейбір бағалар қалыс қалу деп саналады.",
    ),
}
