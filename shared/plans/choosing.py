"""Which action plan a case follows. Pure."""

from collections.abc import Mapping, Sequence

from shared.plans.models import Plan


def plan_for(rules: Sequence[str], campaign: str | None, source_id: str, plans: Mapping[str, Plan]) -> Plan | None:
    """The first plan that names one of the rules (ids, the most urgent first), else the campaign, else the source;
    the lowest id where several do. Archived plans take no new cases."""
    active = [plan for _, plan in sorted(plans.items()) if not plan.archived]
    matches = [plan for rule in rules for plan in active if rule in plan.rules]
    matches += [plan for plan in active if campaign is not None and campaign in plan.campaigns]
    matches += [plan for plan in active if source_id in plan.sources]
    return next(iter(matches), None)
