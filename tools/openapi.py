"""The OpenAPI file: generated offline from the routes and committed, so that clients and tests share one contract.

``python -m tools.openapi`` writes it; ``--check`` fails when the committed one is stale.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "docs" / "api" / "openapi.json"


def generate() -> str:
    """The document as JSON text."""
    os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "api")
    from functions.api.app import whole

    document = json.loads(
        whole().get_openapi_json_schema(
            title="Boucle",
            version="1",
            openapi_version="3.1.0",
            description="Cases opened on customer feedback. Errors are RFC 9457 problem bodies.",
        )
    )
    document.pop("servers", None)
    _tell_refusals(document)
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _tell_refusals(document: dict[str, Any]) -> None:
    """Every operation refuses in one shape, which the generator does not know: it describes its own."""
    from functions.api.problems import MEDIA
    from functions.api.schemas.common import Problem

    schemas = document["components"]["schemas"]
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= made.pop("$defs", {}) | {"Problem": made}
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            for status in ("422", "500"):
                answers.pop(status, None)
            if "204" in answers:
                answers["204"].pop("content", None)
            answers["4XX"] = {"description": "Refused: `code` says why, `errors` where", "content": content}
            answers["5XX"] = {"description": "A fault of ours", "content": content}
    for name in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(name, None)


def write() -> None:
    """Writes the file."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(generate(), encoding="utf-8")


def current() -> bool:
    """Whether the committed file is what the routes say."""
    return TARGET.exists() and TARGET.read_text(encoding="utf-8") == generate()


def main() -> int:
    """Writes or checks; answers the exit status."""
    if "--check" not in sys.argv[1:]:
        write()
        return 0
    if current():
        return 0
    sys.stderr.write("docs/api/openapi.json is stale: run `make openapi` and commit it\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
