"""Parameter Store in memory: versions, selectors, and calls that fail before or after they have taken effect."""

from collections.abc import Callable
from typing import Any


class ParameterNotFound(Exception):
    """There is no parameter of this name."""


class Crash(Exception):
    """The process ended here."""


class Parameters:
    """The four calls that the product makes. ``crash_at`` counts calls from 1; ``applied`` says on which side of
    the call the process ends. ``between`` runs before each call, as another process would."""

    class exceptions:  # noqa: N801 - named as in botocore
        ParameterNotFound = ParameterNotFound

    def __init__(self) -> None:
        self.versions: dict[str, list[str]] = {}
        self.calls: list[tuple[str, str]] = []
        self.crash_at = 0
        self.applied = False
        self.between: Callable[[str, str], None] = lambda _call, _name: None

    @property
    def values(self) -> dict[str, str]:
        """What is stored, by name."""
        return {name: versions[-1] for name, versions in self.versions.items() if versions[-1]}

    def get_parameter(self, Name: str, WithDecryption: bool) -> Any:  # noqa: N803 - named as in botocore
        """The value of a name, or of ``name:version``."""
        assert WithDecryption
        with _Call(self, "get", Name):
            name, _, version = Name.partition(":")
            versions = self.versions.get(name, [])
            if not versions or not versions[-1]:
                raise ParameterNotFound
            value = versions[int(version) - 1] if version else versions[-1]
            return {"Parameter": {"Value": value, "Version": int(version or len(versions))}}

    def put_parameter(self, Name: str, Value: str, Type: str, Overwrite: bool) -> Any:  # noqa: N803
        """Stores the next version."""
        assert (Type, Overwrite) == ("SecureString", True)
        assert len(Value.encode()) <= 4096
        with _Call(self, "put", Name):
            self.versions.setdefault(Name, []).append(Value)
            return {"Version": len(self.versions[Name])}

    def delete_parameter(self, Name: str) -> Any:  # noqa: N803
        """Forgets a name."""
        with _Call(self, "delete", Name):
            if Name not in self.versions:
                raise ParameterNotFound
            del self.versions[Name]


class _Call:
    def __init__(self, ssm: Parameters, call: str, name: str) -> None:
        self._ssm, self._call, self._name = ssm, call, name

    def __enter__(self) -> None:
        ssm = self._ssm
        ssm.between(self._call, self._name)
        ssm.calls.append((self._call, self._name))
        if ssm.crash_at == len(ssm.calls) and not ssm.applied:
            raise Crash

    def __exit__(self, *_: object) -> None:
        ssm = self._ssm
        if ssm.crash_at == len(ssm.calls) and ssm.applied:
            raise Crash
