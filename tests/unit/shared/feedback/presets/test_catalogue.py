"""What every preset must be, whoever adds the next."""

from typing import get_args

import pytest

from shared.feedback.presets import PRESETS, check_settings, is_signed, preset, script
from shared.feedback.sources import HookSource, Secret, SourceKind


def test_every_kind_has_its_row() -> None:
    assert set(PRESETS) == set(get_args(SourceKind.__value__))


@pytest.mark.parametrize("kind", PRESETS)
def test_a_preset_is_whole(kind: SourceKind) -> None:
    one = preset(kind)
    assert one.kind == kind
    assert one.name
    assert len(one.steps.fr) == len(one.steps.en) >= 2
    assert all(step and not step.startswith(" ") for step in (*one.steps.fr, *one.steps.en))
    assert all(need.label.fr and need.label.en for need in one.needs)
    assert len({need.name for need in one.needs}) == len(one.needs)
    assert (one.proof == "none") <= (one.secret == "none")
    assert one.thin is any(need.secret for need in one.needs), "who announces needs a credential to fetch with"


def test_the_script_to_paste_is_there() -> None:
    text = script("google_forms")
    assert text is not None
    assert "computeHmacSha256Signature" in text
    assert script("typeform") is None


SIGNED: list[tuple[SourceKind, bool, bool]] = [
    ("standard_webhooks", True, True),
    ("typeform", True, True),
    ("google_business", True, True),
    ("tally", True, False),
    ("limesurvey", True, False),
    ("alchemer", True, False),
    ("jotform", False, False),
    ("trustpilot", False, False),
]


@pytest.mark.parametrize(("kind", "with_secret", "without"), SIGNED)
def test_what_is_proven(kind: SourceKind, with_secret: bool, without: bool) -> None:
    assert is_signed(HookSource("s", kind, (Secret("x"),))) is with_secret
    assert is_signed(HookSource("s", kind)) is without


@pytest.mark.parametrize(
    ("kind", "settings", "codes"),
    [
        ("typeform", {}, []),
        ("typeform", {"zone": "Europe/Paris"}, ["unknown"]),
        ("limesurvey", {"zone": "Europe/Paris"}, []),
        ("limesurvey", {"zone": "Europe"}, ["bad_value"]),
        ("google_business", {}, ["required", "required"]),
        ("google_business", {"audience": "a", "service_account": "b"}, []),
        ("google_business", {"audience": "a", "service_account": "b", "refresh_token": "x"}, ["unknown"]),
    ],
)
def test_settings_are_those_the_kind_needs(kind: SourceKind, settings: dict[str, str], codes: list[str]) -> None:
    assert [fault.code for fault in check_settings(kind, settings)] == codes
