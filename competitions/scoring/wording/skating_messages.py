"""The sentences of the skating system: for each key English, Russian, Kazakh.

Russian and Kazakh sentences are worded so that nothing has to agree with the gender or the ending of a name.
"""

from __future__ import annotations

from collections.abc import Mapping

from .ruling_messages import MESSAGES as RULINGS

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    **RULINGS,
    # The opening: the whole method in one breath.
    "opening_multi": (
        "{judges:Word} {judges|judge|judges} placed {entries:word} {entries~who} in {dances:word}"
        " {dances|dance|dances}. In each dance a {one} takes the place that a majority of judges, at least {needed}"
        " of {judges}, gave it or better. The {dances:word} places are added; the lowest total wins.",
        "{judges} {judges|судья расставил|судьи расставили|судей расставили} {entries} {entries~who} в {dances}"
        " {dances|танце|танцах|танцах}. В каждом танце {one} получает место, на которое {it} — или выше — поставило"
        " большинство судей, не меньше {needed} из {judges}. Места по танцам складываются; побеждает наименьшая сумма.",
        "{judges} төреші {entries} {whom} {dances} биде орындарға бөлді. Әр биде {one} төрешілердің көпшілігі"
        " ({judges} төрешіден кемінде {needed} төреші) сол орынға немесе одан жоғары қойған орынды алады."
        " Билердегі орындар қосылады; қосындысы ең азы жеңеді.",
    ),
    "opening_multi_panels": (
        "{judges:Word} {judges|judge|judges} placed {entries:word} {entries~who} in {dances:word}"
        " {dances|dance|dances}, not the same panel in each. In each dance a {one} takes the place that a majority"
        " of its panel gave it or better. The {dances:word} places are added; the lowest total wins.",
        "{judges} {judges|судья расставил|судьи расставили|судей расставили} {entries} {entries~who} в {dances}"
        " {dances|танце|танцах|танцах}, составы судей различались. В каждом танце {one} получает место, на которое"
        " {it} — или выше — поставило большинство судей этого танца. Места по танцам складываются; побеждает"
        " наименьшая сумма.",
        "{judges} төреші {entries} {whom} {dances} биде орындарға бөлді, төрешілер құрамы әр биде әртүрлі болды. Әр"
        " биде {one} сол бидің төрешілерінің көпшілігі сол орынға немесе одан жоғары қойған орынды алады. Билердегі"
        " орындар қосылады; қосындысы ең азы жеңеді.",
    ),
    "opening_single": (
        "{judges:Word} {judges|judge|judges} placed {entries:word} {entries~who}. A {one} takes the place that a"
        " majority of judges, at least {needed} of {judges}, gave it or better.",
        "{judges} {judges|судья расставил|судьи расставили|судей расставили} {entries} {entries~who}. Каждый раз {one}"
        " получает место, на которое {it} — или выше — поставило большинство судей, не меньше {needed} из {judges}.",
        "{judges} төреші {entries} {whom} орындарға бөлді. Әр {one} төрешілердің көпшілігі ({judges} төрешіден кемінде"
        " {needed} төреші) сол орынға немесе одан жоғары қойған орынды алады.",
    ),
    "opening_recall": (
        "{judges:Word} {judges|judge|judges} marked {entries:word} {entries~who} with crosses in {dances:word}"
        " {dances|dance|dances}. Every cross counts one; the {wanted} with the most crosses go on.",
        "{judges} {judges|судья отмечал|судьи отмечали|судей отмечали} крестами {entries} {entries~who} в {dances}"
        " {dances|танце|танцах|танцах}. Каждый крест равен одному; дальше {wanted|проходит|проходят|проходят}"
        " {wanted} {wanted~whom} с наибольшим числом крестов.",
        "{judges} төреші {dances} биде {entries} {whom} айқышпен белгіледі. Әр айқыш бір болып саналады; айқышы ең көп"
        " {wanted} {who} келесі кезеңге өтеді.",
    ),
    # Rule 9.
    "total_first": (
        "Lowest total: {total}. Nobody else is below {next}.",
        "Наименьшая сумма: {total}. У остальных не меньше {next}.",
        "Қосындысы ең аз: {total}. Қалғандарында {next} немесе одан көп.",
    ),
    "total_only": ("Total {total}.", "Сумма {total}.", "Қосындысы {total}."),
    "totals": ("Totals {totals}: no ties.", "Суммы {totals}: равных нет.", "Қосындылары {totals}: тең түскені жоқ."),
    "total": ("Total {total}: no tie.", "Сумма {total}: равных нет.", "Қосындысы {total}: тең түскені жоқ."),
    "level_total": (
        "Level on {total} with {others}.",
        "Сумма {total}, столько же у {others}.",
        "Қосындысы {total}, дәл сондай қосынды: {others}.",
    ),
    "share_total": (
        "Level on {total}.",
        "Сумма у всех {total}.",
        "Бәрінің қосындысы {total}.",
    ),
    # Rule 10.
    "rule_10_count": (
        "**{count:Word} {count|dance|dances} placed {place:nth} or better**; {rivals}.",
        "**{count} {count|танец|танца|танцев} с местом не ниже {place}-го**; {rivals}.",
        "**{place}-орын не одан жоғары алынған {count} би**; {rivals}.",
    ),
    "rule_10_sum": (
        "{count:Word} {count|dance|dances} placed {place:nth} or better, as for {others}, but these places **add up"
        " to {sum}**; {rivals}.",
        "{count} {count|танец|танца|танцев} с местом не ниже {place}-го, столько же у {others}, но **сумма этих мест"
        " {sum}**; {rivals}.",
        "{place}-орын не одан жоғары алынған {count} би, дәл сонша: {others}, бірақ **бұл орындардың қосындысы {sum}**;"
        " {rivals}.",
    ),
    "rule_10_both": (
        "Both have {count:word} {count|dance|dances} placed {place:nth} or better, and these add up to {sum} for both.",
        "Танцев с местом не ниже {place}-го поровну: по {count}, и сумма этих мест одинаковая: {sum}.",
        "{place}-орын не одан жоғары алынған билер саны бірдей: {count}, бұл орындардың қосындысы да бірдей: {sum}.",
    ),
    "rule_10_all": (
        "All {number:word} have {count:word} {count|dance|dances} placed {place:nth} or better, and these add up to"
        " {sum} for each.",
        "Танцев с местом не ниже {place}-го поровну: по {count}, и сумма этих мест одинаковая: {sum}.",
        "{place}-орын не одан жоғары алынған билер саны бірдей: {count}, бұл орындардың қосындысы да бірдей: {sum}.",
    ),
    "rule_10_some": (
        "{count:Word} {count|dance|dances} placed {place:nth} or better, adding up to {sum}, and the same for {others}.",
        "{count} {count|танец|танца|танцев} с местом не ниже {place}-го, сумма этих мест {sum}, столько же у {others}.",
        "{place}-орын не одан жоғары алынған {count} би, бұл орындардың қосындысы {sum}, дәл сондай: {others}.",
    ),
    "rule_10_none": (
        "Nobody has a dance placed {place:nth} or better.",
        "Танцев с местом не ниже {place}-го нет ни у кого.",
        "{place}-орын не одан жоғары алынған би ешкімде жоқ.",
    ),
    # Rule 11.
    "rule_11_all_marks": (
        "So all {marks} marks are counted as one dance; a majority is {needed}.",
        "Поэтому все {marks} {marks|оценка считается|оценки считаются|оценок считаются} как за один танец; большинство"
        " — {needed}.",
        "Сондықтан барлық {marks} баға бір би ретінде саналады; көпшілік — {needed}.",
    ),
    "rule_11_majority": (
        "So all {marks} marks are counted as one: **{count} judges’ marks** are {column:nth} or better; {rivals}."
        " A majority is {needed}.",
        "Поэтому все {marks} {marks|оценка считается|оценки считаются|оценок считаются} вместе: **{count}"
        " {count|оценка|оценки|оценок}** не ниже {column}-го места; {rivals}. Большинство — {needed}.",
        "Сондықтан барлық {marks} баға бірге саналады: **{count} баға** {column}-орын не одан жоғары; {rivals}."
        " Көпшілік — {needed}.",
    ),
    "rule_11_opened": (
        "Nobody has a majority of {before:nth} or better, so {column:nth} or better is counted.",
        "Большинства оценок не ниже {before}-го места нет ни у кого, поэтому считаются оценки не ниже {column}-го.",
        "{before}-орын не одан жоғары бағалардың көпшілігі ешкімде жоқ, сондықтан {column}-орынға дейінгі бағалар"
        " саналады.",
    ),
    "rule_11_count": (
        "**{count} marks** are {column:nth} or better; {rivals}.",
        "**{count} {count|оценка|оценки|оценок}** не ниже {column}-го места; {rivals}.",
        "**{count} баға** {column}-орын не одан жоғары; {rivals}.",
    ),
    "rule_11_sum": (
        "{count} marks are {column:nth} or better, as for {others}, but they **add up to {sum}**; {rivals}.",
        "{count} {count|оценка|оценки|оценок} не ниже {column}-го места, столько же у {others}, но их **сумма {sum}**;"
        " {rivals}.",
        "{count} баға {column}-орын не одан жоғары, дәл сонша: {others}, бірақ олардың **қосындысы {sum}**; {rivals}.",
    ),
    "rule_11_equal": (
        "{count} marks are {column:nth} or better and add up to {sum}, the same for {others}; so the next column counts.",
        "{count} {count|оценка|оценки|оценок} не ниже {column}-го места с суммой {sum}, столько же у {others}; поэтому"
        " считается следующий столбец.",
        "{count} баға {column}-орын не одан жоғары, қосындысы {sum}, дәл сондай: {others}; сондықтан келесі баған"
        " саналады.",
    ),
    "rule_11_level": (
        "The marks are level in every column: the place is shared.",
        "Оценки равны во всех столбцах: место делится.",
        "Бағалар барлық бағанда тең: орын бөлінеді.",
    ),
    "remaining_second": (
        "Second in that comparison, so the next place at once.",
        "В этом сравнении на втором месте, поэтому сразу получает следующее место.",
        "Осы салыстыруда екінші, сондықтан келесі орынды бірден алады.",
    ),
    "remaining_last": (
        "Last left in that comparison, so the next place at once.",
        "В этом сравнении больше никого не осталось, поэтому сразу следующее место.",
        "Осы салыстыруда басқа ешкім қалмады, сондықтан келесі орынды бірден алады.",
    ),
    "remaining_total": (
        "Last left of those level on {total}, so the next place.",
        "Больше никого с суммой {total} не осталось, поэтому следующее место.",
        "Қосындысы {total} болғандардан басқа ешкім қалмады, сондықтан келесі орын.",
    ),
    # Rules 5 to 8, one dance.
    "dance_majority": (
        "**{count} of {judges} judges** gave {column:nth} or better.",
        "**{count} {count|судья|судьи|судей} из {judges}** — место не ниже {column}-го.",
        "**{judges} төрешіден {count} төреші** {column}-орын не одан жоғары берді.",
    ),
    "dance_opened": (
        "Nobody left had a majority of {before:nth} or better.",
        "Большинства мест не ниже {before}-го ни у кого из оставшихся не было.",
        "Қалғандардың ешқайсысында {before}-орын не одан жоғары көпшілік болмады.",
    ),
    "dance_count": (
        "**{count} of {judges} judges** gave {column:nth} or better; {rivals}.",
        "**{count} {count|судья|судьи|судей} из {judges}** — место не ниже {column}-го; {rivals}.",
        "**{judges} төрешіден {count} төреші** {column}-орын не одан жоғары берді; {rivals}.",
    ),
    "dance_sum": (
        "{count} of {judges} judges gave {column:nth} or better, as for {others}, but these marks **add up to {sum}**;"
        " {rivals}.",
        "{count} {count|судья|судьи|судей} из {judges} — место не ниже {column}-го, столько же у {others}, но **сумма"
        " этих оценок {sum}**; {rivals}.",
        "{judges} төрешіден {count} төреші {column}-орын не одан жоғары берді, дәл сонша: {others}, бірақ **бұл"
        " бағалардың қосындысы {sum}**; {rivals}.",
    ),
    "dance_equal": (
        "{count} of {judges} judges gave {column:nth} or better, adding up to {sum}, the same for {others}; so the next"
        " column counts.",
        "{count} {count|судья|судьи|судей} из {judges} — место не ниже {column}-го с суммой {sum}, столько же у"
        " {others}; поэтому считается следующий столбец.",
        "{judges} төрешіден {count} төреші {column}-орын не одан жоғары берді, қосындысы {sum}, дәл сондай: {others};"
        " сондықтан келесі баған саналады.",
    ),
    "dance_level": (
        "Level in every column: the place is shared.",
        "Равенство во всех столбцах: место делится.",
        "Барлық бағанда тең: орын бөлінеді.",
    ),
    "dance_remaining": (
        "Next in that comparison: {count} of {judges} judges gave {column:nth} or better.",
        "Дальше в том же сравнении: {count} {count|судья|судьи|судей} из {judges} — место не ниже {column}-го.",
        "Сол салыстырудағы келесі: {judges} төрешіден {count} төреші {column}-орын не одан жоғары берді.",
    ),
    "not_danced": (
        "Did not dance {dance}: there it holds the bottom place with every judge.",
        "Танец {dance} не исполнялся: в нём ставится последнее место у каждого судьи.",
        "{dance} биі биленбеді: бұл биде барлық төрешіден соңғы орын қойылады.",
    ),
    "not_danced_shared": (
        "Did not dance {dance}: there they share the bottom places with every judge.",
        "Танец {dance} не исполнялся: в нём последние места у каждого судьи делятся.",
        "{dance} биі биленбеді: бұл биде барлық төрешіден соңғы орындар бөлінеді.",
    ),
    "broken_sheet": (
        "Judge {judge}, {dance}: the places are not 1 to {last}, each once{faults}. The sheet must be corrected first.",
        "Судья {judge}, {dance}: места не от 1 до {last} по одному разу{faults}. Сначала лист нужно исправить.",
        "{judge} төрешісі, {dance}: орындар 1-ден бастап әрқайсысы бір реттен қойылмаған{faults}. Алдымен парақты"
        " түзету керек.",
    ),
    "fault_doubled": (" (given twice: {places})", " (повторяются: {places})", " (қайталанған: {places})"),
    "fault_missing": (" (missing: {places})", " (не хватает: {places})", " (жетіспейді: {places})"),
    "fault_impossible": (" (not a place: {places})", " (нет такого места: {places})", " (ондай орын жоқ: {places})"),
    "ruling_disqualified": (
        "Disqualified by ruling: no place. With each judge those behind move up by one.",
        "Дисквалификация по решению: без места. У каждого судьи следующие места сдвигаются на одно вверх.",
        "Шешім бойынша дисквалификация: орынсыз. Әр төрешіде кейінгі орындар бір орынға жоғары жылжиды.",
    ),
    "ruling_re_dance": (
        "The shared place was danced off; this is the order of the re-dance.",
        "Общее место разыграно в перетанцовке; таков её порядок.",
        "Бөлінген орын қайта биленіп анықталды; реті осындай.",
    ),
    # Rule 1.
    "recall_exact": (
        "{number:Word} {number~who} {number|has|have} {cut} {cut|cross|crosses} or more: exactly the number wanted.",
        "{number} {number~whom} {number|набрала|набрали|набрали} {cut} {cut|крест|креста|крестов} или больше: ровно"
        " столько, сколько нужно.",
        "{number} {who} {cut} немесе одан көп айқыш алды: дәл керек сан.",
    ),
    "recall_all": (
        "All {number} go on: no more were wanted.",
        "Дальше проходят все: {number}, больше и не требовалось.",
        "Бәрі де келесі кезеңге өтеді: {number}, одан көп керек болмады.",
    ),
    "recall_tied": (
        "{sure:Word} {sure|has|have} more than {cut} {cut|cross|crosses}; {tied:word} {tied|is|are} tied on {cut}."
        " The chair decides: {low} or {high} go on.",
        "Больше {cut} {cut|креста|крестов|крестов}: {sure}; поровну, по {cut}: {tied}. Решает председатель: дальше"
        " {low} или {high}.",
        "{cut} айқыштан көп: {sure}; {cut} айқышпен тең түскені: {tied}. Төраға шешеді: келесі кезеңге {low} немесе"
        " {high} өтеді.",
    ),
    "recall_ruling_all": (
        "{sure:Word} {sure|has|have} more than {cut} {cut|cross|crosses}; {tied:word} {tied|is|are} tied on {cut}."
        " The chair recalled all of them: {number} go on.",
        "Больше {cut} {cut|креста|крестов|крестов}: {sure}; поровну, по {cut}: {tied}. Председатель пропустил всех:"
        " дальше {number}.",
        "{cut} айқыштан көп: {sure}; {cut} айқышпен тең түскені: {tied}. Төраға бәрін өткізді: келесі кезеңге {number}"
        " өтеді.",
    ),
    "recall_ruling_none": (
        "{sure:Word} {sure|has|have} more than {cut} {cut|cross|crosses}; {tied:word} {tied|is|are} tied on {cut}."
        " The chair recalled none of these: {number} go on.",
        "Больше {cut} {cut|креста|крестов|крестов}: {sure}; поровну, по {cut}: {tied}. Председатель не пропустил"
        " никого из них: дальше {number}.",
        "{cut} айқыштан көп: {sure}; {cut} айқышпен тең түскені: {tied}. Төраға олардың ешқайсысын өткізбеді: келесі"
        " кезеңге {number} өтеді.",
    ),
    "recall_ruling_named": (
        "{sure:Word} {sure|has|have} more than {cut} {cut|cross|crosses}; {tied:word} {tied|is|are} tied on {cut}."
        " By the chair’s ruling {number} go on, {chosen} among them.",
        "Больше {cut} {cut|креста|крестов|крестов}: {sure}; поровну, по {cut}: {tied}. По решению председателя дальше"
        " {number}, среди них {chosen}.",
        "{cut} айқыштан көп: {sure}; {cut} айқышпен тең түскені: {tied}. Төрағаның шешімімен келесі кезеңге {number}"
        " өтеді, олардың ішінде {chosen}.",
    ),
    "out_place": (
        "{crosses} {crosses|cross|crosses}.",
        "{crosses} {crosses|крест|креста|крестов}.",
        "{crosses} айқыш.",
    ),
}
