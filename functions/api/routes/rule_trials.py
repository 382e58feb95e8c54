"""What a rule may ask, and what it would do: on one feedback, on the last days, on up to a year; and what there is
to know of the rules as they are."""

from typing import Any

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import ruling, trying
from functions.api.long_work import begin, job_view
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.routes.rules import rule_of
from functions.api.schemas import rules as schemas
from functions.api.schemas.jobs import JobOut
from functions.api.schemas.settings import Localized
from functions.api.surveying import surveyed
from shared.alerts.opening import place_of
from shared.alerts.rows import shown_score
from shared.backtest.judging import explained
from shared.backtest.request import BacktestRequest
from shared.errors import Invalid, NotFound
from shared.rules.catalogue import Entry, catalogue
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.models import Rule
from shared.rules.seen import known
from shared.storage.feedbacks import Feedbacks
from shared.storage.past import sources_of

router = APIGatewayHttpRouter()

_NEW = "new"
_RECENT = 300
_CONDITION = {"negated": False, "spans": []}


@router.get("/rules/fields", operation_id="listFields", summary="What a rule may ask", tags=["rules"])
def list_fields() -> schemas.FieldList:
    """The catalogue, with the values and the keys that recent feedback has; values are named in the reader's
    language."""
    ports, reader = signed_in(router)
    reader.require("rules_read")
    config, now = reader.config, ports.now()
    past = trying.past_of(ports)
    recent = past.newest(sources_of(config), past.first_day(trying.DAYS, now), now, _RECENT)
    places = [(place.id, place.name) for place in config.tree.places.values()]
    groups = [(group.id, group.name) for group in config.tree.groups.values()]
    sources = [(source.id, source.name) for source in config.sources.values()]
    entries = catalogue(known(recent, sorted([*places, *groups], key=lambda one: one[1]), sources))
    return schemas.FieldList(fields=[_field(entry, reader.user.locale) for entry in entries])


@router.post("/rules/check", operation_id="checkRule", summary="Try criteria on one feedback", tags=["rules"])
def check_rule(body: schemas.CheckIn) -> schemas.Checked:
    """Whether they fire on the feedback as it is now, and why or why not: the verdict of the evaluation."""
    ports, reader = signed_in(router)
    reader.require("rules")
    config = reader.config
    try:
        tree = parse_criteria(body.criteria, lists=config.lists)
    except InvalidCriteria as invalid:
        raise Invalid("The criteria cannot be evaluated", errors=invalid.faults) from None
    feedbacks = Feedbacks(ports.table)
    feedback = feedbacks.get(body.feedback_id)
    if feedback is None:
        raise NotFound
    sent = feedbacks.count_before(feedback)
    verdict = explained(tree, feedback, config.tree, ports.settings.zone, sent)
    place = place_of(feedback, config.tree)
    shown: dict[str, Any] = {
        "fired": verdict.fired,
        "conditions": [
            {**_CONDITION, **msgspec.to_builtins(one), "number": number}
            for number, one in enumerate(verdict.conditions, start=1)
        ],
        "comment": feedback.comment,
        "score": msgspec.to_builtins(shown_score(feedback.score)),
        "place": {"id": place.id, "name": place.name} if place else None,
    }
    return schemas.Checked.model_validate(shown)


@router.post("/rules/preview", operation_id="previewRule", summary="Try a rule on the last days", tags=["rules"])
def preview_rule(body: schemas.PreviewIn) -> schemas.Impact:
    """The newest feedback first, up to some thousands: ``complete`` says whether that was all."""
    ports, reader = signed_in(router)
    reader.require("rules")
    rule, previous = on_trial(body, reader)
    impact = trying.tried(ports, reader.config, rule, previous, body.days)
    return schemas.Impact.model_validate(msgspec.to_builtins(impact))


@router.get("/rules/findings", operation_id="listFindings", summary="Advice on all rules", tags=["rules"])
def list_findings() -> schemas.FindingList:
    """What the checks say of every rule, on the feedback of the last 30 days."""
    ports, reader = signed_in(router)
    reader.require("rules")
    items = [
        {**msgspec.to_builtins(one), "params": one.params | ({"other": one.rule_id} if one.rule_id else {}),
         "rule_id": rule.id, "label": rule.label}
        for rule, found in surveyed(ports, reader.config, reader.config.rules, reader.config.lists)
        for one in found
    ]  # fmt: skip
    return schemas.FindingList.model_validate({"items": items})


def on_trial(body: schemas.PreviewIn, reader: Reader) -> tuple[Rule, Rule | None]:
    """The rule to try, checked, and the one it would replace. Its label does not matter here."""
    previous = ruling.present(reader.config.rules.get(body.id)) if body.id else None
    rule = rule_of(body.id or _NEW, (previous.version if previous else 0) + 1, body.rule)
    try:
        parse_criteria(rule.criteria, lists=reader.config.lists)
    except InvalidCriteria as invalid:
        faults = [fault._replace(path=fault.path.replace("$", "$.rule", 1)) for fault in invalid.faults]
        raise Invalid("The criteria cannot be evaluated", errors=faults) from None
    return rule, previous


@router.post(
    "/rules/backtest", operation_id="backtestRule", summary="Try a rule on up to a year", tags=["rules"],
    status_code=202,
)  # fmt: skip
def backtest_rule(body: schemas.PreviewIn) -> Response[JobOut]:
    """A job whose result is what the preview answers, over everything. It tries the rule beside the account's
    other rules as they are when it begins."""
    ports, reader = signed_in(router)
    reader.require("rules")
    rule, previous = on_trial(body, reader)
    asked = BacktestRequest(rule, previous, body.days)
    request = msgspec.json.encode(body.model_dump())
    job = begin(ports, reader, idempotency_key(router), "backtest", asked, request)
    return Response(status_code=202, content_type="application/json", body=JobOut.model_validate(job_view(job)))


def _field(entry: Entry, locale: str) -> schemas.FieldOut:
    values = None
    if entry.values is not None:
        values = [schemas.ChoiceOut(value=str(one.value), label=one.label[locale]) for one in entry.values]
    return schemas.FieldOut(
        name=entry.name,
        type=entry.type,
        label=Localized(**entry.label),
        operators=list(entry.operators),
        values=values,
        family=entry.family,
        unit=entry.unit,
    )
