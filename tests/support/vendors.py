"""Stand-ins for the APIs of survey tools: real HTTP on loopback, laid out as the vendors document."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

SURVEYMONKEY = "https://api.surveymonkey.com"
QUALTRICS = "https://fra1.qualtrics.com"
GOOGLE_TOKENS = "https://oauth2.googleapis.com"
GOOGLE_REVIEWS = "https://mybusiness.googleapis.com"
ORIGINS = (SURVEYMONKEY, QUALTRICS, GOOGLE_TOKENS, GOOGLE_REVIEWS)

REVIEW = "accounts/1040000000000000001/locations/5500000000000000021/reviews/AbTestReview0001"


class Answer(NamedTuple):
    """What a path answers."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()


class Vendor:
    """One server in the place of all vendors: ``answers`` by path, and ``asked``, the requests it had."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str, dict[str, str], str]] = []
        self.origins: dict[str, str] = {}

    def reply(self, method: str, path: str, headers: dict[str, str], body: str) -> Answer:
        """The answer to one request."""
        self.asked.append((method, path, headers, body))
        return self.answers.get(path, Answer(404, {"error": "not found"}))


@contextmanager
def vendor(answers: dict[str, Answer]) -> Iterator[Vendor]:
    """A vendor on a free port of loopback while the block runs."""
    standing = Vendor(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

        def _answer(self, method: str) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = standing.reply(method, self.path, headers, body)
            raw = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in (("content-type", "application/json"), *answer.headers):
                self.send_header(name, value)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    standing.origins = dict.fromkeys(ORIGINS, f"http://127.0.0.1:{server.server_port}")
    try:
        yield standing
    finally:
        server.shutdown()
        server.server_close()


SM_RESPONSE = {
    "id": "118200455031",
    "survey_id": "402113377",
    "collector_id": "430991002",
    "recipient_id": "0",
    "date_created": "2026-03-15T10:41:00+00:00",
    "date_modified": "2026-03-15T10:44:02+00:00",
    "response_status": "completed",
    "custom_variables": {"store": "LYON-PARTDIEU", "customer_id": "C-20418"},
    "custom_value": "",
    "pages": [
        {
            "id": "1",
            "questions": [
                {"id": "10", "answers": [{"row_id": "100", "choice_id": "1002"}]},
                {"id": "11", "answers": [{"text": "Deux heures d'attente pour un colis abîmé."}]},
                {"id": "12", "answers": [{"choice_id": "1201"}, {"choice_id": "1202"}]},
                {
                    "id": "13",
                    "answers": [{"row_id": "131", "text": "Camille Roux"}, {"row_id": "132", "text": "c@x.fr"}],
                },
                {
                    "id": "14",
                    "answers": [{"row_id": "141", "choice_id": "1401"}, {"row_id": "142", "choice_id": "1405"}],
                },
            ],
        }
    ],
}  # fmt: skip
SM_SURVEY = {
    "title": "Satisfaction livraison",
    "pages": [
        {
            "id": "1",
            "questions": [
                {
                    "id": "10", "family": "matrix", "subtype": "rating",
                    "headings": [{"heading": "Nous recommanderiez-vous ?"}],
                    "answers": {
                        "rows": [{"id": "100", "text": ""}],
                        "choices": [
                            {"id": f"10{n:02}", "text": str(n), "weight": -100 if n < 7 else 0 if n < 9 else 100}
                            for n in range(11)
                        ],
                    },
                },
                {
                    "id": "11", "family": "open_ended", "subtype": "essay",
                    "headings": [{"heading": "Dites-nous pourquoi"}],
                },
                {
                    "id": "12", "family": "multiple_choice", "subtype": "vertical",
                    "headings": [{"heading": "Motif"}],
                    "answers": {
                        "choices": [{"id": "1201", "text": "Livraison"}, {"id": "1202", "text": "Produit"}]
                    },
                },
                {
                    "id": "13", "family": "demographic", "subtype": "international",
                    "headings": [{"heading": "Vos coordonnées"}],
                    "answers": {
                        "rows": [{"id": "131", "type": "name", "text": "Nom"}, {"id": "132", "type": "email"}]
                    },
                },
                {
                    "id": "14", "family": "matrix", "subtype": "rating",
                    "headings": [{"heading": "Notez"}],
                    "display_options": {"display_type": "emoji", "display_subtype": "star"},
                    "answers": {
                        "rows": [{"id": "141", "text": "Délai"}, {"id": "142", "text": "Accueil"}],
                        "choices": [{"id": f"140{n}", "text": "", "weight": n} for n in range(1, 6)],
                    },
                },
            ],
        }
    ],
}  # fmt: skip
Q_RESPONSE = {
    "result": {
        "responseId": "R_2ZtestAvis00001",
        "values": {
            "startDate": "2026-03-15T11:25:00Z", "endDate": "2026-03-15T11:31:38Z", "finished": 1, "progress": 100,
            "recordedDate": "2026-03-15T11:31:40.120Z", "_recordId": "R_2ZtestAvis00001",
            "ipAddress": "203.0.113.9",
            "userLanguage": "FR", "recipientEmail": "paul@example.com", "recipientFirstName": "Paul",
            "externalDataReference": "C-77", "QID1": 3, "QID1_NPS_GROUP": 1,
            "QID2_TEXT": "Personne ne répond au téléphone.", "QID3": 2, "store": "NICE-01", "tier": "gold",
        },
        "labels": {"QID1": "3", "QID3": "Oui", "finished": "True"},
        "displayedFields": ["QID1", "QID2_TEXT", "QID3"],
    },
    "meta": {"httpStatus": "200 - OK"},
}  # fmt: skip
G_REVIEW = {
    "name": REVIEW,
    "reviewId": "AbTestReview0001",
    "reviewer": {"displayName": "M. D.", "isAnonymous": False},
    "starRating": "TWO",
    "comment": "(Translated by Google) No parking.\n\n(Original)\nParking inaccessible, personnel peu aimable.",
    "createTime": "2026-03-16T19:09:58Z",
    "updateTime": "2026-03-17T08:00:00Z",
}

SM_PATH = "/v3/surveys/402113377/responses/118200455031/details"
Q_PATH = "/API/v3/surveys/SV_4dTestLyon0001/responses/R_2ZtestAvis00001"
ANSWERS: dict[str, Answer] = {
    SM_PATH: Answer(200, SM_RESPONSE),
    "/v3/surveys/402113377/details": Answer(200, SM_SURVEY),
    Q_PATH: Answer(200, Q_RESPONSE),
    "/token": Answer(200, {"access_token": "ya29.test", "expires_in": 3599, "token_type": "Bearer"}),
    f"/v4/{REVIEW}": Answer(200, G_REVIEW),
}
