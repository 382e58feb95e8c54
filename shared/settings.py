"""A function's settings, read from its environment once and checked at start."""

import os
from dataclasses import dataclass, fields


class MissingSetting(RuntimeError):
    """An environment variable the function needs is absent: the deployment is wrong, say which."""


@dataclass(frozen=True)
class Settings:
    """What every function has; each function's own settings add fields, named like their variables."""

    tenant: str
    table_name: str

    @classmethod
    def from_environment[S: Settings](cls: type[S]) -> S:
        """Reads one upper-case variable per field; raises MissingSetting naming all that are absent."""
        names = [field.name for field in fields(cls)]
        missing = [name.upper() for name in names if not os.environ.get(name.upper())]
        if missing:
            raise MissingSetting(f"missing environment variables: {', '.join(missing)}")
        return cls(**{name: os.environ[name.upper()] for name in names})
