"""What a rule would have done, as people read it."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from shared.backtest.expiry import Outlook
from shared.backtest.tally import Sample, Trial
from shared.rules.advice import Evidence, Finding, findings

_PLACES = 100


class DayCount(msgspec.Struct, frozen=True):
    """How many on one day of the account's zone."""

    day: str
    count: int


class Count(msgspec.Struct, frozen=True):
    """How many at one place, or for one person."""

    id: str
    name: str
    count: int


class Overlap(msgspec.Struct, frozen=True):
    """How many another rule fires on as well."""

    rule_id: str
    label: str
    count: int


class Previous(msgspec.Struct, frozen=True):
    """What the rule as it is now fires on."""

    version: int
    fired: int


class Impact(msgspec.Struct, frozen=True):
    """Counts over ``days`` days, today included. ``complete`` is false when only the newest feedback was read;
    shares are between 0 and 1."""

    days: int
    feedbacks: int
    complete: bool
    fired: int
    share: float
    per_day: list[DayCount]
    per_place: list[Count]
    people: list[Count]
    expired_share: float | None
    treatment_seconds: int | None
    overlaps: list[Overlap]
    previous: Previous | None
    samples: list[Sample]
    findings: list[Finding]


def impact(trial: Trial, days: int, outlook: Outlook, *, complete: bool) -> Impact:
    """The tally of a trial, with what there is to know before saving."""
    tally, rule = trial.tally, trial.rule
    labels = {one.id: one.label for one in trial.others.values()}
    evidence = Evidence(
        days=days,
        feedbacks=tally.feedbacks,
        fired=tally.fired,
        cases=tally.cases,
        urgent=tally.urgent,
        both=tally.both,
        treatment_seconds=outlook.treatment_seconds,
        scales=tuple(tally.scales),
        complete=complete,
    )
    return Impact(
        days=days,
        feedbacks=tally.feedbacks,
        complete=complete,
        fired=tally.fired,
        share=share(tally.fired, tally.feedbacks),
        per_day=_every_day(tally.days, trial.since, days),
        per_place=_most(tally.places, {one.id: one.name for one in trial.ground.tree.places.values()})[:_PLACES],
        people=_most(tally.told, tally.names),
        expired_share=outlook.expired_share,
        treatment_seconds=outlook.treatment_seconds,
        overlaps=[Overlap(one.id, one.name, one.count) for one in _most(tally.both, labels)],
        previous=Previous(trial.previous.version, tally.before) if trial.previous else None,
        samples=tally.samples,
        findings=findings(rule, trial.others.values(), trial.lists, evidence),
    )


def share(part: int, whole: int) -> float:
    """A part of a whole, 0 to 1, to a tenth of a percent; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def _every_day(counts: Mapping[str, int], since: date, days: int) -> list[DayCount]:
    every = [(since + timedelta(days=number)).isoformat() for number in range(days)]
    return [DayCount(day, counts.get(day, 0)) for day in every]


def _most(counts: Mapping[str, int], names: Mapping[str, str]) -> list[Count]:
    most = sorted(counts.items(), key=lambda one: (-one[1], names.get(one[0], one[0])))
    return [Count(one, names.get(one, one), number) for one, number in most]
