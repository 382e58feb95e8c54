"""The mailbox as a page for people: the list on the left, one mail on the right. Uses no script."""

import html
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from tools.local.mailbox import Mail

PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # A shown mail inherits this policy: no script, nothing loaded from elsewhere.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
_SHOWN = 300

_STYLE = """
:root{color-scheme:light dark;--bg:#F2F4F5;--surface:#FFF;--text:#15212A;--dim:#586670;--line:#DCE2E5;--on:#E3F0F2;
--accent:#0B5D6C}
@media(prefers-color-scheme:dark){:root{--bg:#0D1316;--surface:#141B1F;--text:#E8EEF1;--dim:#97A5AD;--line:#28343A;
--on:#15323A;--accent:#74C7D5}}
*{box-sizing:border-box}
body{margin:0;font:14px/20px Inter,system-ui,sans-serif;background:var(--bg);color:var(--text)}
.page{display:grid;grid-template-columns:minmax(280px,396px) 1fr;height:100vh}
nav{overflow:auto;border-right:1px solid var(--line);background:var(--surface)}
h1{font-size:17px;line-height:24px;margin:0;padding:16px}h1 a{float:right;font-size:13px;font-weight:500}
a{color:var(--accent)}ul{list-style:none;margin:0;padding:0}
li a{display:block;padding:10px 16px;border-top:1px solid var(--line);color:inherit;text-decoration:none}
li a:hover,li a[aria-current]{background:var(--on)}
li a:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.subject{display:block;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.meta{display:flex;justify-content:space-between;gap:12px;font-size:12px;color:var(--dim)}
.meta span:first-child{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
main{display:flex;flex-direction:column;min-width:0;overflow:auto}
header{padding:16px 24px;background:var(--surface);border-bottom:1px solid var(--line)}
h2{margin:0 0 8px;font-size:20px;line-height:28px}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0;
font-size:13px}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
iframe{display:block;flex:1 0 560px;border:0;width:100%;background:#FFF}
details{padding:12px 24px;border-top:1px solid var(--line)}summary{cursor:pointer}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/18px ui-monospace,monospace}
.empty{margin:auto;color:var(--dim);text-align:center}
@media(max-width:700px){.page{grid-template-columns:1fr;height:auto}nav{max-height:45vh}}
"""


def mail_page(mails: Sequence[Mail], chosen: str) -> str:
    """The whole page; ``chosen`` is the id of the mail to show, the newest one when it is empty or unknown."""
    newest = list(reversed(mails))
    shown = next((mail for mail in newest if mail.id == chosen), newest[0] if newest else None)
    rows = "".join(_row(mail, current=mail is shown) for mail in newest[:_SHOWN])
    count = f"{len(mails)} mail{'s' if len(mails) > 1 else ''}"
    return (
        "<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>Boîte aux lettres</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style>{_STYLE}</style></head><body><div class='page'>"
        f"<nav aria-label='Mails'><h1>{count} <a href='/mailbox'>Actualiser</a></h1><ul>{rows}</ul></nav>"
        f"<main>{_mail(shown) if shown else _EMPTY}</main></div></body></html>"
    )


_EMPTY = "<p class='empty'><b>Aucun mail pour l'instant.</b><br>Une nouvelle alerte en envoie un.</p>"


def _row(mail: Mail, *, current: bool) -> str:
    mark = " aria-current='true'" if current else ""
    return (
        f"<li><a href='/mailbox?id={quote(mail.id, safe='')}'{mark}>"
        f"<span class='subject'>{html.escape(mail.subject) or '(sans objet)'}</span>"
        f"<span class='meta'><span>{html.escape(', '.join(mail.to))}</span>"
        f"<span>{_clock(mail.at)}</span></span></a></li>"
    )


def _mail(mail: Mail) -> str:
    facts = [("De", mail.sender), ("À", ", ".join(mail.to)), ("Le", _day(mail.at))]
    known = "".join(f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in facts)
    headers = "\n".join(f"{name}: {value}" for name, value in mail.headers.items())
    return (
        f"<header><h2>{html.escape(mail.subject) or '(sans objet)'}</h2><dl>{known}</dl></header>"
        f"{_body(mail)}"
        f"<details><summary>Texte seul</summary><pre>{html.escape(mail.text)}</pre></details>"
        f"<details><summary>En-têtes</summary><pre>{html.escape(headers)}</pre></details>"
    )


def _body(mail: Mail) -> str:
    if not mail.html:
        return ""
    # Links open in a tab of their own; scripts, forms and same-origin access stay forbidden.
    document = f'<base target="_blank">{mail.html}'
    return (
        "<iframe title='Mail' sandbox='allow-popups allow-popups-to-escape-sandbox' "
        f'srcdoc="{html.escape(document, quote=True)}"></iframe>'
    )


def _clock(at: str) -> str:
    return f"<time datetime='{html.escape(at)}'>{datetime.fromisoformat(at).astimezone():%H:%M:%S}</time>"


def _day(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y %H:%M:%S}"
