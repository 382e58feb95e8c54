"""Nobody reads a byte from outside their perimeter, and everybody reads all that is inside: every read of the API
against an oracle, in accounts drawn at random to which things happen.

Each case carries words of its own in name, address, number, comment and note, and no answer may hold one of them
unless its reader sees the case. ``BOUCLE_EFFORT=long`` runs more."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from functions.api.app import whole
from shared import ids
from tests.oracle.checks import Checks
from tests.oracle.conftest import RAN
from tests.oracle.product import Product, case_id
from tests.oracle.story import Story
from tests.oracle.strategies import ASKED, CHANGES, Change, accounts
from tests.oracle.world import SECTIONS, Account, Person
from tests.stateful.effort import ORACLE

EXACT = {
    "/v1/alerts", "/v1/alerts/counts", "/v1/alerts/<alert_id>", "/v1/alerts/<alert_id>/timeline",
    "/v1/alerts/<alert_id>/colleagues", "/v1/alerts/<alert_id>/plan", "/v1/respondents/<respondent_id>",
    "/v1/places",
}  # fmt: skip
"""Reads whose answers the oracle knows."""
NOTHING_FROM_OUTSIDE = {
    "/v1/me": "/me",
    "/v1/users": "/users",
    "/v1/users/<user_id>": "/users/u-0",
    "/v1/users/<user_id>/sees": "/users/u-1/sees?alert={case}",
    "/v1/groups": "/groups",
    "/v1/groups/<group_id>": "/groups/g0",
    "/v1/places/<place_id>": "/places/p1",
    "/v1/audit": "/audit?from=2026-03-01&to=2026-03-30",
    "/v1/jobs": "/jobs?kind=import",
    "/v1/feedback": "/feedback?source=s-native",
    "/v1/feedback/<feedback_id>": "/feedback/{feedback}",
}
"""Reads that are only looked through for what must not be there, by an address that finds something."""
OF_THE_ACCOUNT = (
    "/v1/rules", "/v1/keyword-lists", "/v1/sources", "/v1/quarantine", "/v1/jobs/", "/v1/places/unknown",
    "/v1/settings", "/v1/reasons", "/v1/motives", "/v1/departments", "/v1/calendars", "/v1/plans", "/v1/directory",
)  # fmt: skip
"""What they begin with that show settings, files and deliveries, which are no case's: held to the role's rights by
the authorisation matrix."""


def test_every_read_of_the_api_is_known_here() -> None:
    app = whole()
    routes = [*app._static_routes, *app._dynamic_routes]
    reads = {route.path for route in routes if "GET" in route.method}
    known = EXACT | set(NOTHING_FROM_OUTSIDE)
    strange = {one for one in reads - known if not one.startswith(OF_THE_ACCOUNT)}
    assert strange == set(), "say how the oracle looks at them"
    assert known <= reads


LIVES = accounts(), st.lists(CHANGES, max_size=4), st.data()


@ORACLE
@given(*LIVES)
def test_nobody_reads_beyond_their_perimeter(account: Account, changes: list[Change], data: DataObject) -> None:
    product = live(account, changes, data)
    RAN.update(worlds=1, changes=len(changes), requests=product.requests, cases=len(account.cases))


def live(account: Account, changes: list[Change], data: DataObject) -> Product:
    """An account to which things happen, and people who look at everything in between. Raises AssertionError."""
    product = Product(account)
    story = Story(product)
    with product.serving():
        for number in range(len(changes) + 1):
            if number:
                story.happens(changes[number - 1])
            if number in (0, len(changes)) or data.draw(st.booleans()):
                person = data.draw(st.sampled_from(list(account.people.values())))
                _look(product, person, data)
    return product


def _look(product: Product, person: Person, data: DataObject) -> None:
    account = product.account
    if person.gone:
        for path in ("/me", "/alerts", "/alerts/counts", f"/alerts/{case_id(account.cases[0])}", "/places"):
            assert product.get(path, person.id).status == 401
        return
    checks, limit = Checks(product, person), data.draw(st.sampled_from([1, 2, 25]))
    asked = data.draw(ASKED)
    checks.counts({})
    for section in data.draw(st.lists(st.sampled_from(SECTIONS), min_size=2, max_size=3, unique=True)):
        checks.section(section, {}, limit)
        checks.section(section, asked, limit)
    if asked and data.draw(st.integers(0, 3)) == 0:
        checks.counts(asked)
    _searches(checks, data, limit)
    for case in account.cases:
        checks.detail(case)
    for number in range(3):
        checks.respondent(number)
    checks.places()
    _others_markers(product, checks, person)
    case = data.draw(st.sampled_from(account.cases))
    names = {"case": case_id(case), "feedback": f"f{case_id(case)[1:]}"}
    checks.everything_else(path.format(**names) for path in NOTHING_FROM_OUTSIDE.values())
    RAN.update(people=1, compared=checks.compared)


def _searches(checks: Checks, data: DataObject, limit: int) -> None:
    cases = checks.account.cases
    case = data.draw(st.sampled_from(cases))
    checks.search("commune", cases, limit)
    checks.search(case.word, [case])
    checks.search(f"{case.name} commune", [case])
    checks.search(ids.reference(case_id(case)), [case])
    checks.search(case_id(case), [case])
    sees_contact = checks.person.role != "viewer"
    for text in (case.email, case.phone):
        checks.search(text, [case] if sees_contact else [])
    checks.search(case.note, [])


def _others_markers(product: Product, checks: Checks, person: Person) -> None:
    for other in product.account.people.values():
        if other.id != person.id and not other.gone:
            marker = product.get("/alerts", other.id, "limit=1").body["next_cursor"]
            if marker is not None:
                checks.others_marker(marker, {"limit": "1"})
