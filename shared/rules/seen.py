"""What recent feedback holds, for the values and keys that the rule editor offers."""

from collections import Counter
from collections.abc import Iterable, Sequence

from shared.feedback.models import Feedback
from shared.rules.catalogue import Known

_VALUES = 50
_KEYS = 100


def known(
    feedbacks: Iterable[Feedback], places: Sequence[tuple[str, str]], sources: Sequence[tuple[str, str]]
) -> Known:
    """What an account has: its places and sources (id, name), and what its recent feedback says. Of each the 50
    values or 100 keys met most often, in order of their names."""
    values: dict[str, Counter[str]] = {name: Counter() for name in _NAMES}
    scores: Counter[str] = Counter()
    answers: Counter[tuple[str, str]] = Counter()
    attributes: Counter[str] = Counter()
    for feedback in feedbacks:
        for name, counts in values.items():
            counts.update(_values(feedback, name))
        scores.update(feedback.scores.keys())
        answers.update((answer.key, answer.label) for answer in feedback.answers)
        attributes.update(feedback.respondent.attributes.keys())
    most = {name: sorted(value for value, _ in counts.most_common(_VALUES)) for name, counts in values.items()}
    return Known(
        places=places,
        sources=sources,
        campaigns=most["campaign"],
        channels=most["channel"],
        motives=most["motives"],
        sub_motives=most["sub_motive"],
        tags=most["tags"],
        tiers=most["tier"],
        scores=_keys(scores),
        answers=_labelled(answers),
        attributes=_keys(attributes),
    )


_NAMES = ("campaign", "channel", "motives", "sub_motive", "tags", "tier")


def _values(feedback: Feedback, name: str) -> tuple[str, ...]:
    value = feedback.respondent.tier if name == "tier" else getattr(feedback, name)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _keys(counts: Counter[str]) -> list[tuple[str, str]]:
    return sorted((key, key) for key, _ in counts.most_common(_KEYS))


def _labelled(counts: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    """One label a key: the one met most often."""
    labels: dict[str, str] = {}
    for (key, label), _ in counts.most_common():
        labels.setdefault(key, label or key)
    return sorted(list(labels.items())[:_KEYS], key=lambda one: one[1])
