"""Rules, their versions, what they would do, and the keyword lists they share."""

from typing import Annotated, Any, Literal

from pydantic import Field

from functions.api.schemas.alerts import ConditionOut, ScoreOut
from functions.api.schemas.common import PersonOut, PlaceRef, Request, Response
from functions.api.schemas.settings import Localized
from shared.rules.models import MAX_EXPIRY, MIN_EXPIRY

type Severity = Literal["error", "warning", "advice", "fine"]
type FindingCode = Literal[
    "too_broad", "no_comment_condition", "near_copy", "label_code_like", "label_long", "expiry_short",
    "expiry_long", "never_fired", "overlap", "p1_share", "ok_volume", "matches_all",
]  # fmt: skip
type RuleVersion = Annotated[int | None, Field(ge=1, description="The version the change is based on")]
type EntityId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]
type Words = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]], Field(max_length=500)
]


type NodeId = Annotated[str, Field(min_length=1, max_length=64)]
type Assign = Literal["owner", "spread"]


class RuleBody(Request):
    """A rule as written. ``expires_in`` is in seconds; ``criteria`` is a react-querybuilder group; a paused rule
    takes up work again at ``paused_until``, if that is set. ``owners`` says, by place, whose its cases are from
    there down; ``spread`` gives them to the agents of the place in turn instead."""

    label: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    kind: Literal["alert", "message"] = "alert"
    priority: Literal["P1", "P2", "P3"]
    expires_in: Annotated[int, Field(ge=MIN_EXPIRY, le=MAX_EXPIRY)]
    notify: bool = True
    status: Literal["draft", "active", "paused"] = "active"
    paused_until: Annotated[str | None, Field(max_length=40)] = None
    criteria: dict[str, Any]
    owners: Annotated[dict[NodeId, NodeId], Field(max_length=1000)] = Field(default_factory=dict)
    assign: Assign = "owner"


class RuleIn(RuleBody):
    """A new rule. ``confirm`` says that its author knows how much it takes in."""

    confirm: bool = False


class RuleChange(RuleIn):
    """A rule as it should become."""

    version: RuleVersion = None


class RestoreIn(Request):
    """Makes version ``to`` the next version."""

    version: RuleVersion = None
    to: Annotated[int, Field(ge=1)]
    confirm: bool = False


class Finding(Response):
    """Something to know before a rule goes live. ``params`` fill the sentence that belongs to the code."""

    code: FindingCode
    severity: Severity
    rule_id: str | None
    params: dict[str, Any]


class FindingListed(Finding):
    """A finding on a rule of the account; ``label`` is that rule's."""

    rule_id: str
    label: str


class FindingList(Response):
    """The findings on all rules."""

    items: list[FindingListed]


class RuleOut(Response):
    """A rule, and who saved it when (unknown for what a command wrote)."""

    id: str
    version: int
    label: str
    kind: Literal["alert", "message"]
    priority: Literal["P1", "P2", "P3"]
    expires_in: int
    notify: bool
    status: Literal["draft", "active", "paused"]
    paused_until: str | None
    criteria: dict[str, Any]
    owners: dict[str, str]
    assign: Assign
    saved_at: str | None = None
    saved_by: PersonOut | None = None


class RuleSaved(RuleOut):
    """A rule as saved, with what is to be known of it."""

    findings: list[Finding]


class RuleList(Response):
    """The rules of the account."""

    items: list[RuleOut]


class RuleVersionOut(Response):
    """One version: who saved it, when (unknown for what a command wrote), and how it came about."""

    version: int
    at: str | None
    by: PersonOut | None
    change: Literal["created", "changed", "restored", "deleted"]
    rule: RuleOut


class RuleVersions(Response):
    """All versions of a rule, the newest first."""

    items: list[RuleVersionOut]


class ChoiceOut(Response):
    """A value a field may have, named in the reader's language."""

    value: str
    label: str


class FieldOut(Response):
    """A field of the catalogue. Behind a ``family`` (``answer.``) any key may follow."""

    name: str
    type: Literal["number", "text", "choice", "flag", "list", "place", "date"]
    label: Localized
    operators: list[str]
    values: list[ChoiceOut] | None
    family: bool
    unit: str | None


class FieldList(Response):
    """What a condition may ask, and how."""

    fields: list[FieldOut]


class CheckIn(Request):
    """Criteria to hold against one feedback."""

    criteria: dict[str, Any]
    feedback_id: EntityId


class Checked(Response):
    """Whether they fire, the conditions that decided it, and the feedback they were held against."""

    fired: bool
    conditions: list[ConditionOut]
    comment: str | None
    score: ScoreOut | None
    place: PlaceRef | None


class PreviewIn(Request):
    """A rule to try on the past. ``id`` is the rule it would replace."""

    rule: RuleBody
    id: EntityId | None = None
    days: Annotated[int, Field(ge=1, le=365)] = 30


class DayCount(Response):
    """How many on one day of the account's zone."""

    day: str
    count: int


class PlaceCount(PlaceRef):
    """How many at one place."""

    count: int


class PersonCount(PersonOut):
    """How many one person would have been told of."""

    count: int


class OverlapOut(Response):
    """How many another rule takes in as well."""

    rule_id: str
    label: str
    count: int


class PreviousOut(Response):
    """What the rule as it is now took in."""

    version: int
    fired: int


class SampleOut(Response):
    """One feedback the rule would have fired on. ``spans`` are [start, end] in Unicode code points."""

    feedback_id: str
    at: str
    place: str | None
    score: ScoreOut | None
    comment: str | None
    language: str | None
    spans: list[list[int]]


class Impact(Response):
    """What a rule would have done. Only the newest feedback was read where ``complete`` is false; shares are
    between 0 and 1, null where too little is known."""

    days: int
    feedbacks: int
    complete: bool
    fired: int
    share: float
    per_day: list[DayCount]
    per_place: list[PlaceCount]
    people: list[PersonCount]
    expired_share: float | None
    treatment_seconds: int | None
    overlaps: list[OverlapOut]
    previous: PreviousOut | None
    samples: list[SampleOut]
    findings: list[Finding]


class KeywordListIn(Request):
    """Words that rules share by name. ``exceptions`` are phrases whose words do not count; ``inflected`` takes the
    forms of each word; ``language`` keeps the list to comments of that language."""

    name: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    words: Annotated[Words, Field(min_length=1)]
    exceptions: Words = Field(default_factory=list)
    inflected: bool = False
    language: Literal["fr", "en"] | None = None


class KeywordListChange(KeywordListIn):
    """A list as it should become."""

    version: RuleVersion = None


class RuleRef(Response):
    """A rule by id and label."""

    id: str
    label: str


class KeywordListOut(Response):
    """A keyword list and the rules that use it."""

    id: str
    version: int
    name: str
    words: list[str]
    exceptions: list[str]
    inflected: bool
    language: Literal["fr", "en"] | None
    used_by: list[RuleRef]


class KeywordLists(Response):
    """The keyword lists of the account."""

    items: list[KeywordListOut]


class RuleFiled(RuleBody):
    """A rule in a file."""

    id: EntityId


class KeywordListFiled(KeywordListIn):
    """A keyword list in a file."""

    id: EntityId


class RuleFile(Response):
    """Rules and lists as a file, always in the same order."""

    rules: list[dict[str, Any]]
    keyword_lists: list[dict[str, Any]]


class ImportIn(Request):
    """A file to make the account's rules. What it does not hold is removed."""

    rules: Annotated[list[RuleFiled], Field(max_length=2000)]
    keyword_lists: Annotated[list[KeywordListFiled], Field(max_length=500, default_factory=list)]
    dry_run: bool = True
    confirm: bool = False


class ChangedOut(Response):
    """Something the file changes, and which fields of it."""

    id: str
    fields: list[str]


class ImportOut(Response):
    """What the file changes; ``applied`` once it has."""

    added: list[str]
    changed: list[ChangedOut]
    removed: list[str]
    unchanged: int
    applied: bool
