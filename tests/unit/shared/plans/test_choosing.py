"""Which plan a case follows."""

import pytest

from shared.plans.choosing import plan_for
from shared.plans.models import Plan

PLANS = {
    plan.id: plan
    for plan in (
        Plan("p-glass", 3, "Glass", rules=("glass",)),
        Plan("p-low", 1, "Detractors", rules=("low", "wait")),
        Plan("p-autumn", 1, "Autumn", campaigns=("autumn",), sources=("till",)),
        Plan("p-till", 1, "Till", sources=("till",)),
        Plan("p-old", 1, "Old", rules=("old", "glass"), campaigns=("old",), sources=("old",), archived=True),
        Plan("a-late", 1, "Second for low", rules=("low",)),
    )
}


@pytest.mark.parametrize(
    ("rules", "campaign", "source", "plan", "why"),
    [
        (["glass", "low"], None, "web", "p-glass", "the rule"),
        (["low", "glass"], None, "web", "a-late", "the most urgent rule first, of two plans the lowest id"),
        (["wait"], "autumn", "till", "p-low", "a rule before the campaign"),
        (["other"], "autumn", "web", "p-autumn", "the campaign"),
        (["other"], None, "till", "p-autumn", "the source"),
        (["other"], "spring", "till", "p-autumn", "a campaign of no plan"),
        (["other"], None, "web", None, "none"),
        (["old"], "old", "old", None, "an archived plan takes no new case"),
        ([], None, "", None, "nothing at all"),
    ],
)
def test_the_first_that_matches(
    rules: list[str], campaign: str | None, source: str, plan: str | None, why: str
) -> None:
    found = plan_for(rules, campaign, source, PLANS)
    assert (found.id if found else None) == plan, why
