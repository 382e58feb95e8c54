"""Why cases are closed: the tenant's list."""

import msgspec


class Reason(msgspec.Struct, frozen=True):
    """A closing reason. ``label`` has one text per language."""

    id: str
    label: dict[str, str]
    note_required: bool


DEFAULT_REASONS: tuple[Reason, ...] = (
    Reason("solved", {"fr": "Client rappelé, solution apportée", "en": "Customer called, problem solved"}, True),
    Reason("gesture", {"fr": "Geste commercial accordé", "en": "Goodwill gesture granted"}, True),
    Reason(
        "forwarded",
        {"fr": "Transmis au siège ou au fournisseur", "en": "Passed to head office or supplier"},
        True,
    ),
    Reason("no_answer", {"fr": "Sans réponse après trois essais", "en": "No answer after three tries"}, False),
    Reason("no_contact", {"fr": "Ne souhaite pas être contacté", "en": "Does not want contact"}, False),
    Reason("void", {"fr": "Retour sans objet", "en": "No action needed"}, False),
)
