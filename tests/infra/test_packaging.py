"""The assets: right machine, bytecode inside, small, the same bytes each time, and importable as Lambda would."""

import hashlib
import importlib.util
import io
import marshal
import platform
import subprocess
import sys
import sysconfig
import time
import zipfile
from pathlib import Path
from types import CodeType

import pytest

from infra.packaging import Architecture, PackagingError, function_code, layer

_FUNCTIONS = ("ingest", "evaluate", "notify", "expire", "jobs", "api")
_ARCHITECTURES: tuple[Architecture, ...] = ("arm64", "x86_64")
# e_machine of an ELF file: EM_AARCH64 and EM_X86_64.
_MACHINES = {"arm64": 183, "x86_64": 62}
_MEGABYTE = 1024 * 1024


def _digest(folder: Path) -> str:
    """Hash of the names and contents of all files."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _zipped(folder: Path) -> int:
    """Bytes of the folder as the zip that Lambda gets."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return len(target.getvalue())


@pytest.mark.parametrize("architecture", _ARCHITECTURES)
def test_every_native_module_of_the_layer_is_for_its_machine(architecture: Architecture) -> None:
    natives = list(layer(architecture).rglob("*.so*"))
    assert {path.name.partition(".")[0] for path in natives} == {"_pydantic_core", "_core", "_re2"}
    for path in natives:
        header = path.read_bytes()[:20]
        assert header[:4] == b"\x7fELF"
        assert int.from_bytes(header[18:20], "little") == _MACHINES[architecture], path.name


@pytest.mark.parametrize("folder", [*_ARCHITECTURES, *_FUNCTIONS])
def test_every_module_has_bytecode_that_is_never_checked_and_shows_lambdas_paths(folder: str) -> None:
    built = function_code(folder) if folder in _FUNCTIONS else layer(folder)  # type: ignore[arg-type]
    shown = "/var/task/" if folder in _FUNCTIONS else "/opt/python/"
    modules = list(built.rglob("*.pyc"))
    assert len(modules) > 20
    bare = {path.with_suffix(".pyc") for path in built.rglob("*.py")}
    ours = {Path(importlib.util.cache_from_source(str(path.with_suffix(".py")))) for path in bare}
    assert (set(modules) == ours) if folder in _FUNCTIONS else not bare
    for module in modules:
        compiled = module.read_bytes()
        assert compiled[:4] == importlib.util.MAGIC_NUMBER
        assert int.from_bytes(compiled[4:8], "little") == 1, "flags: by hash, unchecked"
        code = marshal.loads(compiled[16:])  # noqa: S302 - our own file
        assert isinstance(code, CodeType)
        assert code.co_filename.startswith(shown)


@pytest.mark.parametrize("architecture", _ARCHITECTURES)
def test_a_layer_built_twice_is_the_same(architecture: Architecture, tmp_path: Path) -> None:
    assert _digest(layer(architecture, build=tmp_path)) == _digest(layer(architecture))


@pytest.mark.parametrize("name", _FUNCTIONS)
def test_code_built_twice_is_the_same(name: str, tmp_path: Path) -> None:
    assert _digest(function_code(name, build=tmp_path)) == _digest(function_code(name))


def test_a_second_call_only_looks_at_the_disk() -> None:
    layer("arm64")
    start = time.perf_counter()
    layer("arm64")
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize("architecture", _ARCHITECTURES)
def test_a_function_with_its_layer_stays_under_six_megabytes(
    architecture: Architecture, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = _zipped(layer(architecture))
    sizes = {name: _zipped(function_code(name)) for name in _FUNCTIONS}
    with capsys.disabled():
        table = ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in sizes.items())
        sys.stdout.write(f"\n  zipped, {architecture}: layer {shared / 1000:.0f} kB; {table}\n")
    for size in sizes.values():
        assert shared + size <= 6 * _MEGABYTE


def test_an_asset_holds_its_function_and_what_is_shared_and_no_other_function() -> None:
    for name in _FUNCTIONS:
        folder = function_code(name)
        assert {path.name for path in folder.iterdir()} == {"functions", "shared"}
        packages = {
            path.name for path in (folder / "functions").iterdir() if path.is_dir() and path.name != "__pycache__"
        }
        assert packages == {name}


def test_the_layer_holds_the_locked_runtime_group_and_not_the_runtimes_own_sdk() -> None:
    found = {path.name for path in (layer("arm64") / "python").iterdir()}
    assert {"aws_lambda_powertools", "msgspec", "pydantic", "pydantic_core"} <= found
    assert found.isdisjoint({"boto3", "botocore", "pytest", "aws_cdk"})
    assert not [name for name in found if name.endswith(".dist-info")]


@pytest.mark.parametrize("name", _FUNCTIONS)
def test_the_handler_is_importable_from_the_assets_as_lambda_lays_them_out(name: str) -> None:
    """The SDK alone comes from this environment, as it comes from Lambda's there."""
    machine: Architecture = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"
    own = [str(function_code(name)), str(layer(machine) / "python")]
    program = (
        f"import sys; sys.path[:0] = {own!r}; sys.path.append({sysconfig.get_path('purelib')!r})\n"
        f"from functions.{name}.handler import lambda_handler\n"
        "import pydantic, msgspec, aws_lambda_powertools\n"
        "for module in (pydantic, msgspec, aws_lambda_powertools): print(module.__file__)\n"
        "import functions, shared; print(functions.__file__, shared.__file__); assert callable(lambda_handler)\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-P", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"POWERTOOLS_SERVICE_NAME": name, "AWS_DEFAULT_REGION": "eu-west-3"},
    )
    assert done.returncode == 0, done.stderr
    for path in done.stdout.split():
        assert path.startswith(tuple(own))


def test_an_unknown_function_is_told() -> None:
    with pytest.raises(PackagingError, match="functions/nothing does not exist"):
        function_code("nothing")
