"""Notices to admins: a source that has gone silent."""

from datetime import timedelta

import pytest

from shared.alerts.models import Event
from shared.notifications.render import MailTenant, notice_mail, silent_notice_mail
from shared.scope.people import Locale
from tests.support.builders import NOW, user

TENANT = MailTenant("Halles Verdier", "Europe/Paris", "https://verdier.example.com")

FR = ("Source\u202f: Enquête livraison", "Dernier envoi\u202f: samedi 14 mars, 10:05")
EN = ("Source: Enquête livraison", "Last delivery: Saturday 14 March, 10:05")
MAILS: list[tuple[str, Locale, str, tuple[str, ...]]] = [
    ("French", "fr", "Source muette · Enquête livraison", FR),
    ("English", "en", "Silent source · Enquête livraison", EN),
]


@pytest.mark.parametrize(("why", "locale", "subject", "lines"), MAILS, ids=[row[0] for row in MAILS])
def test_the_notice_of_a_silent_source(why: str, locale: Locale, subject: str, lines: tuple[str, ...]) -> None:
    data = {"source": "Enquête livraison", "source_id": "s1", "last_at": "2026-03-14T09:05:00.000Z"}
    event = Event("source_silent-s1-2026-03-14", 1, "source_silent", NOW, data=data)
    mail = notice_mail(event, user(role="admin", locale=locale), tenant=TENANT)
    assert mail.subject == subject
    for line in lines:
        assert line in mail.text
    assert "https://verdier.example.com/manage/sources" in mail.html


@pytest.mark.parametrize("name", ["<b>x</b>", "a\r\nBcc: x@example.com", "x" * 500, "\u202e"])
def test_a_hostile_name_stays_text(name: str) -> None:
    mail = silent_notice_mail(user(), tenant=TENANT, source=name, last_at=NOW - timedelta(days=2), now=NOW)
    assert "<b>" not in mail.html
    assert len(mail.subject) <= 150
    assert "\n" not in mail.subject


def test_an_unknown_place_keeps_its_own_notice() -> None:
    event = Event("unknown_place-x", 1, "unknown_place", NOW, data={"code": "LYO-99"})
    assert notice_mail(event, user(locale="en"), tenant=TENANT).subject == "Unknown place · LYO-99"
