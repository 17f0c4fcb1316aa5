"""The choices of ruleset forms, and what is wrong with a value, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from .schema_fields import Choice, Texts


def _choices(words: Mapping[str, Texts]) -> tuple[Choice, ...]:
    return tuple(Choice(key, texts) for key, texts in words.items())


LINE_TIES = _choices(
    {
        "include": ("all go on", "проходят все", "бәрі өтеді"),
        "exclude": ("none goes on", "не проходит никто", "ешкім өтпейді"),
        "break": ("has to be decided", "решается отдельно", "бөлек шешіледі"),
    }
)
STANDING_TIES = (Choice("include", ("all are honoured", "отмечаются все", "бәрі марапатталады")), LINE_TIES[2])
NOT_DANCED = _choices(
    {"bottom_mean": ("shares the bottom places", "делит последние места", "соңғы орындарды бөліседі")}
)
ORDERS = _choices(
    {
        "per_criterion": ("each criterion over the judges", "каждый критерий по судьям", "әр өлшем төрешілер бойынша"),
        "per_judge": ("each judge's sum", "сумма каждого судьи", "әр төрешінің қосындысы"),
    }
)
OPERATIONS = _choices(
    {
        "sum": ("sum", "сумма", "қосынды"),
        "mean": ("mean", "среднее", "орташа"),
        "median": ("median", "медиана", "медиана"),
        "trimmed_mean": ("mean without the outer marks", "среднее без крайних", "шеткілерсіз орташа"),
        "trimmed_sum": ("sum without the outer marks", "сумма без крайних", "шеткілерсіз қосынды"),
        "edge_half": ("outer marks count half", "крайние вполовину", "шеткілер жартылай"),
        "median_inverse_square": (
            "weight by distance to the median",
            "вес по близости к медиане",
            "медианаға жақындық салмағы",
        ),
        "median_tolerance": ("mean near the median", "среднее вблизи медианы", "медианаға жақын орташа"),
    }
)
TRIMS = ("trimmed_mean", "trimmed_sum")
COMBINES = _choices(
    {
        "sum": ("sum", "сумма", "қосынды"),
        "mean": ("mean", "среднее", "орташа"),
        "last": ("the last one", "последний", "соңғысы"),
        "best": ("the best one", "лучший", "ең жақсысы"),
    }
)
RANK_ON = _choices(
    {
        "rounded": ("the score as shown", "показанный балл", "көрсетілген балл"),
        "exact": ("the exact score", "точный балл", "дәл балл"),
    }
)
BLANK_ROWS = _choices(
    {
        "missing": ("is refused", "не принимается", "қабылданбайды"),
        "absent": ("means that the judge was absent", "значит, что судьи не было", "төреші болмағанын білдіреді"),
    }
)
SCORE_TIES = (
    Choice("criterion", ("a criterion", "критерий", "өлшем"), is_named=True),
    Choice("judge", ("a judge's total", "сумма судьи", "төреші қосындысы"), is_named=True),
    *_choices(
        {
            "raw_sum": ("sum of all marks", "сумма всех оценок", "барлық баға қосындысы"),
            "best_judge": ("best judge's total", "лучшая сумма у судьи", "төрешідегі ең жоғары қосынды"),
            "countback": ("more first places", "больше первых мест", "бірінші орындар көп"),
        }
    ),
)
SHEET_TIES = (SCORE_TIES[4], SCORE_TIES[2])
SCHEMES = _choices(
    {
        "rank_sum": ("places are added", "места складываются", "орындар қосылады"),
        "borda": ("a point for each one behind", "очко за каждого позади", "артта қалған үшін ұпай"),
    }
)
TIE_POINTS = _choices(
    {
        "average": ("mean of the places covered", "среднее занятых мест", "алынған орындардың орташасы"),
        "share_best": ("the best of them", "лучшее из них", "олардың ең жақсысы"),
    }
)
STAGES = _choices(
    {"final": ("final", "финал", "финал"), "elimination": ("elimination", "отборочный тур", "іріктеу кезеңі")}
)
JUDGING = _choices(
    {
        "sliders": ("sliders", "слайдеры", "слайдерлер"),
        "vote_round": ("a vote a round", "голос за раунд", "раундқа дауыс"),
        "vote_once": ("one vote after the battle", "один голос после баттла", "баттлдан кейін бір дауыс"),
        "round_counts": ("counts of votes", "подсчитанные голоса", "саналған дауыстар"),
    }
)
DECIDE = _choices({"rounds": ("rounds won", "раунды", "раундтар"), "votes": ("votes", "голоса", "дауыстар")})
GROUP_ORDER = (
    *DECIDE,
    *_choices(
        {
            "battles": ("battles won", "выигранные баттлы", "жеңген баттлдар"),
            "slider_total": ("sum of sliders", "сумма слайдеров", "слайдерлер қосындысы"),
            "head_to_head": ("head to head", "личная встреча", "өзара кездесу"),
        }
    ),
)
TIE_VOTES = _choices({"abstain": ("abstain", "воздержание", "қалыс қалу")})
METHODS = _choices(
    {
        "best": ("best results", "лучшие результаты", "үздік нәтижелер"),
        "academies": ("academies", "студии", "студиялар"),
        "combined": ("several competitions", "несколько соревнований", "бірнеше жарыс"),
    }
)
COMPARED = _choices(
    {
        "score": ("score", "балл", "балл"),
        "place": ("place", "место", "орын"),
        "criterion": ("one criterion", "один критерий", "бір өлшем"),
    }
)
GROUPED_BY = _choices(
    {
        "age": ("age", "возраст", "жас"),
        "level": ("level", "уровень", "деңгей"),
        "size": ("size", "состав", "құрам"),
        "competition": ("competition", "номинация", "номинация"),
    }
)
SUMS = COMBINES[:2]
STANDING_BREAKS = (
    Choice("countback", ("best single result", "лучший отдельный результат", "ең жақсы жеке нәтиже")),
    COMPARED[0],
)

PROBLEMS: Mapping[str, Texts] = {
    "system": ("The system {value} is unknown.", "Система {value} неизвестна.", "{value} жүйесі белгісіз."),
    "unknown": ("There is no setting {value}.", "Настройки {value} нет.", "{value} баптауы жоқ."),
    "missing": ("{label} is missing.", "Не указано: {label}.", "Көрсетілмеген: {label}."),
    "integer": (
        "{label} must be a whole number{limits}.",
        "{label}: нужно целое число{limits}.",
        "{label}: бүтін сан керек{limits}.",
    ),
    "integer_range": (
        "{label} must be a whole number{limits} or two of them, the smaller first.",
        "{label}: нужно целое число{limits} или два, меньшее первым.",
        "{label}: бүтін сан{limits} не кішісі бірінші екі сан керек.",
    ),
    "decimal": ("{label} must be a number{limits}.", "{label}: нужно число{limits}.", "{label}: сан керек{limits}."),
    "choice": ("{label} must be one of: {words}.", "{label}: возможны {words}.", "{label}: мүмкін мәндер {words}."),
    "boolean": ("{label} must be yes or no.", "{label}: да или нет.", "{label}: иә не жоқ."),
    "text": ("{label} must be a text.", "{label}: нужен текст.", "{label}: мәтін керек."),
    "texts": (
        "{label} must be different texts, at least one.",
        "{label}: нужны разные тексты, хотя бы один.",
        "{label}: кемінде бір, әртүрлі мәтін керек.",
    ),
    "decimals": ("{label} must be numbers{limits}.", "{label}: нужны числа{limits}.", "{label}: сандар керек{limits}."),
    "choices": (
        "{label} must be different words of: {words}.",
        "{label}: возможны разные из {words}.",
        "{label}: әртүрлі мәндер {words}.",
    ),
    "items": ("{label} must be words of: {words}.", "{label}: возможны {words}.", "{label}: мүмкін мәндер {words}."),
    "rows": (
        "{label} must be a list, at least one row.",
        "{label}: нужна хотя бы одна строка.",
        "{label}: кемінде бір жол керек.",
    ),
    "worths": (
        "{label} must give each mark a number.",
        "{label}: у каждой отметки должно быть число.",
        "{label}: әр белгінің саны болуы керек.",
    ),
    "doubled": ("{label} stands twice in {value}.", "{label} дважды: {value}.", "{label} екі рет: {value}."),
    "mapping": (
        "{value} must be a group of settings.",
        "{value}: нужна группа настроек.",
        "{value}: баптаулар тобы керек.",
    ),
    "tie_name": (
        "The tie-break names the criterion {value}, which is not in the list.",
        "Разделение ничьих называет критерий {value}, которого нет в списке.",
        "Теңдікті шешу тізімде жоқ {value} өлшемін атайды.",
    ),
    "low_high": (
        "The lowest mark of {value} is above its highest.",
        "У «{value}» наименьшая оценка больше наибольшей.",
        "«{value}» өлшемінің ең төмен бағасы ең жоғарысынан үлкен.",
    ),
    "scale_low_high": (
        "The lowest mark is above the highest.",
        "Наименьшая оценка больше наибольшей.",
        "Ең төмен баға ең жоғарысынан үлкен.",
    ),
    "no_sliders": (
        "Without sliders there is no sum of sliders to order by.",
        "Без слайдеров нет суммы слайдеров, по которой можно расставить места.",
        "Слайдер болмаса, орындарды анықтайтын слайдер қосындысы жоқ.",
    ),
    "weights": (
        "There must be one weight for each criterion.",
        "У каждого критерия должен быть один вес.",
        "Әр өлшемнің бір салмағы болуы керек.",
    ),
    "from": (" from {low} on", " от {low}", ", {low} бастап"),
    "above": (" above 0", " больше 0", ", 0-ден үлкен"),
    "between": (" from {low} to {high}", " от {low} до {high}", ", {low}–{high}"),
}
