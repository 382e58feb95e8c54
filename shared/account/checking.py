"""What is wrong with a part of the settings as written. Pure: what the account has is an argument."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.account.models import Department, Motive, Reason, Settings
from shared.accounts.checking import faults_of_address
from shared.errors import Fault
from shared.plans.models import Plan
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.models import KeywordList
from shared.rules.words import fold


def same_label(one: Reason | Motive, others: Iterable[Reason | Motive]) -> bool:
    """Whether another one is called the same in either language, archived ones left out; motives only beside
    others of the same parent."""
    beside = [
        other for other in others if other.id != one.id and not other.archived and _parent(other) == _parent(one)
    ]
    return any(fold(one.label[name]) == fold(other.label[name]) for other in beside for name in ("fr", "en"))


def _parent(one: Reason | Motive) -> str | None:
    return one.parent if isinstance(one, Motive) else None


def plans_using(reason_id: str, plans: Mapping[str, Plan]) -> list[str]:
    """The names of the plans that close cases with a reason, archived ones too: cases may still follow them."""
    return sorted(
        plan.name for plan in plans.values() if any(exit_.reason == reason_id for exit_ in plan.exit_states)
    )


def last_one(one: Reason, reasons: Iterable[Reason]) -> bool:
    """Whether no other reason could be chosen."""
    return all(other.archived or other.id == one.id for other in reasons)


def faults_of_motive(
    one: Motive, motives: Mapping[str, Motive], departments: Mapping[str, Department]
) -> list[Fault]:
    """A motive and its sub-motives are two levels, and what sources send means one motive."""
    return [*_faults_of_parent(one, motives), *_faults_of_codes(one, motives), *_unknown(one, departments)]


def _faults_of_parent(one: Motive, motives: Mapping[str, Motive]) -> Iterator[Fault]:
    if one.parent is None:
        return
    parent = motives.get(one.parent)
    if parent is None:
        yield Fault("$.parent", "unknown_motive", "there is no such motive")
    elif parent.id == one.id or parent.parent is not None:
        yield Fault("$.parent", "too_deep", "choose a motive that is not part of another")
    elif any(other.parent == one.id for other in motives.values()):
        yield Fault("$.parent", "too_deep", "this motive has parts of its own")


def _faults_of_codes(one: Motive, motives: Mapping[str, Motive]) -> Iterator[Fault]:
    others = [other for other in motives.values() if other.id != one.id and not other.archived]
    taken = {fold(code.strip()): other for other in others for code in other.codes}
    for number, code in enumerate(one.codes):
        meant = taken.get(fold(code.strip()))
        if meant is not None:
            yield Fault(f"$.codes[{number}]", "duplicate", f"it stands for {meant.label['en']} already")


def _unknown(one: Motive, departments: Mapping[str, Department]) -> Iterator[Fault]:
    if one.department is not None and one.department not in departments:
        yield Fault("$.department", "unknown_department", "there is no such department")


def faults_of_settings(
    settings: Settings, calendars: Mapping[str, Any], lists: Mapping[str, KeywordList]
) -> list[Fault]:
    """Every part that cannot be used, with its path."""
    faults = [*_faults_of_criteria(settings, lists), *_twice(settings)]
    if settings.calendar is not None and settings.calendar not in calendars:
        faults.append(Fault("$.calendar", "unknown_calendar", "there is no such calendar"))
    if settings.delegate_to is not None:
        faults += [one._replace(path="$.delegate_to") for one in faults_of_address(settings.delegate_to)]
    return faults


def _faults_of_criteria(settings: Settings, lists: Mapping[str, KeywordList]) -> Iterator[Fault]:
    for number, one in enumerate(settings.priorities):
        try:
            parse_criteria(one.criteria, f"$.priorities[{number}].criteria", lists)
        except InvalidCriteria as invalid:
            yield from invalid.faults


def _twice(settings: Settings) -> Iterator[Fault]:
    named = {
        "priorities": [one.id for one in settings.priorities],
        "panel": [one.field for one in settings.panel],
        "loyalty": [fold(one.strip()) for one in settings.loyalty],
    }
    ends = {"priorities": ".id", "panel": ".field", "loyalty": ""}
    for part, names in named.items():
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Fault(f"$.{part}[{number}]{ends[part]}", "duplicate", "it stands here already")
