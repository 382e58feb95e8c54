"""What mails about a case that is not new say first."""

from typing import Any

import pytest

from shared.alerts.models import Delegation, Event
from shared.notifications.news import news
from shared.notifications.render import MailTenant, alert_mail
from shared.storage.alerts import TELLING
from tests.support.builders import CLAIRE, NOW, alert, user

TENANT = MailTenant("Halles Verdier", "Europe/Paris", "https://boucle.example.com")
KINDS = (
    "assigned",
    "transferred",
    "shared",
    "noted",
    "delegated",
    "reminded",
    "escalated",
    "returned",
    "attached",
)


def _event(kind: Any, **data: Any) -> Event:
    return Event(alert().id, 2, kind, NOW, CLAIRE, data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_what_happened_comes_first_in_both_forms(kind: str, locale: Any) -> None:
    event = _event(kind, note="Rappeler <b>avant</b> midi", text="")
    told = news(event, locale)
    assert told is not None
    mail = alert_mail(alert(), user(locale=locale), told=0, tenant=TENANT, via=None, event=event)
    assert mail.subject.startswith(f"{told.subject} · ")
    assert told.sentence in mail.text
    assert "Rappeler <b>avant</b> midi" in mail.text
    assert "<b>" not in mail.html
    assert mail.text.index(told.sentence) < mail.text.index("attendu une heure")


@pytest.mark.parametrize("kind", ["raised", "reevaluated", "placed"])
def test_a_new_case_needs_no_news(kind: str) -> None:
    assert news(_event(kind), "fr") is None
    mail = alert_mail(alert(), user(), told=0, tenant=TENANT, via=None, event=_event(kind))
    assert mail == alert_mail(alert(), user(), told=0, tenant=TENANT, via=None)


def test_contact_data_leaves_with_a_delegation_only_when_it_was_given() -> None:
    for unmasked in (False, True):
        case = alert(delegated=Delegation("sav@example.com", CLAIRE, NOW, unmasked))
        event = _event("delegated", unmasked=unmasked)
        mail = alert_mail(case, user(), told=0, tenant=TENANT, via=None, event=event)
        assert ("camille.roux@example.com" in mail.text) is unmasked
        assert ("+33639980012" in mail.html) is unmasked
        other = alert_mail(case, user(), told=0, tenant=TENANT, via=None, event=_event("assigned"))
        assert "camille.roux@example.com" not in other.text


def test_what_a_later_delegation_gives_does_not_leave_with_an_earlier_one() -> None:
    """Its mail may be sent when the case has gone on to somebody else, with contact data."""
    case = alert(delegated=Delegation("other@example.com", CLAIRE, NOW, unmasked=True))
    event = _event("delegated", address="sav@example.com", unmasked=False)
    mail = alert_mail(case, user(), told=0, tenant=TENANT, via=None, event=event)
    assert "camille.roux@example.com" not in mail.text + mail.html


def test_all_that_tells_of_a_case_has_words() -> None:
    quiet = {"raised", "unknown_place", "source_silent"}
    assert {kind for kind in TELLING if kind not in quiet} <= {*KINDS}
