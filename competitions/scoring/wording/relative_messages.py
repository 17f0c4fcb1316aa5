"""The sentences of relative placement, beside those that it shares with one dance of the skating system."""

from __future__ import annotations

from collections.abc import Mapping

from .skating_messages import MESSAGES as SKATING

MESSAGES: Mapping[str, tuple[str, str, str]] = {
    **SKATING,
    "dance_head_to_head": (
        "Level in every column with {others}; head to head **{wins} of {judges} judges** placed it better.",
        "Равенство во всех столбцах с {others}; в личном сравнении **{wins} {wins|судья|судьи|судей} из {judges}**"
        " ставят выше.",
        "Барлық бағанда {others} қатысушымен тең; жеке салыстыруда **{judges} төрешіден {wins} төреші** жоғары қойды.",
    ),
    "dance_head_to_head_lost": (
        "Level in every column with {others}; head to head {wins} of {judges} judges placed it better.",
        "Равенство во всех столбцах с {others}; в личном сравнении {wins} {wins|судья|судьи|судей} из {judges} ставят"
        " выше.",
        "Барлық бағанда {others} қатысушымен тең; жеке салыстыруда {judges} төрешіден {wins} төреші жоғары қойды.",
    ),
    "dance_chief": (
        "Level in every column with {others}; the **chief judge** placed it {place:nth}; {rivals}.",
        "Равенство во всех столбцах с {others}; **главный судья** ставит на {place}-е место; {rivals}.",
        "Барлық бағанда {others} қатысушымен тең; **бас төреші** {place}-орынға қойды; {rivals}.",
    ),
    "ruling_placement_drop": (
        "Moved down by ruling after tabulation.",
        "По решению после подсчёта место понижено.",
        "Есептен кейін шешім бойынша орны төмендетілді.",
    ),
    "opening_callback": (
        "{judges:Word} {judges|judge|judges} marked {entries:word} {entries~who}: {points}. The points are added; the"
        " {wanted} with the most are called back.",
        "{judges} {judges|судья оценивал|судьи оценивали|судей оценивали} {entries} {entries~who}: {points}. Очки"
        " складываются; дальше {wanted|проходит|проходят|проходят} {wanted} {wanted~whom} с наибольшей суммой.",
        "{judges} төреші {entries} {whom} бағалады: {points}. Ұпайлар қосылады; ұпайы ең көп {wanted} {who} келесі"
        " кезеңге өтеді.",
    ),
    "callback_line": (
        "{number:Word} {number|is|are} called back, with {cut} points or more.",
        "{number|Проходит|Проходят|Проходят} {number} {number~whom}: {cut} {cut|очко|очка|очков} или больше.",
        "{number} {who} өтеді: {cut} ұпай немесе одан көп.",
    ),
    "callback_tied": (
        "{tied} are level on points across the line; the chief judge decides.",
        "У {tied} поровну очков на черте; решает главный судья.",
        "{tied}: шекте ұпайлары тең; бас төреші шешеді.",
    ),
    "callback_alternates": (
        "Alternates in this order: {alternates}.",
        "Запасные по порядку: {alternates}.",
        "Қосалқылар ретімен: {alternates}.",
    ),
    "callback_tie_broken": (
        "Level on {total} points: the chief judge’s order is {order}.",
        "Поровну очков: {total}; порядок главного судьи: {order}.",
        "Ұпайлары тең: {total}; бас төрешінің реті: {order}.",
    ),
    "callback_tie_open": (
        "Level on {total} points: {order}.",
        "Поровну очков, {total}: {order}.",
        "Ұпайлары тең, {total}: {order}.",
    ),
}
