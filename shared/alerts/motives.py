"""Why a customer writes, in the account's own words, and who deals with it (S4.13, S4.14). Pure."""

from collections.abc import Mapping

from shared.account.models import Department, Motive
from shared.feedback.models import Feedback
from shared.rules.words import fold


def motive_of(feedback: Feedback, motives: Mapping[str, Motive]) -> Motive | None:
    """The motive that a feedback names, by id, by label in either language or by one of its codes, whatever case
    and accents: the sub-motive if it is one of the account's, below the motive named if there are several, else
    the first motive that is."""
    known = [one for _, one in sorted(motives.items()) if not one.archived]
    above = [found for name in feedback.motives for found in _named(name, known)]
    parents = {one.id for one in above}
    below = _named(feedback.sub_motive, known) if feedback.sub_motive else []
    below.sort(key=lambda one: one.parent not in parents)
    return next(iter([*below, *above]), None)


def department_of(
    motive: Motive | None, motives: Mapping[str, Motive], departments: Mapping[str, Department]
) -> Department | None:
    """Who deals with a motive: its own department, or else that of the motive it is a part of."""
    if motive is None:
        return None
    parent = motives.get(motive.parent) if motive.parent else None
    named = motive.department or (parent.department if parent else None)
    return departments.get(named) if named else None


def _named(name: str, motives: list[Motive]) -> list[Motive]:
    wanted = fold(name.strip())
    return [one for one in motives if wanted in {fold(text.strip()) for text in _names(one)}]


def _names(motive: Motive) -> tuple[str, ...]:
    return (motive.id, *motive.label.values(), *motive.codes)
