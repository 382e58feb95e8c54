"""What every read of the API is held against."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from shared import ids
from tests.oracle.product import Product, Reply, case_id, respondent_id, sent_id
from tests.oracle.world import SECTIONS, Account, Case, Person, Sent

_PAGES = 60


class Checks:
    """The reads of one person. ``compared`` counts cases held against the oracle."""

    def __init__(self, product: Product, person: Person) -> None:
        self.product = product
        self.account: Account = product.account
        self.person = person
        self.compared = 0

    def get(self, path: str, query: str = "", *, allowed: Iterable[Case] | None = None) -> Reply:
        """A read, of which no byte may come from outside the perimeter. Words of the cases asked about may be in
        the question, and so in no answer either unless they are ``allowed``."""
        return self.clean(self.product.get(path, self.person.id, query), f"{path}?{query}", allowed=allowed)

    def clean(self, reply: Reply, what: str, *, allowed: Iterable[Case] | None = None) -> Reply:
        """An answer without a trace of what this person does not see. Raises AssertionError."""
        assert reply.status < 500, f"{what} fails: {reply.text}"
        seen = [case for case in self.account.cases if self.account.sees(self.person, case)]
        for case in self.account.cases:
            if case not in (seen if allowed is None else list(allowed)):
                traces = (*case.canaries, case_id(case), ids.reference(case_id(case)))
                found = [one for one in traces if one in reply.text]
                assert not found, f"{what} shows {self.person} {found} of {case}"
        for sent in self.account.sent:
            if not self._sees_sent(sent):
                assert sent.word not in reply.text, f"{what} shows {self.person} {sent}"
        return reply

    # Lists and counts

    def section(self, section: str, asked: dict[str, str], limit: int) -> None:
        """All pages of a section under filters are what they must be, each case once."""
        query = {"section": section, **asked}
        found = self.pages({**query, "limit": str(limit)})
        if found is None:
            assert not self.account.meets(self.person, asked), f"{query} is not found by {self.person}"
            return
        assert self.account.meets(self.person, asked), f"{query} is found by {self.person}"
        expected = list(self.account.listed(self.person, section, asked))
        self._same(found, expected, f"{query}")

    def counts(self, asked: dict[str, str]) -> None:
        """Each number is that of the list."""
        reply = self.get("/alerts/counts", urlencode(asked))
        if reply.status == 404:
            assert not self.account.meets(self.person, asked)
            return
        for section in SECTIONS:
            listed = self.pages({"section": section, **asked, "limit": "100"})
            assert listed is not None
            told = reply.body[section]
            assert told == {"count": len(listed), "more": False}, f"{section} {asked}: {told}, not {len(listed)}"
            self.compared += len(listed)

    def search(self, text: str, expected: Iterable[Case], limit: int = 25) -> None:
        """A search finds these cases, as far as this person sees them."""
        found = self.pages({"q": text, "limit": str(limit)})
        assert found is not None
        expected = [case for case in expected if not case.attached]
        seen = [case for case in expected if self.account.covers(self.person, case.place, case.reserved)]
        given = {case_id(case) for case in expected if self.account.sees(self.person, case)}
        assert set(found) <= given, f"{text} finds {found} for {self.person}"
        must = {case_id(case) for case in seen if self.account.settled(case)}
        assert must <= set(found), f"{text} does not find {must - set(found)} for {self.person}"
        assert len(found) == len(set(found))
        self.compared += len(found)

    def pages(self, query: dict[str, str]) -> list[str] | None:
        """The ids on all pages; None when the answer is 404."""
        found, cursor = list[str](), dict[str, str]()
        for _ in range(_PAGES):
            reply = self.get("/alerts", urlencode({**query, **cursor}))
            if reply.status == 404:
                return None
            assert reply.status == 200, f"{query}: {reply.text}"
            found += [row["id"] for row in reply.body["items"]]
            if reply.body["next_cursor"] is None:
                return found
            cursor = {"cursor": reply.body["next_cursor"]}
        raise AssertionError(f"the pages of {query} do not end")

    def _same(self, found: list[str], expected: list[Case], what: str) -> None:
        assert len(found) == len(set(found)), f"{what} repeats"
        assert set(found) <= {case_id(case) for case in expected}, f"{what} shows {self.person} too much"
        must = {case_id(case) for case in expected if self.account.settled(case)}
        assert must <= set(found), f"{what} does not show {self.person} {must - set(found)}"
        self.compared += len(expected)

    # One case

    def detail(self, case: Case) -> None:
        """A case and all that hangs on it is there or not found, and commands on it are refused alike."""
        seen, path = self.account.sees(self.person, case), f"/alerts/{case_id(case)}"
        for one in (path, f"{path}/timeline"):
            reply = self.get(one)
            assert reply.status == (200 if seen else 404), f"{one}: {reply.status} for {self.person}, {case}"
        if not seen:
            for method, one, body in self._commands(path):
                refused = self.product.call(method, one, self.person.id, body=body)
                self.clean(refused, one)
                assert (refused.status, refused.code) == (404, "not_found"), f"{one} tells {refused.code}"
        else:
            self.clean(self.product.call("POST", f"{path}/reveal", self.person.id, body={}), f"{path}/reveal")
        for one in (f"{path}/colleagues", f"{path}/plan"):
            reply = self.get(one)
            assert seen or (reply.status, reply.code) == (404, "not_found"), f"{one} tells {reply.text}"
        self.compared += 1

    def _commands(self, path: str) -> list[tuple[str, str, Any]]:
        return [
            ("POST", f"{path}/take", {"version": 1}),
            ("POST", f"{path}/close", {"version": 9, "reason": "void"}),
            ("POST", f"{path}/notes", {"text": "x"}),
            ("POST", f"{path}/reveal", {}),
        ]

    # Customers

    def respondent(self, number: int) -> None:
        """The history of a customer is what this person may see of it, or not found at all."""
        cases = [one for one in self.account.cases if one.respondent == number]
        expected = {case_id(one) for one in cases if not one.attached and self.account.sees(self.person, one)}
        expected |= {
            f"f{case_id(one)[1:]}" for one in cases if one.attached and self.account.sees(self.person, one)
        }
        sent = [one for one in self.account.sent if one.respondent == number and self._sees_sent(one)]
        expected |= {sent_id(one) for one in sent}
        reply = self.get(f"/respondents/{quote(respondent_id(number))}")
        assert reply.status == (200 if expected else 404), f"customer {number} of {self.person}: {reply.text}"
        if expected:
            items = reply.body["history"]["items"]
            assert {one.get("id") or one["row"]["id"] for one in items} == expected
            self.compared += len(items)

    def _sees_sent(self, sent: Sent) -> bool:
        restricted = self.account.departments.get(sent.department or "", False)
        return self.account.covers(self.person, sent.place, sent.department if restricted else None)

    # The rest

    def places(self) -> None:
        """The places of the perimeter and no other."""
        body = self.get("/places").body
        inside = {one for one in self.account.above if self.account.inside(self.person, one)}
        assert {one["id"] for one in body["items"]} == inside
        for place in self.account.above:
            assert place in inside or f"zqplace-{place}" not in str(body)

    def others_marker(self, marker: str, query: dict[str, str]) -> None:
        """The marker of somebody else's page leads nowhere."""
        reply = self.get("/alerts", urlencode({**query, "cursor": marker}))
        assert reply.status == 400, f"the marker of somebody else opens {reply.text} to {self.person}"
        assert reply.code == "bad_cursor"

    def everything_else(self, paths: Iterable[str]) -> None:
        """Whatever it answers, it holds nothing from outside."""
        for path in paths:
            self.get(*path.split("?"))
