"""The account a case is decided in: what head office has set up, at one version."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from shared.account.models import Department, Motive, Settings
from shared.calendars.models import Calendar
from shared.plans.models import Plan
from shared.rules.criteria import NO_LISTS
from shared.rules.models import KeywordList, Rule
from shared.rules.ruleset import RuleSet
from shared.scope.places import PlaceTree


class Account(Protocol):
    """One version of the configuration."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""

    @property
    def rule_set(self) -> RuleSet:
        """The same, compiled."""

    @property
    def lists(self) -> Mapping[str, KeywordList]:
        """The keyword lists by id."""

    @property
    def tree(self) -> PlaceTree:
        """The places."""

    @property
    def settings(self) -> Settings:
        """The settings."""

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The business calendars by id."""

    @property
    def motives(self) -> Mapping[str, Motive]:
        """The motives by id."""

    @property
    def departments(self) -> Mapping[str, Department]:
        """The departments by id."""

    @property
    def plans(self) -> Mapping[str, Plan]:
        """The action plans by id, in their latest version."""


class House(NamedTuple):
    """What opening and revising a case need of the account beside its rules; the defaults are those of an account
    that has set up nothing. ``zone`` is the tenant's."""

    settings: Settings = Settings()
    tree: PlaceTree = PlaceTree(())
    calendars: Mapping[str, Calendar] = {}
    motives: Mapping[str, Motive] = {}
    departments: Mapping[str, Department] = {}
    plans: Mapping[str, Plan] = {}
    lists: Mapping[str, KeywordList] = NO_LISTS
    zone: str = "UTC"


PLAIN = House()


def house_of(account: Account, zone: str) -> House:
    """What a version of the configuration says."""
    return House(
        settings=account.settings,
        tree=account.tree,
        calendars=account.calendars,
        motives=account.motives,
        departments=account.departments,
        plans=account.plans,
        lists=account.lists,
        zone=zone,
    )
