"""The mails: what they say, to whom, and that nobody's words become anything but words."""

import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.models import Alert, CasePlace, Trigger
from shared.feedback.models import Respondent, Score
from shared.notifications.render import MailTenant, alert_mail, build_message, unplaced_notice_mail
from shared.rules.models import Condition
from shared.scope.people import Locale
from tests.support import builders
from tests.unit.shared.notifications.reading import Read

TENANT = MailTenant("Halles Verdier", "Europe/Paris", "https://verdier.example.com")
COMMENT = "Du verre dans la salade. Mon fils s’est coupé."
HOSTILE = [
    ("<script>alert(1)</script>", "a script (B34)"),
    ("<img src=x onerror=alert(1)>", "a tag with a handler (B34)"),
    ("<a href='javascript:alert(1)'>ici</a>", "a link (B34)"),
    ("{{7*7}}", "a Jinja expression (B34)"),
    ("${env} $env $$ ${title}", "a template variable (B34)"),
    ("{priority} {0.__class__} %s", "a format string"),
    ("</td></tr></table><h1>Clos</h1>", "closing our table"),
    ("--><!--[if mso]><b>", "comments for Outlook"),
    ("&lt;b&gt; &amp;", "text that is escaped already"),
    ("\"><meta http-equiv='refresh' content='0'>", "leaving an attribute"),
]


def case(**changes: Any) -> Alert:
    """A P1 of Lyon, due for first contact on 18 March at 10:05 in Paris. Feedback fields go to the feedback."""
    plain = builders.alert()
    ours = {name: value for name, value in changes.items() if name in Alert.__struct_fields__}
    theirs = {name: value for name, value in changes.items() if name not in ours}
    glass = Condition("comment", "mentions", ["verre", "coupe"], "x", spans=((3, 8), (40, 45)))
    low = Condition("score", "<", 5, 2)
    standard = {
        "id": "a7k3qf2bcdefghijklmnopqrs",
        "priority": "P1",
        "triggers": (Trigger("r", 1, "Sécurité alimentaire", "P1", True, (glass, low)),),
        "feedback": replace(plain.feedback, **({"comment": COMMENT} | theirs)),
        "target_at": builders.NOW + timedelta(hours=24),
        "due_at": builders.NOW + timedelta(hours=24),
        "expires_at": builders.NOW + timedelta(days=30),
    }
    return replace(plain, **(standard | ours))


def sent(alert: Alert, *, locale: Locale = "fr", told: int = 2, via: str | None = "Lyon Part-Dieu") -> Any:
    return alert_mail(alert, builders.user(locale=locale), told=told, tenant=TENANT, via=via)


def test_an_alert_in_french() -> None:
    mail = sent(case())
    assert mail.subject == "P1 · Sécurité alimentaire, Lyon Part-Dieu"
    assert mail.text.replace("\u202f", " ") == (
        "P1, premier contact avant mercredi 18 mars, 10:05\n"
        "Sécurité alimentaire, Lyon Part-Dieu\n\n"
        "« Du verre dans la salade. Mon fils s’est coupé. »\n\n"
        "Client : Camille R.\n"
        "Note : 2 sur 10, détracteur\n"
        "Pourquoi vous : Périmètre Lyon Part-Dieu\n"
        "Pourquoi l’alerte : commentaire : verre, coupé ; note inférieure à 5 sur 10\n\n"
        "Ouvrir le dossier A-7K3QF2 :\n"
        "https://verdier.example.com/alerts/a7k3qf2bcdefghijklmnopqrs\n\n"
        "2 autres personnes ont reçu ce message. Personne n’a encore pris le dossier. "
        "Ne répondez pas à cet e-mail : le client ne recevrait rien.\n"
        "Halles Verdier, par Boucle\n"
    )


def test_an_alert_in_english() -> None:
    mail = sent(case(), locale="en", told=0)
    assert mail.text == (
        "P1, first contact before Wednesday 18 March, 10:05\n"
        "Sécurité alimentaire, Lyon Part-Dieu\n\n"
        "“Du verre dans la salade. Mon fils s’est coupé.”\n\n"
        "Customer: Camille R.\n"
        "Score: 2 out of 10, detractor\n"
        "Why you: Lyon Part-Dieu perimeter\n"
        "Why the alert: comment: verre, coupé; score below 5 out of 10\n\n"
        "Open case A-7K3QF2:\n"
        "https://verdier.example.com/alerts/a7k3qf2bcdefghijklmnopqrs\n\n"
        "Nobody else received this message. Nobody has taken the case yet. "
        "Do not reply to this email: the customer would receive nothing.\n"
        "Halles Verdier, by Boucle\n"
    )


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_both_forms_say_the_same(locale: Locale) -> None:
    mail = sent(case(), locale=locale)
    page = Read(mail.html)
    assert page.marks == ["verre", "coupé"]
    assert page.links == ["https://verdier.example.com/alerts/a7k3qf2bcdefghijklmnopqrs"]
    assert page.sources == []
    shown = re.sub(r"\W", "", page.words)
    for line in mail.text.splitlines():
        for part in re.split(r"[:«»“”]| : |, par | by ", line):
            if part and not part.strip().startswith("//") and part.strip() != "https":
                assert re.sub(r"\W", "", part) in shown, part


@pytest.mark.parametrize(
    ("changes", "shown", "absent", "reason"),
    [
        ({"score": None}, "Camille R.", "Note", "no score, no row"),
        ({"score": Score(2, 1, 5, "rating")}, "2 sur 5", "détracteur", "NPS words on NPS only"),
        ({"score": Score(9, 0, 10, "nps")}, "9 sur 10, promoteur", "détracteur", "a promoter"),
        ({"score": Score(4.5, 1, 5, "rating")}, "4,5 sur 5", "4.5", "the decimal comma"),
        ({"comment": None}, "Sans commentaire", "verre", "no comment"),
        ({"comment": " \n "}, "Sans commentaire", "«", "white space is no comment"),
        ({"respondent": Respondent()}, "Client : Nom non communiqué", "Camille", "nobody named"),
        (
            {"respondent": Respondent(name="Solène Marchand", tier="Fidélité Or")},
            "Solène M., Fidélité Or",
            "Marchand",
            "the tier; the family name stays out",
        ),
        ({}, "Camille R.", "camille.roux@example.com", "no address"),
        ({}, "Camille R.", "39980012", "no telephone"),
        ({}, "Camille R.", "C-20418", "no customer number"),
        (
            {"respondent": Respondent(name="x@y.example", tier="Or")},
            "Nom non communiqué, Or",
            "x@y.example",
            "an address given as a name",
        ),
        (
            {"target_at": None, "due_at": builders.NOW},
            "P1, expire le mardi 17 mars, 10:05",
            "contact",
            "other clock",
        ),
        (
            {"due_at": builders.NOW},
            "P1, expire le mardi 17 mars, 10:05",
            "contact",
            "expiry comes before the target",
        ),
        ({"place": None}, "Sécurité alimentaire\n", ", Lyon Part-Dieu", "no place"),
        ({"kind": "message"}, "Pourquoi le message", "Pourquoi l’alerte", "a message is no alert"),
        ({"owner": builders.MARC}, "Marc Duval suit le dossier.", "Personne n’a encore", "somebody has it"),
        (
            {"withdrawn_at": builders.NOW},
            "Le client a retiré sa réponse depuis.",
            "Sans commentaire",
            "taken back",
        ),
        ({}, "Camille R.", "retiré", "not taken back"),
        ({"first_score": Score(7, 0, 10, "nps")}, "(corrigée, d’abord 7 sur 10)", "2 sur 5", "a corrected score"),
    ],
)
def test_what_is_said(changes: dict[str, Any], shown: str, absent: str, reason: str) -> None:
    mail = sent(case(**changes))
    plain = mail.text.replace("\u202f", " ")
    assert shown in plain, reason
    assert absent not in plain, reason
    assert absent not in Read(mail.html).words, reason


@pytest.mark.parametrize(
    ("told", "french", "english"),
    [
        (0, "Personne d’autre n’a reçu ce message.", "Nobody else received this message."),
        (1, "1 autre personne a reçu ce message.", "1 other person received this message."),
        (7, "7 autres personnes ont reçu ce message.", "7 other people received this message."),
    ],
)
def test_who_else_was_told(told: int, french: str, english: str) -> None:
    assert french in sent(case(), told=told).text
    assert english in sent(case(), told=told, locale="en").text


def test_without_a_node_there_is_no_why_you() -> None:
    assert "Pourquoi vous" not in sent(case(), via=None).text


def test_other_triggers_are_named_once() -> None:
    labels = ("Sécurité alimentaire", "Détracteur", "Détracteur")
    triggers = tuple(Trigger(f"r{n}", 1, label, "P1", True, ()) for n, label in enumerate(labels))
    assert "Aussi\u202f: Détracteur\n" in sent(case(triggers=triggers)).text


@pytest.mark.parametrize(("words", "reason"), HOSTILE)
def test_hostile_words_stay_words(words: str, reason: str) -> None:
    plain = Read(sent(case()).html)
    place = CasePlace("lyon", words, ("net", "lyon"), ("Halles", words))
    trigger = Trigger("r", 1, words, "P1", True, (Condition("channel", "=", words, "x"),))
    respondent = Respondent(name="Camille Roux", tier=words)
    alert = case(comment=words, place=place, triggers=(trigger,), respondent=respondent, language=words)
    mail = alert_mail(alert, builders.user(), told=1, tenant=TENANT._replace(name=words), via=words)
    page = Read(mail.html)
    assert page.tags <= plain.tags, reason
    assert page.attributes == plain.attributes, reason
    assert page.links == plain.links, reason
    assert page.words.count(words) >= 6, reason
    assert mail.text.count(words) >= 6, reason
    assert words in mail.subject, reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("x\r\nBcc: a@b.c", "a line end (B35)"),
        ("x\u2028Bcc: a@b.c", "a Unicode line end (B35)"),
        ("a\u202egnp.exe", "a direction override (B36)"),
        ("=?utf-8?q?x=0D=0ABcc:_a@b.c?=", "an encoded word"),
        ("x" * 1000, "1,000 characters (B45)"),
        ("mot " * 250, "1,000 characters in words (B45)"),
        ("ש" * 1000, "right-to-left, isolated and still short enough"),
        ("\x00\ud800", "not text"),
    ],
)
def test_subject_is_one_short_clean_line(value: str, reason: str) -> None:
    place = CasePlace("lyon", value, ("lyon",), (value,))
    trigger = Trigger("r", 1, value, "P1", True, ())
    for mail in (
        sent(case(place=place, triggers=(trigger,))),
        unplaced_notice_mail(builders.user(), tenant=TENANT, code=value),
    ):
        assert len(mail.subject) <= 150, reason
        assert mail.subject.isprintable() or set("\u2068\u2069") & set(mail.subject), reason
        assert mail.subject.count("\u2068") == mail.subject.count("\u2069"), reason
        raw = build_message(mail, "a@boucle.example.com", "Boucle", "claire@example.com", "a1")
        head = raw.split(b"\r\n\r\n")[0].lower()
        assert b"\nbcc" not in head, reason


def test_a_long_comment_leaves_cut() -> None:
    mail = sent(case(comment="verre brisé " * 900))
    said = mail.text.split("«\u202f")[1].split("\u202f»")[0]
    assert 480 < len(said) <= 500
    assert said.endswith("…")
    assert len(mail.html) < 20_000, "mail programs cut at 102 kB"


@pytest.mark.parametrize(
    ("language", "written", "reason"),
    [
        ("fr", 'lang="fr"', "as the source says"),
        ("pt-BR", 'lang="pt-BR"', "with a region"),
        (None, 'lang=""', "unknown"),
        ('fr" onload="x', 'lang=""', "not a language"),
        ("é", 'lang=""', "not a language either"),
        ("x" * 99, 'lang=""', "too long to be one"),
    ],
)
def test_the_quotation_says_its_language(language: str | None, written: str, reason: str) -> None:
    assert f'<blockquote class="quote" {written}' in sent(case(language=language)).html, reason


@pytest.mark.parametrize(
    ("locale", "subject", "code", "shown"),
    [
        ("fr", "Établissement inconnu · LYO-99", "LYO-99", "Code reçu\u202f: LYO-99"),
        ("en", "Unknown place · LYO-99", "LYO-99", "Code received: LYO-99"),
        ("en", "Unknown place · <b>{{7*7}}</b>", "<b>{{7*7}}</b>", "Code received: <b>{{7*7}}</b>"),
        ("fr", "Établissement inconnu · (vide)", "\u202e\x00", "Code reçu\u202f: (vide)"),
    ],
)
def test_notice_of_an_unknown_place(locale: Locale, subject: str, code: str, shown: str) -> None:
    mail = unplaced_notice_mail(builders.user(role="admin", locale=locale), tenant=TENANT, code=code)
    page = Read(mail.html)
    assert mail.subject == subject
    assert shown in mail.text
    assert page.links == ["https://verdier.example.com/"]
    assert "b" not in page.tags
    assert f'<html lang="{locale}"' in mail.html


def test_importing_is_light() -> None:
    """The cold start of notify pays for what this imports."""
    script = "import sys, shared.notifications.render as r; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"jinja2", "boto3", "botocore", "pydantic", "zoneinfo", "email.message", "email.policy"}
