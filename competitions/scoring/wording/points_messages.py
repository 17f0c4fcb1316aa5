"""The sentences of points systems, components, cuts and placement tables."""

from __future__ import annotations

from collections.abc import Mapping

from .ruling_messages import MESSAGES as RULINGS

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    **RULINGS,
    "opening_points": (
        "{judges:Word} {judges|judge|judges} marked {entries:word} {entries~who} in {criteria:word}"
        " {criteria|criterion|criteria}.",
        "{judges} {judges|судья оценил|судьи оценили|судей оценили} {entries} {entries~who} по {criteria}"
        " {criteria|критерию|критериям|критериям}.",
        "{judges} төреші {entries} {whom} {criteria} өлшем бойынша бағалады.",
    ),
    "each_criterion": ("In each criterion", "По каждому критерию", "Әр өлшем бойынша"),
    "each_judge": (
        "Each judge’s marks are added, and",
        "Оценки каждого судьи складываются, затем",
        "Әр төрешінің бағалары қосылады, содан кейін",
    ),
    "op_sum": ("the judges’ marks are added.", "оценки судей складываются.", "төрешілердің бағалары қосылады."),
    "op_mean": ("the mean of the judges is taken.", "берётся среднее по судьям.", "төрешілердің орташасы алынады."),
    "op_median": (
        "the median of the judges is taken.",
        "берётся медиана по судьям.",
        "төрешілердің медианасы алынады.",
    ),
    "op_trimmed_mean": (
        "the {drop_low} lowest and {drop_high} highest are left out; the mean of the rest is taken.",
        "отбрасываются наименьшие ({drop_low}) и наибольшие ({drop_high}), из остальных берётся среднее.",
        "ең төмен {drop_low} және ең жоғары {drop_high} баға алынып тасталады, қалғандарының орташасы алынады.",
    ),
    "op_trimmed_sum": (
        "the {drop_low} lowest and {drop_high} highest are left out; the rest are added.",
        "отбрасываются наименьшие ({drop_low}) и наибольшие ({drop_high}), остальные складываются.",
        "ең төмен {drop_low} және ең жоғары {drop_high} баға алынып тасталады, қалғандары қосылады.",
    ),
    "op_trimmed_mean_one": (
        "the lowest and the highest are left out; the mean of the rest is taken.",
        "наименьшая и наибольшая отбрасываются, из остальных берётся среднее.",
        "ең төмені мен ең жоғарысы алынып тасталады, қалғандарының орташасы алынады.",
    ),
    "op_trimmed_sum_one": (
        "the lowest and the highest are left out; the rest are added.",
        "наименьшая и наибольшая отбрасываются, остальные складываются.",
        "ең төмені мен ең жоғарысы алынып тасталады, қалғандары қосылады.",
    ),
    "op_edge_half": (
        "the lowest and the highest mark count half.",
        "наименьшая и наибольшая оценки считаются вполовину.",
        "ең төмен және ең жоғары баға жартылай саналады.",
    ),
    "op_median_inverse_square": (
        "marks count less the farther they are from the median.",
        "оценка весит тем меньше, чем дальше она от медианы.",
        "баға медианадан алыстаған сайын аз саналады.",
    ),
    "op_median_tolerance": (
        "marks too far from the median are left out; the mean of the rest is taken.",
        "слишком далёкие от медианы оценки отбрасываются, из остальных берётся среднее.",
        "медианадан тым алыс бағалар алынып тасталады, қалғандарының орташасы алынады.",
    ),
    "highest_wins": ("The highest score wins.", "Побеждает наибольший балл.", "Ең жоғары балл жеңеді."),
    "score": ("Score **{score}**.", "Балл **{score}**.", "Балл **{score}**."),
    "score_criteria": ("{criteria}.", "{criteria}.", "{criteria}."),
    "carried_over": (
        "Added to the score from before: {sources}.",
        "К баллу прибавляется прежний: {sources}.",
        "Балға бұрынғысы қосылады: {sources}.",
    ),
    "carried_seeded": (
        "Seeded, with nothing to add: {seeded}.",
        "Без прежнего балла, как сеяные: {seeded}.",
        "Бұрынғы балсыз, тікелей өткендер: {seeded}.",
    ),
    "carried": (
        "Carried from {name}: {points} ({score} × {weight}).",
        "Перенесено («{name}»): {points} ({score} × {weight}).",
        "«{name}» кезеңінен көшірілді: {points} ({score} × {weight}).",
    ),
    "deducted": ("{deduction} {deduction|point|points} deducted.", "Снято: {deduction}.", "Алынды: {deduction}."),
    "title": ("{title}.", "{title}.", "{title}."),
    "tie_criterion": (
        "Level on {score}; {name} decides: {figures}.",
        "Балл {score} у нескольких; решает «{name}»: {figures}.",
        "Балл {score} тең; «{name}» шешеді: {figures}.",
    ),
    "tie_judge": (
        "Level on {score}; judge {name}’s total decides: {figures}.",
        "Балл {score} у нескольких; решает сумма судьи {name}: {figures}.",
        "Балл {score} тең; {name} төрешісінің қосындысы шешеді: {figures}.",
    ),
    "tie_raw_sum": (
        "Level on {score}; the sum of all marks decides: {figures}.",
        "Балл {score} у нескольких; решает сумма всех оценок: {figures}.",
        "Балл {score} тең; барлық бағалардың қосындысы шешеді: {figures}.",
    ),
    "tie_best_judge": (
        "Level on {score}; the best judge’s total decides: {figures}.",
        "Балл {score} у нескольких; решает лучшая сумма у одного судьи: {figures}.",
        "Балл {score} тең; бір төрешідегі ең жоғары қосынды шешеді: {figures}.",
    ),
    "tie_countback": (
        "Level on {score}; more first places with the judges decide: {figures}.",
        "Балл {score} у нескольких; решает число первых мест у судей: {figures}.",
        "Балл {score} тең; төрешілердегі бірінші орындар саны шешеді: {figures}.",
    ),
    "tie_shared": (
        "Level on {score}, and nothing separates them: the place is shared.",
        "Балл {score} у всех, и ничто их не разделяет: место делится.",
        "Балл {score} тең, ештеңе айырмайды: орын бөлінеді.",
    ),
    "tie_casting_vote": (
        "Level on {score}; the chair’s casting vote gives this order.",
        "Балл {score} у нескольких; порядок дан решающим голосом председателя.",
        "Балл {score} тең; ретті төрағаның шешуші дауысы берді.",
    ),
    "tie_re_dance": (
        "Level on {score}; the re-dance gives this order.",
        "Балл {score} у нескольких; порядок дан перетанцовкой.",
        "Балл {score} тең; ретті қайта билеу берді.",
    ),
    "title_withheld": (
        "The jury withheld the title {title}.",
        "Жюри не присудило звание «{title}».",
        "Қазылар «{title}» атағын бермеді.",
    ),
    "title_withheld_none": ("The jury withheld the title.", "Жюри не присудило звание.", "Қазылар атақ бермеді."),
    "title_shared": (
        "The jury shared the title {title}.",
        "Жюри разделило звание «{title}».",
        "Қазылар «{title}» атағын бөлді.",
    ),
    "title_added": (
        "The jury gave the title {title}.",
        "Жюри присудило звание «{title}».",
        "Қазылар «{title}» атағын берді.",
    ),
    "component_value": (
        "The marks {marks} give {score}.",
        "Оценки {marks} дают {score}.",
        "{marks} бағалары {score} береді.",
    ),
    "cut": (
        "{number:Word} {number|goes|go} on; {wanted} {wanted|was|were} wanted.",
        "Дальше {number|проходит|проходят|проходят} {number}; требовалось {wanted}.",
        "Келесі кезеңге {number} өтеді; {wanted} керек болды.",
    ),
    "cut_tied_include": (
        "{tied} are level at the line: all of them go on.",
        "На черте поровну: {tied}; проходят все.",
        "Шекте тең: {tied}; бәрі өтеді.",
    ),
    "cut_tied_exclude": (
        "{tied} are level at the line: none of them goes on.",
        "На черте поровну: {tied}; никто из них не проходит.",
        "Шекте тең: {tied}; ешқайсысы өтпейді.",
    ),
    "cut_tied_break": (
        "{tied} are level at the line; this has to be decided.",
        "На черте поровну: {tied}; это нужно решить.",
        "Шекте тең: {tied}; мұны шешу керек.",
    ),
    "cut_tied_ruling": (
        "{tied} were level at the line; a ruling decided.",
        "На черте было поровну: {tied}; решено председателем.",
        "Шекте тең болды: {tied}; төраға шешті.",
    ),
    "opening_table": (
        "{sheets:Word} {sheets|sheet|sheets} rank {entries:word} {entries~who}. Places become points ({first}, …); the"
        " highest total wins.",
        "{sheets} {sheets|лист расставляет|листа расставляют|листов расставляют} {entries} {entries~who}. Места дают очки"
        " ({first}, …); побеждает наибольшая сумма.",
        "{sheets} парақ {entries} {whom} орындарға бөледі. Орындар ұпай береді ({first}, …); қосындысы ең көбі жеңеді.",
    ),
    "opening_borda": (
        "{sheets:Word} {sheets|sheet|sheets} rank {entries:word} {entries~who}. Everybody gets a point for each one placed"
        " behind; the highest total wins.",
        "{sheets} {sheets|лист расставляет|листа расставляют|листов расставляют} {entries} {entries~who}. За каждого,"
        " оставленного позади, даётся очко; побеждает наибольшая сумма.",
        "{sheets} парақ {entries} {whom} орындарға бөледі. Артта қалған әрқайсысы үшін бір ұпай беріледі; қосындысы ең"
        " көбі жеңеді.",
    ),
    "opening_rank_sum": (
        "{sheets:Word} {sheets|sheet|sheets} rank {entries:word} {entries~who}. The places are added; the lowest total wins.",
        "{sheets} {sheets|лист расставляет|листа расставляют|листов расставляют} {entries} {entries~who}. Места"
        " складываются; побеждает наименьшая сумма.",
        "{sheets} парақ {entries} {whom} орындарға бөледі. Орындар қосылады; қосындысы ең азы жеңеді.",
    ),
    "dropped": (
        "Everybody’s best and worst sheet is left out.",
        "Лучший и худший лист каждого не учитываются.",
        "Әркімнің ең жақсы және ең нашар парағы есепке алынбайды.",
    ),
    "total_only": ("Total **{total}** ({parts}).", "Сумма **{total}** ({parts}).", "Қосындысы **{total}** ({parts})."),
    "total_level": (
        "Total {total}: the place is shared.",
        "Сумма {total}: место делится.",
        "Қосындысы {total}: орын бөлінеді.",
    ),
    "total_countback": (
        "Level on {total}; more high places decide.",
        "Сумма {total} у нескольких; решает число высоких мест.",
        "Қосындысы {total} тең; жоғары орындар саны шешеді.",
    ),
    "total_raw_sum": (
        "Level on {total}; the sum of the marks decides: {figures}.",
        "Сумма {total} у нескольких; решает сумма оценок: {figures}.",
        "Қосындысы {total} тең; бағалардың қосындысы шешеді: {figures}.",
    ),
    "total_casting_vote": (
        "Level on {total}; the chair’s casting vote decides.",
        "Сумма {total} у нескольких; решает голос председателя.",
        "Қосындысы {total} тең; төрағаның дауысы шешеді.",
    ),
    "total_re_dance": (
        "Level on {total}; the re-dance decides.",
        "Сумма {total} у нескольких; решает перетанцовка.",
        "Қосындысы {total} тең; қайта билеу шешеді.",
    ),
}
