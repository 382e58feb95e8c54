"""The settings of a generic source that say how it proves itself, checked when an admin saves them."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from shared.errors import Fault
from shared.feedback.mapping import is_plain
from shared.feedback.presets.preset import ZONE, Need, Words
from shared.feedback.presets.signing import TOLERANCE_SECONDS, Algorithm, Encoding

type Scheme = Literal["hmac", "header", "field", "none"]
type KeyForm = Literal["text", "base64", "pair"]

_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}")  # a token of RFC 9110, 5.6.2
_TEMPLATE = re.compile(r"(\{body\}|\{ts\}|\{id\}|\{form\.[\w-]{1,80}\}|[^{}])*")
_MAX_TOLERANCE = 86_400

NEEDS: tuple[Need, ...] = (
    Need(
        "scheme",
        Words("Preuve : signature, jeton d'en-tête, jeton du corps, aucune", "Proof: signature, token, or none"),
        choices=("hmac", "header", "field", "none"),
    ),
    Need(
        "header", Words("En-tête de la signature ou du jeton", "Header of the signature or token"), optional=True
    ),
    Need("field", Words("Champ du corps, à la place d'un en-tête", "Field of the body instead"), optional=True),
    Need("algorithm", Words("Algorithme", "Algorithm"), optional=True, choices=("sha1", "sha256", "sha512")),
    Need("encoding", Words("Écriture de la signature", "Encoding"), optional=True, choices=("hex", "base64")),
    Need("prefix", Words("Préfixe (sha256=)", "Prefix (sha256=)"), optional=True),
    Need(
        "separator", Words("Séparateur de plusieurs signatures", "Separator of several signatures"), optional=True
    ),
    Need("template", Words("Octets signés ({id}.{ts}.{body})", "Bytes signed ({id}.{ts}.{body})"), optional=True),
    Need("key", Words("Forme de la clé", "Form of the key"), optional=True, choices=("text", "base64", "pair")),
    Need("key_id", Words("Identifiant devant la clé (id&clé)", "Id before the key (id&key)"), optional=True),
    Need("timestamp_header", Words("En-tête de l'heure signée", "Header of the signed time"), optional=True),
    Need("tolerance", Words("Tolérance en secondes (300)", "Tolerance in seconds (300)"), optional=True),
    Need("id_header", Words("En-tête de l'identifiant d'envoi", "Header of the delivery id"), optional=True),
    Need("id_path", Words("Chemin de l'identifiant de réponse", "Path of the response id"), optional=True),
    Need("time_path", Words("Chemin de l'heure de modification", "Path of the time of change"), optional=True),
    Need("deleted_when", Words("Suppression (type=deleted)", "Deleted when (type=deleted)"), optional=True),
    ZONE,
)


class Proof(NamedTuple):
    """How a generic source proves itself. ``template`` is what is signed, with ``{body}``, ``{ts}``, ``{id}`` and
    ``{form.<name>}`` put in; ``separator`` parts several signatures in one header."""

    scheme: Scheme = "hmac"
    header: str = ""
    field: str = ""
    algorithm: Algorithm = "sha256"
    encoding: Encoding = "hex"
    prefix: str = ""
    separator: str = ""
    template: str = "{body}"
    key: KeyForm = "text"
    key_id: str = ""
    timestamp_header: str = ""
    tolerance: int = TOLERANCE_SECONDS
    id_header: str = ""


def proof(settings: Mapping[str, str]) -> Proof:
    """The proof that checked settings describe."""
    given = {name: settings[name] for name in Proof._fields if settings.get(name)}
    for name in ("header", "timestamp_header", "id_header"):
        if name in given:
            given[name] = given[name].lower()
    numbers = {"tolerance": int(given.pop("tolerance", TOLERANCE_SECONDS))}
    return Proof(**given, **numbers)  # type: ignore[arg-type]


def check(settings: Mapping[str, str]) -> list[Fault]:
    """What is wrong with settings whose names and choices are right."""
    scheme = settings.get("scheme")
    faults = [
        Fault(f"$.settings.{name}", "bad_value", "Write the name of an HTTP header")
        for name in ("header", "timestamp_header", "id_header")
        if settings.get(name) and not _HEADER.fullmatch(settings[name])
    ]
    if scheme in ("hmac", "header") and not settings.get("header") and not settings.get("field"):
        faults.append(Fault("$.settings.header", "required", "Say where the signature or token is"))
    if scheme == "field" and not settings.get("field"):
        faults.append(Fault("$.settings.field", "required", "Say which field of the body is the token"))
    paths = {name: settings.get(name, "") for name in ("id_path", "time_path")}
    paths["deleted_when"] = settings.get("deleted_when", "").partition("=")[0]
    faults += [
        Fault(f"$.settings.{name}", "bad_path", "Use plain names parted by dots")
        for name, path in paths.items()
        if path and not is_plain(path)
    ]
    return faults + _check_template(settings) + _check_tolerance(settings)


def _check_template(settings: Mapping[str, str]) -> list[Fault]:
    template = settings.get("template")
    if not template:
        return []
    wanted = {"{ts}": "timestamp_header", "{id}": "id_header"}
    faults = [
        Fault(f"$.settings.{name}", "required", f"{mark} stands in the template: name its header")
        for mark, name in wanted.items()
        if mark in template and not settings.get(name)
    ]
    if not _TEMPLATE.fullmatch(template) or ("{body}" not in template and "{form." not in template):
        message = "Use {body}, {ts}, {id} or {form.name}; the body or a field must be signed"
        faults.append(Fault("$.settings.template", "bad_value", message))
    return faults


def _check_tolerance(settings: Mapping[str, str]) -> list[Fault]:
    text = settings.get("tolerance", "")
    if not text or (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= _MAX_TOLERANCE):
        return []
    return [Fault("$.settings.tolerance", "bad_value", f"From 1 to {_MAX_TOLERANCE} seconds")]
