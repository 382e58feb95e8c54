"""Entry point of the CDK command line: ``npx cdk synth -c tenant=NAME``. Needs no credentials."""

import sys

from infra.build import build_app
from infra.packaging import PackagingError
from infra.tenants import TenantFileError


def main() -> int:
    """Writes the cloud assembly. Exit code 2 and one sentence for a wrong tenant file or a failed package."""
    try:
        build_app().synth()
    except (TenantFileError, PackagingError) as error:
        sys.stderr.write(f"boucle: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
