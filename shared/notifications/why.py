"""Why a case was opened, in a few words: the decisive conditions of all its triggers."""

from collections.abc import Callable, Iterator

from shared.alerts.models import Alert
from shared.feedback.models import Score
from shared.notifications.phrases import PHRASES, Phrases
from shared.notifications.quoting import line
from shared.notifications.texts import TEXTS, Texts, number
from shared.rules.models import Condition, Span
from shared.rules.operators import NEGATIONS
from shared.scope.people import Locale

_CONDITIONS = 6
_ITEMS = 8
_ITEM = 40
_ORDER = frozenset({"<", "<=", ">", ">=", "between"})
_NUMERIC = _ORDER | {"=", "in"}
_FIGURES = ("score", "comment.length", "submitted_at.hour", "respondent.feedbacks_90d")
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "between": "notBetween"}


def marked_spans(alert: Alert) -> list[Span]:
    """Where the comment made rules fire, over all triggers, in code points of the original."""
    spans = {span for one in _conditions(alert) if one.field == "comment" for span in one.spans}
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def why(alert: Alert, locale: Locale) -> str:
    """'commentaire : verre, coupé ; note inférieure à 5 sur 10': words found first, each condition once."""
    texts, phrases = TEXTS[locale], PHRASES[locale]
    found = _found(alert, phrases)
    others = [_told(one, alert, texts, phrases) for one in _conditions(alert) if not one.spans]
    told = list(dict.fromkeys([*found, *others]))
    left = len(told) - _CONDITIONS
    if left > 0:
        more = phrases.more_one if left == 1 else phrases.more_many.format(count=left)
        told = [*told[:_CONDITIONS], more]
    return texts.semicolon.join(told)


def _conditions(alert: Alert) -> Iterator[Condition]:
    return (condition for trigger in alert.triggers for condition in trigger.conditions)


def _found(alert: Alert, phrases: Phrases) -> list[str]:
    """One phrase for all words found in the comment."""
    comment = alert.feedback.comment or ""
    words: dict[str, str] = {}
    reached = 0
    for start, end in marked_spans(alert):
        # A word inside a phrase that is told already says nothing more.
        word = line(comment[max(start, 0) : end], _ITEM) if end > reached else ""
        if word:
            words.setdefault(word.casefold(), word)
        reached = max(reached, end)
    listed = ", ".join([*words.values()][:_ITEMS])
    return [phrases.holds["mentions"].format(field=phrases.fields["comment"], value=listed)] if listed else []


def _told(condition: Condition, alert: Alert, texts: Texts, phrases: Phrases) -> str:
    """One condition in words. It was decisive as written, or because it was false when ``negated``."""
    operator = NEGATIONS.get(condition.operator, condition.operator)
    holds = (condition.operator in NEGATIONS) is condition.negated
    name = _field(condition.field, phrases)
    if condition.value is None and not holds:
        return phrases.absent.format(field=name)
    if condition.field == "contact_requested" and operator == "=":
        return phrases.asked if (condition.operand is True) is holds else phrases.not_asked
    if condition.field == "submitted_at" and operator in _OPPOSITE:
        return _dated(condition, operator if holds else _OPPOSITE[operator], name, phrases)
    if condition.field == "submitted_at.weekday" and operator in _NUMERIC:
        days = _days(condition, operator, phrases, wanted=holds)
        return phrases.holds["in"].format(field=name, value=", ".join(days))
    wording = (phrases.holds if holds else phrases.fails)[operator]
    return wording.format(field=name, value=_operand(condition, operator, alert, texts, phrases))


def _dated(condition: Condition, operator: str, name: str, phrases: Phrases) -> str:
    dates = [line(str(value).replace("T", " "), _ITEM) for value in _values(condition.operand)]
    return phrases.dates[operator].format(field=name, value=dates[0], low=dates[0], high=dates[-1])


def _days(condition: Condition, operator: str, phrases: Phrases, *, wanted: bool) -> list[str]:
    """The days of the week for which the comparison comes out as it did, by name."""
    numbers = [float(str(value)) for value in _values(condition.operand)]
    low, high = numbers[0], numbers[-1]

    def among(day: int) -> bool:
        return day in numbers

    tests: dict[str, Callable[[int], bool]] = {
        "<": lambda day: day < low,
        "<=": lambda day: day <= low,
        ">": lambda day: day > low,
        ">=": lambda day: day >= low,
        "between": lambda day: low <= day <= high,
    }
    holds = tests.get(operator, among)
    return [name for day, name in enumerate(phrases.days, start=1) if holds(day) is wanted]


def _field(name: str, phrases: Phrases) -> str:
    family, _, key = name.partition(".")
    if name in phrases.fields or family not in phrases.families:
        return phrases.fields.get(name, line(name, _ITEM))
    return phrases.families[family].format(line(key, _ITEM))


def _operand(condition: Condition, operator: str, alert: Alert, texts: Texts, phrases: Phrases) -> str:
    values = _values(condition.operand)
    if condition.field == "place":
        names = dict(zip(alert.path, alert.place.names if alert.place else (), strict=False))
        known = [line(names[str(value)], _ITEM) for value in values if str(value) in names]
        return ", ".join(known[:_ITEMS]) or phrases.elsewhere
    if condition.field == "score.class":
        return ", ".join(_class(str(value), alert.feedback.score, texts) for value in values[:_ITEMS])
    if operator not in _NUMERIC or (operator not in _ORDER and not condition.field.startswith(_FIGURES)):
        return ", ".join(line(str(value), _ITEM) for value in values[:_ITEMS])
    return _figures(condition.field, operator, values, alert, texts, phrases)


def _values(operand: object) -> list[object]:
    """The values of an operand; lists may come as one text with commas."""
    if isinstance(operand, str):
        return [part.strip() for part in operand.split(",")]
    return operand if isinstance(operand, list) else [operand]


def _class(value: str, score: Score | None, texts: Texts) -> str:
    words = texts.nps if score and is_nps(score) else texts.classes
    return next((word for name, word in words.items() if name == value), line(value, _ITEM))


def _figures(field: str, operator: str, values: list[object], alert: Alert, texts: Texts, phrases: Phrases) -> str:
    figures = [_figure(value, texts) for value in values[:_ITEMS]]
    if operator == "between" and len(figures) == 2:
        told = phrases.between.format(low=figures[0], high=figures[1])
    else:
        told = ", ".join(figures)
    if field == "score.percent":
        return phrases.percent.format(told)
    key = field.removeprefix("score").removeprefix(".")
    scale = alert.feedback.scores.get(key) if key else alert.feedback.score
    return texts.score_of.format(value=told, max=number(scale.max, texts)) if scale else told


def _figure(value: object, texts: Texts) -> str:
    try:
        return line(number(float(str(value)), texts), _ITEM)
    except ValueError:
        return line(str(value), _ITEM)


def is_nps(score: Score) -> bool:
    """Whether the words of NPS apply: on the 0 to 10 scale only."""
    return score.kind == "nps" and (score.min, score.max) == (0, 10)
