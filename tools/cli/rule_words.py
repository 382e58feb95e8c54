"""Findings on rules in a sentence each, for a terminal."""

from collections.abc import Callable, Mapping
from typing import Any

type Params = Mapping[str, Any]


def sentence(code: str, params: Params) -> str:
    """The sentence of a finding."""
    return _SENTENCES[code](params)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def length(seconds: float) -> str:
    """A length of time: "3 d 4 h", "2 h", "5 min"."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    days, hours = divmod(round(minutes / 60), 24)
    return " ".join(part for part in (f"{days} d" if days else "", f"{hours} h" if hours else "") if part)


def _copy(params: Params) -> str:
    how = "asks the same as" if params["same"] else "differs only by place from"
    return f'{how} "{params["label"]}": one rule for all places is enough'


def _volume(params: Params) -> str:
    treated = params["treatment_seconds"]
    usual = f", usually treated in {length(treated)}" if treated is not None else ""
    return f"a volume that can be dealt with: {params['per_day']} a day{usual}"


_SENTENCES: Mapping[str, Callable[[Params], str]] = {
    "matches_all": lambda p: f"fires on all feedback of {p['days']} days",
    "too_broad": lambda p: f"fires on {_percent(p['share'])} of the feedback of {p['days']} days",
    "no_comment_condition": lambda _: "fires on an average score alone: ask for a comment, or for less",
    "near_copy": _copy,
    "label_long": lambda p: f"the label has {p['length']} characters; {p['limit']} are read at a glance",
    "label_code_like": lambda _: "the label reads like a code: write what people should understand",
    "expiry_short": lambda p: (
        f"expires after {length(p['expires_in'])}, but such cases take {length(p['treatment_seconds'])}"
    ),
    "expiry_long": lambda p: f"expires after {length(p['expires_in'])}: nothing urges anybody",
    "never_fired": lambda p: f"has not fired on any of {p['feedbacks']} feedbacks in {p['days']} days",
    "overlap": lambda p: f'{p["count"]} of its {p["fired"]} are also taken by "{p["label"]}"',
    "p1_share": lambda p: f"{_percent(p['share'])} of all cases would be P1: nothing would stand out",
    "ok_volume": _volume,
}
