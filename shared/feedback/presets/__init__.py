"""One file per survey tool, each with one ``PRESET``, listed here. Adding a tool is one file and one row.

A preset is loaded when its first source speaks: most tenants use two or three tools of all these.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from types import MappingProxyType

from shared.errors import Fault
from shared.feedback.presets.preset import Preset
from shared.feedback.sources import HookSource, SourceKind

PRESETS: Mapping[SourceKind, str] = MappingProxyType(
    {
        "standard_webhooks": "standard_webhooks",
        "typeform": "typeform",
        "tally": "tally",
        "surveymonkey": "surveymonkey",
        "qualtrics": "qualtrics",
        "jotform": "jotform",
        "google_forms": "google_forms",
        "formbricks": "formbricks",
        "delighted": "delighted",
        "zendesk_csat": "zendesk_csat",
        "alchemer": "alchemer",
        "limesurvey": "limesurvey",
        "trustpilot": "trustpilot",
        "google_business": "google_business",
        "generic": "generic",
    }
)
"""Kind of source to the module of its preset."""


@cache
def preset(kind: SourceKind) -> Preset:
    """The preset of a kind. Raises KeyError for an unknown one."""
    found: Preset = import_module(f"{__name__}.{PRESETS[kind]}").PRESET
    return found


def is_signed(source: HookSource) -> bool:
    """Whether what this source accepts is proven by more than its address: a signature, a token in a header or in
    the body, or a signed identity. What an unsigned source brings carries the flag ``unsigned``."""
    proof = preset(source.kind).proof
    if proof == "optional":
        return source.settings["scheme"] != "none" if "scheme" in source.settings else bool(source.secrets)
    return proof == "required"


def check_settings(kind: SourceKind, settings: Mapping[str, str]) -> list[Fault]:
    """What is wrong with the settings of a source: unknown, missing or impossible values (paths from ``$``)."""
    one = preset(kind)
    needs = {need.name: need for need in one.asks if not need.secret}
    faults = [
        _fault(name, "unknown", "This kind of source has no such setting") for name in settings.keys() - needs
    ]
    for name, need in needs.items():
        value = settings.get(name, "")
        if not value and not need.optional:
            faults.append(_fault(name, "required", "Fill this in"))
        elif value and need.choices and value not in need.choices:
            faults.append(_fault(name, "bad_value", f"Choose one of {', '.join(need.choices)}"))
        elif len(value) > _MAX_SETTING:
            faults.append(_fault(name, "too_long", f"At most {_MAX_SETTING} characters"))
        elif value and name == "zone" and not _is_zone(value):
            faults.append(_fault(name, "bad_value", "Name a time zone, such as Europe/Paris"))
    return faults or one.check(settings)


def script(kind: SourceKind) -> str | None:
    """The text to paste into the tool, where there is one."""
    name = preset(kind).script
    return (files(__package__) / name).read_text("utf-8") if name else None


_MAX_SETTING = 300


def _fault(name: str, code: str, message: str) -> Fault:
    return Fault(f"$.settings.{name[:80]}", code, message)


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo  # only admins' requests come here

    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # not found is an OSError or a KeyError, which is none of these on purpose
        return False
    except KeyError:
        return False
    return True
