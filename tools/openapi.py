"""The OpenAPI file: generated offline from the routes and committed, so that clients and tests share one contract.

``python -m tools.openapi`` writes it; ``--check`` fails when the committed one is stale.
"""

import json
import os
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "docs" / "api" / "openapi.json"


def generate() -> str:
    """The document as JSON text."""
    os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "api")
    from functions.api.app import app

    document = json.loads(
        app.get_openapi_json_schema(
            title="Boucle",
            version="1",
            openapi_version="3.1.0",
            description="Cases opened on customer feedback. Errors are RFC 9457 problem bodies.",
        )
    )
    document.pop("servers", None)
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


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
