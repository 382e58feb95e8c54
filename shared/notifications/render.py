"""The mails of the product: an alert for the people of a place, a notice for admins. Pure: nothing is read but the
arguments and the compiled templates."""

from datetime import datetime
from typing import NamedTuple

from shared import ids
from shared.alerts.models import Alert, Event
from shared.feedback.models import Score
from shared.notifications.dates import full_date
from shared.notifications.message import Mail, UnusableAddress, build_message
from shared.notifications.news import news
from shared.notifications.page import Html, fill, joined, markup, strong
from shared.notifications.quoting import Piece, line, quoted, short_name
from shared.notifications.texts import TEXTS, Texts, number
from shared.notifications.why import is_nps, marked_spans, why
from shared.scope.people import User

__all__ = [
    "Mail", "MailTenant", "UnusableAddress", "alert_mail", "build_message", "notice_mail", "silent_notice_mail",
    "unplaced_notice_mail",
]  # fmt: skip

EXCERPT = 500
"""Characters of a comment that leave by mail (B33)."""

_LABEL = 80
_PLACE = 56
_NAME = 60
_CODE = 80
_PREVIEW = 120
# What a language tag may look like; anything else would mislead a screen reader.
_TAG_LIMIT = 35


class MailTenant(NamedTuple):
    """The tenant as mails name it. ``zone`` is an IANA name; ``frontend_url`` is where links lead, without a slash
    at the end."""

    name: str
    zone: str
    frontend_url: str


class _Row(NamedTuple):
    label: str
    value: str
    lead: str = ""


class _Content(NamedTuple):
    """A mail before its two forms. ``said`` is the customer's words, ``first`` and ``plain`` are sentences of ours
    before and behind them."""

    subject: str
    head: str
    title: str
    rows: list[_Row]
    action: str
    link: str
    footer: str
    said: tuple[Piece, ...] = ()
    spoken: str = ""
    plain: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


def alert_mail(
    alert: Alert, recipient: User, *, told: int, tenant: MailTenant, via: str | None, event: Event | None = None
) -> Mail:
    """The mail about a case, in the recipient's language. ``told`` is how many others get it, ``via`` the name of
    the node of their perimeter that makes it theirs, ``event`` what has happened if the case is not new. The
    customer's contact data stays out, unless the case was handed to a customer service with it."""
    texts = TEXTS[recipient.locale]
    told_first = news(event, recipient.locale) if event else None
    label = line(alert.labels[0], _LABEL)
    where = f", {line(alert.place.name, _PLACE)}" if alert.place else ""
    said = quoted(alert.feedback.comment or "", marked_spans(alert), EXCERPT)
    content = _Content(
        subject=f"{told_first.subject} · {label}{where}" if told_first else f"{alert.priority} · {label}{where}",
        head=_head(alert, tenant, texts),
        title=f"{label}{where}",
        rows=[*_rows(alert, recipient, via, texts), *_contact(alert, event, texts)],
        action=texts.open_case.format(reference=ids.reference(alert.id)),
        link=f"{tenant.frontend_url}/alerts/{alert.id}",
        footer=_footer(alert, told, texts),
        said=said,
        spoken=_tag(alert.feedback.language),
        first=(told_first.sentence, told_first.note) if told_first else (),
        plain=(() if said else (texts.no_comment,)) + ((texts.withdrawn,) if alert.withdrawn_at else ()),
    )
    return _mail(content, recipient, tenant, texts)


def unplaced_notice_mail(recipient: User, *, tenant: MailTenant, code: str) -> Mail:
    """The notice that a feedback came in with a place code that no place has (B30)."""
    texts = TEXTS[recipient.locale]
    shown = line(code, _CODE) or texts.empty
    content = _Content(
        subject=f"{texts.unknown_place} · {shown}",
        head=texts.unknown_place_head,
        title=texts.unknown_place,
        rows=[_Row(texts.code, "", lead=shown)],
        action=texts.open_inbox,
        link=f"{tenant.frontend_url}/",
        footer=texts.unknown_place_footer,
        plain=(texts.unknown_place_what, texts.unknown_place_next),
    )
    return _mail(content, recipient, tenant, texts)


def silent_notice_mail(
    recipient: User, *, tenant: MailTenant, source: str, last_at: datetime, now: datetime
) -> Mail:
    """The notice that a source which usually sends feedback has sent none for longer than chance explains."""
    texts = TEXTS[recipient.locale]
    name = line(source, _NAME) or texts.empty
    content = _Content(
        subject=f"{texts.silent_source} · {name}",
        head=texts.unknown_place_head,
        title=texts.silent_source,
        rows=[
            _Row(texts.source, "", lead=name),
            _Row(texts.last_heard, full_date(last_at, tenant.zone, texts, told_at=now)),
        ],
        action=texts.open_sources,
        link=f"{tenant.frontend_url}/manage/sources",
        footer=texts.silent_source_footer,
        plain=(texts.silent_source_what, texts.silent_source_next),
    )
    return _mail(content, recipient, tenant, texts)


def notice_mail(event: Event, recipient: User, *, tenant: MailTenant) -> Mail:
    """The mail to an admin about an event without a case."""
    data = event.data
    if event.type == "source_silent":
        last_at = datetime.fromisoformat(str(data["last_at"]))
        return silent_notice_mail(
            recipient, tenant=tenant, source=str(data["source"]), last_at=last_at, now=event.at
        )
    return unplaced_notice_mail(recipient, tenant=tenant, code=str(data.get("code", "")))


def _head(alert: Alert, tenant: MailTenant, texts: Texts) -> str:
    """The clock that ``due_at`` follows, named."""
    when = full_date(alert.due_at, tenant.zone, texts, told_at=alert.created_at)
    wording = texts.first_contact if alert.due_at == alert.target_at else texts.expires
    return wording.format(priority=alert.priority, when=when)


def _rows(alert: Alert, recipient: User, via: str | None, texts: Texts) -> list[_Row]:
    customer = alert.feedback.respondent
    who = [short_name(customer.name) or texts.unnamed, line(customer.tier or "", _NAME)]
    rows = [_Row(texts.customer, ", ".join(part for part in who if part))]
    if alert.feedback.score:
        rows.append(_score(alert.feedback.score, alert.first_score, texts))
    others = dict.fromkeys(line(label, _LABEL) for label in alert.labels)
    if len(others) > 1:
        rows.append(_Row(texts.also, ", ".join([*others][1:])))
    if via:
        rows.append(_Row(texts.why_you, texts.perimeter.format(place=line(via, _NAME))))
    reason = texts.why_alert if alert.kind == "alert" else texts.why_message
    return [*rows, _Row(reason, why(alert, recipient.locale))]


def _contact(alert: Alert, event: Event | None, texts: Texts) -> list[_Row]:
    """How to reach the customer, for a customer service that was given it with the case."""
    # As this mail's own event says: the case may have been handed to somebody else since.
    given = event is not None and event.type == "delegated" and event.data.get("unmasked") is True
    customer = alert.feedback.respondent
    reached = " · ".join(line(part, _NAME) for part in (customer.name, customer.phone, customer.email) if part)
    return [_Row(texts.contact, reached)] if given and reached else []


def _score(score: Score, first: Score | None, texts: Texts) -> _Row:
    """The score, and the one the customer gave at first if they corrected it."""
    told = f", {texts.nps[score.score_class]}" if is_nps(score) else ""
    if first is not None and first != score:
        told += f" ({texts.corrected.format(first=_out_of(first, texts))})"
    return _Row(texts.score, told, lead=_out_of(score, texts))


def _out_of(score: Score, texts: Texts) -> str:
    return texts.score_of.format(value=number(score.value, texts), max=number(score.max, texts))


def _footer(alert: Alert, told: int, texts: Texts) -> str:
    others = (texts.told_none, texts.told_one)[told] if told < 2 else texts.told_many.format(count=told)
    owner = texts.taken.format(name=line(alert.owner.name, _NAME)) if alert.owner else texts.free
    return f"{others} {owner} {texts.no_reply}"


def _tag(language: str | None) -> str:
    tag = language or ""
    usable = len(tag) <= _TAG_LIMIT and tag.isascii() and tag.replace("-", "").isalnum()
    return tag if usable else ""


def _mail(content: _Content, recipient: User, tenant: MailTenant, texts: Texts) -> Mail:
    return Mail(content.subject, _html(content, recipient, tenant, texts), _text(content, tenant, texts))


def _html(content: _Content, recipient: User, tenant: MailTenant, texts: Texts) -> str:
    marked = [fill("mark", words=piece.text) if piece.marked else markup(piece.text) for piece in content.said]
    return fill(
        "page",
        language=recipient.locale,
        subject=content.subject,
        preview=line("".join(piece.text for piece in content.said), _PREVIEW) or content.head,
        brand=line(tenant.name, _NAME),
        by=texts.by,
        head=content.head,
        title=content.title,
        opening=joined(*(fill("paragraph", words=words) for words in content.first if words)),
        quote=fill("quote", spoken=content.spoken, mark=joined(*marked)) if marked else Html(""),
        paragraph=joined(*(fill("paragraph", words=words) for words in content.plain)),
        row=joined(*(fill("row", label=row.label, value=_value(row)) for row in content.rows)),
        action=content.action,
        link=content.link,
        footer=content.footer,
    )


def _value(row: _Row) -> Html:
    return joined(strong(row.lead), row.value) if row.lead else markup(row.value)


def _text(content: _Content, tenant: MailTenant, texts: Texts) -> str:
    said = line("".join(piece.text for piece in content.said), EXCERPT)
    middle = [texts.quotes.format(said)] if said else []
    rows = [f"{row.label}{texts.colon}{row.lead}{row.value}" for row in content.rows]
    blocks = [
        f"{content.head}\n{content.title}",
        *(words for words in content.first if words),
        *middle,
        *content.plain,
        "\n".join(rows),
        f"{content.action}{texts.colon.rstrip()}\n{content.link}",
        f"{content.footer}\n{line(tenant.name, _NAME)}, {texts.by}",
    ]
    return "\n\n".join(blocks) + "\n"
