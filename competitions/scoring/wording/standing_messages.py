"""The sentences of standings above competitions."""

from __future__ import annotations

from collections.abc import Mapping

from .ruling_messages import MESSAGES as RULINGS

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    **RULINGS,
    "opening_best": (
        "{results:Word} {results|result is|results are} compared {on}; the best {count} of each group"
        " {count|is|are} honoured.",
        "Сравниваются результаты ({results}) {on}; в каждой группе отмечаются лучшие: {count}.",
        "{results} нәтиже {on} салыстырылады; әр топтың ең үздік {count} орны марапатталады.",
    ),
    "opening_academies": (
        "Academies are compared {on} of their best {best_of} {best_of|entry|entries}.",
        "Студии сравниваются {on}; у каждой считаются лучшие номера: {best_of}.",
        "Студиялар {on} салыстырылады; әрқайсысының ең үздік {best_of} нөмірі саналады.",
    ),
    "opening_combined": (
        "{results:Word} {results|result|results} of several competitions are combined {on}.",
        "Результаты нескольких соревнований ({results}) складываются и сравниваются {on}.",
        "Бірнеше жарыстың {results} нәтижесі қосылып, {on} салыстырылады.",
    ),
    "on_score": ("by score", "по баллам", "балл бойынша"),
    "on_place": ("by place", "по местам", "орын бойынша"),
    "on_criterion": ("by {criterion}", "по критерию «{criterion}»", "«{criterion}» өлшемі бойынша"),
    "group": ("{group}:", "{group}:", "{group}:"),
    "figure": ("**{figure}**.", "**{figure}**.", "**{figure}**."),
    "figure_counted": ("**{figure}** ({counted}).", "**{figure}** ({counted}).", "**{figure}** ({counted})."),
    "step_countback": (
        "Level; the better single result decides.",
        "Поровну; решает лучший отдельный результат.",
        "Тең; ең жақсы жеке нәтиже шешеді.",
    ),
    "step_score": ("Level; the scores decide.", "Поровну; решают баллы.", "Тең; балдар шешеді."),
    "step_level": (
        "Nothing separates them: the place is shared.",
        "Ничто их не разделяет: место делится.",
        "Ештеңе айырмайды: орын бөлінеді.",
    ),
    "step_casting_vote": (
        "Level; the chair’s casting vote decides.",
        "Поровну; решает голос председателя.",
        "Тең; төрағаның дауысы шешеді.",
    ),
    "step_re_dance": ("Level; the re-dance decides.", "Поровну; решает перетанцовка.", "Тең; қайта билеу шешеді."),
    "group_left_out": (
        "{group}: {size:word} {size|entry|entries}, and at least {needed} {needed|is|are} needed; nobody is honoured.",
        "{group}: участников {size}, а нужно не меньше {needed}; никто не отмечается.",
        "{group}: қатысушы {size}, ал кемінде {needed} керек; ешкім марапатталмайды.",
    ),
    "entry_left_out": (
        "{size:Word} {size|result|results}, and {needed} {needed|is|are} needed: not in the standing.",
        "Результатов {size}, а нужно {needed}: в зачёт не входит.",
        "Нәтиже {size}, ал {needed} керек: есепке кірмейді.",
    ),
    "award_withheld": (
        "{group}: the jury gave no award.",
        "{group}: жюри не присудило награду.",
        "{group}: қазылар марапат бермеді.",
    ),
    "award_withheld_all": ("The jury gave no award.", "Жюри не присудило награду.", "Қазылар марапат бермеді."),
    "group_left_out_all": (
        "{size:Word} {size|entry|entries}, and at least {needed} {needed|is|are} needed; nobody is honoured.",
        "Участников {size}, а нужно не меньше {needed}; никто не отмечается.",
        "Қатысушы {size}, ал кемінде {needed} керек; ешкім марапатталмайды.",
    ),
}
