"""Advice on the account's rules as they are, from the feedback of the last days."""

from collections.abc import Mapping

from functions.api.trying import DAYS, PREVIEW, past_of
from functions.api.wiring import Wiring
from shared.backtest.judging import Ground
from shared.backtest.survey import Survey
from shared.rules.advice import Finding
from shared.rules.models import KeywordList, Rule
from shared.rules.ruleset import RuleSet
from shared.storage.config import Config
from shared.storage.past import sources_of

_CASES = 500


def surveyed(
    ports: Wiring, config: Config, rules: Mapping[str, Rule], lists: Mapping[str, KeywordList]
) -> list[tuple[Rule, list[Finding]]]:
    """What there is to know of each of these rules, by label. Reads the newest feedback up to a bound,
    and up to 500 of the cases on it for how long they took."""
    now = ports.now()
    past = past_of(ports)
    ground = Ground(RuleSet(rules, lists), config.tree, ports.settings.zone, past.sent_before)
    survey = Survey(ground, past.first_day(DAYS, now))
    complete = False
    for page in past.pages(sources_of(config), survey.since, now):
        for states in page.feedbacks:
            survey.count(states)
        complete = page.following is None
        if survey.feedbacks >= PREVIEW.feedbacks or ports.now() - now >= PREVIEW.time:
            break
    treated = past.treated(survey.recent[:_CASES])
    return survey.findings(rules.values(), lists, treated, DAYS, complete=complete)
