"""Why cases are closed, until a tenant writes its own list."""

from shared.account.models import Reason

DEFAULT_REASONS: tuple[Reason, ...] = (
    Reason("solved", {"fr": "Client rappelé, solution apportée", "en": "Customer called, problem solved"}, True),
    Reason("gesture", {"fr": "Geste commercial accordé", "en": "Goodwill gesture granted"}, True),
    Reason(
        "forwarded",
        {"fr": "Transmis au siège ou au fournisseur", "en": "Passed to head office or supplier"},
        True,
    ),
    Reason("no_answer", {"fr": "Sans réponse après trois essais", "en": "No answer after three tries"}),
    Reason("no_contact", {"fr": "Ne souhaite pas être contacté", "en": "Does not want contact"}, refusal=True),
    Reason("void", {"fr": "Retour sans objet", "en": "No action needed"}),
)
