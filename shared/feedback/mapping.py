"""The mapping of a source: which path of its deliveries means what. Where it says nothing, hints decide."""

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from shared.errors import Fault
from shared.feedback import readers
from shared.feedback.draft import Draft
from shared.feedback.models import Answer, Respondent, Scalar, Score
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Cell, Role, Scale, View

if TYPE_CHECKING:
    from shared.feedback.sources import Reading

ROLES: tuple[Role, ...] = get_args(Role.__value__)
NOWHERE = ""
"""As the path of a role: this source does not have it, so that nothing is guessed."""

_PATH = re.compile(r"[\w-]{1,80}(\.[\w-]{1,80}){0,7}")
_MAX_PATH = 200
_FORBIDDEN = frozenset({"__proto__", "prototype", "constructor"})
_PERSONAL: frozenset[Role] = frozenset(
    {"respondent.id", "respondent.name", "respondent.email", "respondent.phone", "respondent.tier"}
)
_ANSWERS, _ATTRIBUTES, _SCORES = 100, 50, 20


class ScorePath(msgspec.Struct, frozen=True):
    """Where the score is, and on which scale: both ends included; ``nps`` is 0-10 in whole numbers."""

    path: str
    min: float
    max: float
    kind: Literal["nps", "rating"] = "rating"

    @property
    def scale(self) -> Scale:
        """The scale alone."""
        return Scale(self.min, self.max, self.kind)


def _renamed(name: str) -> Any:
    return msgspec.field(default=None, name=name)


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """Role to path. None leaves the role to the hints, an empty path says that the source does not have it. A
    delivery without one of the ``required`` roles is set aside (B29)."""

    score: ScorePath | None = None
    comment: str | None = None
    contact_requested: str | None = None
    place: str | None = None
    motive: str | None = None
    sub_motive: str | None = None
    tags: str | None = None
    language: str | None = None
    channel: str | None = None
    campaign: str | None = None
    consent: str | None = None
    submitted_at: str | None = None
    respondent_id: str | None = _renamed("respondent.id")
    respondent_name: str | None = _renamed("respondent.name")
    respondent_email: str | None = _renamed("respondent.email")
    respondent_phone: str | None = _renamed("respondent.phone")
    respondent_tier: str | None = _renamed("respondent.tier")
    required: tuple[Role, ...] = ()

    def path(self, role: Role) -> str | None:
        """The path of a role; None when hints decide."""
        found = getattr(self, role.replace(".", "_"))
        return found.path if isinstance(found, ScorePath) else found


def check_mapping(mapping: Mapping) -> list[Fault]:
    """What is wrong with a mapping, for the admin who saves it: ``bad_path`` (B38) and ``bad_scale``."""
    faults = []
    for role in ROLES:
        path = mapping.path(role)
        if path and not is_plain(path):
            message = "Use plain names parted by dots, at most 8 of them and 200 characters"
            faults.append(Fault(f"$.mapping.{role}", "bad_path", message))
    score = mapping.score
    if score and not (-1000 <= score.min < score.max <= 1000 and (score.kind == "rating" or _is_nps(score))):
        message = "The low end must be below the high end; NPS is 0 to 10"
        faults.append(Fault("$.mapping.score", "bad_scale", message))
    return faults


def is_plain(path: str) -> bool:
    """Whether a path is one that cells can have: dotted names of letters, digits, ``_`` and ``-``."""
    return (
        len(path) <= _MAX_PATH
        and _PATH.fullmatch(path) is not None
        and unicodedata.is_normalized("NFC", path)
        and not _FORBIDDEN & set(path.split("."))
    )


def propose(view: View) -> Mapping:
    """The mapping that the hints of a delivery amount to, for an admin to look at and save."""
    found: dict[str, Any] = {}
    for role in ROLES:
        cell = _hinting(view, role)
        if cell is not None and role == "score":
            found["score"] = ScorePath(cell.path, *msgspec.structs.astuple(_scale(cell, None)))
        elif cell is not None:
            found[role.replace(".", "_")] = cell.path
    return Mapping(**found)


def cell_of(view: View, mapping: Mapping, role: Role) -> Cell | None:
    """The cell that plays a role: at the mapped path, else the first that hints it."""
    path = mapping.path(role)
    if path is None:
        return _hinting(view, role)
    return next((cell for cell in view.cells if cell.path == path), None)


def draft_of(view: View, source: "Reading") -> Draft:
    """The draft a view becomes under its source's mapping. Raises Unusable: ``bad_score``, ``mapping:<role>``."""
    chosen = {role: cell_of(view, source.mapping, role) for role in ROLES}
    if not view.deleted:
        _require(chosen, source.mapping)
    score = _score(chosen["score"], source.mapping)

    def read[T](role: Role, reader: Callable[[Any], T]) -> T | None:
        cell = chosen[role]
        return reader(cell.value) if cell else None

    return Draft(
        response_id=view.response_id,
        content=_content(view),
        revision=view.revision,
        withdrawn=view.deleted,
        kind="review" if view.review else "survey",
        submitted=read("submitted_at", readers.short) or view.submitted,
        channel=read("channel", readers.short) or source.channel,
        campaign=read("campaign", readers.short) or source.campaign or view.title,
        language=read("language", readers.language) or source.language,
        place_code=read("place", readers.short),
        score=score,
        scores=_scores(view, chosen["score"], score),
        comment=_comment(chosen["comment"]),
        contact_requested=read("contact_requested", readers.wish),
        consent=read("consent", readers.wish),
        motives=read("motive", readers.shorts) or (),
        sub_motive=read("sub_motive", readers.short),
        tags=read("tags", readers.shorts) or (),
        answers=_answers(view, chosen),
        respondent=Respondent(
            id=read("respondent.id", readers.short),
            name=read("respondent.name", readers.short),
            email=read("respondent.email", readers.short),
            phone=read("respondent.phone", readers.short),
            tier=read("respondent.tier", readers.short),
            attributes=_attributes(view, chosen),
        ),
    )


def _hinting(view: View, role: Role) -> Cell | None:
    return next((cell for cell in view.cells if cell.hint == role), None)


def _require(chosen: dict[Role, Cell | None], mapping: Mapping) -> None:
    for role in mapping.required:
        cell = chosen[role]
        if cell is None or cell.value in (None, "", ()):
            raise Unusable(f"mapping:{role}", mapping.path(role) or role)


def _scale(cell: Cell, mapping: Mapping | None) -> Scale:
    """The scale of the mapping if it names this cell, else the cell's own, else that of most surveys."""
    if mapping and mapping.score and mapping.score.path == cell.path:
        return mapping.score.scale
    return cell.scale or Scale(0, 10, "rating")


def _score(cell: Cell | None, mapping: Mapping) -> Score | None:
    return readers.score(cell.value, _scale(cell, mapping), cell.path) if cell else None


def _scores(view: View, main: Cell | None, score: Score | None) -> dict[str, Score]:
    """Every score by the last part of its path. One that is off its scale stays an answer, as the scale may have
    been guessed; only the main one must be right."""
    found = {_key(main): score} if main and score else {}
    for cell in view.cells:
        if cell.scale and cell is not main and len(found) < _SCORES:
            try:
                found[_key(cell)] = readers.score(cell.value, cell.scale, cell.path)
            except Unusable:
                continue
    return found


def _comment(cell: Cell | None) -> str | None:
    if cell is None or cell.value is None:
        return None
    if not isinstance(cell.value, str):
        raise Unusable("mapping:comment", cell.path)
    return cell.value


def _answers(view: View, chosen: dict[Role, Cell | None]) -> tuple[Answer, ...]:
    """The questions of the survey but the comment, which stands for itself, and contact data, which roles mask."""
    shown = [
        cell
        for cell in view.cells
        if cell.part == "answer" and cell is not chosen["comment"] and not _is_personal(cell, chosen)
    ]
    return tuple(Answer(key=_key(cell), label=cell.label[:200], value=_answer(cell)) for cell in shown[:_ANSWERS])


def _answer(cell: Cell) -> Scalar:
    """The value; a rating that came as text is a number, so that rules can compare it."""
    number = readers.as_number(cell.value) if cell.scale and isinstance(cell.value, str) else None
    return readers.scalar(cell.value) if number is None else number


def _attributes(view: View, chosen: dict[Role, Cell | None]) -> dict[str, Scalar]:
    """What else is known of the respondent: not what plays a role, and never contact data."""
    playing = {id(cell) for cell in chosen.values()}
    found = {
        _key(cell): readers.scalar(cell.value)
        for cell in view.cells
        if cell.part == "attribute" and id(cell) not in playing and not _is_personal(cell, chosen)
    }
    return {key: value for key, value in list(found.items())[:_ATTRIBUTES] if value is not None}


def _is_personal(cell: Cell, chosen: dict[Role, Cell | None]) -> bool:
    return cell.hint in _PERSONAL or any(cell is chosen[role] for role in _PERSONAL)


def _key(cell: Cell) -> str:
    """What a cell is called in rules: its path without the part it belongs to."""
    return cell.path.partition(".")[2] or cell.path


def _content(view: View) -> list[Any]:
    """What is said, whatever it was guessed to mean; in order of paths, as objects have none."""
    cells = sorted([(cell.path, cell.value) for cell in view.cells], key=lambda pair: pair[0])
    return [view.response_id, view.deleted, view.review, view.submitted, cells]


def _is_nps(score: ScorePath) -> bool:
    return (score.min, score.max) == (0, 10)
