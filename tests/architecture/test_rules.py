"""Rules of this code base that no linter knows."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import EVERYTHING, PRODUCT, Source, dotted, found, sources

FUNCTIONS = ("ingest", "evaluate", "notify", "expire", "jobs", "api")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_handlers_are_thin(function: str) -> None:
    (handler,) = [one for one in sources("functions") if one.path == f"functions/{function}/handler.py"]
    assert len(handler.text.splitlines()) <= 60


def test_files_are_small() -> None:
    long = [
        f"{one.path}: {len(one.text.splitlines())}" for one in sources(*EVERYTHING) if one.text.count("\n") > 400
    ]
    assert long == []


def _documented(source: Source) -> Iterator[tuple[str, bool]]:
    """Every public name of a file and whether it says what it is. A method may leave that to the protocol of the
    same file that declares it."""
    classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef)]
    declared = {
        method.name
        for one in classes
        for method in one.body
        if isinstance(method, ast.FunctionDef)
        and ast.get_docstring(method)
        and any(dotted(base) == "Protocol" for base in one.bases)
    }
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{source.path}:{node.lineno} {node.name}", ast.get_docstring(node) is not None
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    told = ast.get_docstring(method) is not None or method.name in declared
                    yield f"{source.path}:{method.lineno} {node.name}.{method.name}", told


def test_public_names_say_what_they_are() -> None:
    silent = [name for source in sources(*PRODUCT) for name, told in _documented(source) if not told]
    assert silent == []


def test_files_say_what_they_are_for() -> None:
    silent = [one.path for one in sources(*PRODUCT) if one.text.strip() and ast.get_docstring(one.tree) is None]
    assert silent == []


CLOCKS = re.compile(r"(^|\.)(now|utcnow|today|time|time_ns|monotonic|perf_counter|localtime|gmtime)$")
CLOCK_OWNERS = ("datetime", "date", "time", "datetime.datetime", "datetime.date")


def _reads_the_clock(node: ast.AST) -> bool:
    name = dotted(node) if isinstance(node, ast.Attribute) else ""
    return bool(CLOCKS.search(name)) and name.rpartition(".")[0] in CLOCK_OWNERS


def test_only_one_file_reads_the_clock() -> None:
    readers = [place for one in sources(*PRODUCT) for place in found(one.tree, one.path, _reads_the_clock)]
    assert [place.split(":")[0] for place in readers] == ["shared/clock.py"]


# Whose nodes and paths may be looked at outside the one visibility test, and what for.
NODES = {
    "shared/scope/perimeter.py": "the test itself",
    "shared/scope/people.py": "builds the perimeter of a person",
    "shared/storage/people.py": "lists a person under each of their nodes",
    "shared/notifications/recipients.py": "names the node that makes a case somebody's",
    "functions/api/routes/reader.py": "shows people their own places",
    "shared/accounts/checking.py": "holds what is written of a person against the tree",
}


def _looks_at_nodes(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "nodes"


def test_only_the_perimeter_looks_at_nodes() -> None:
    users = {one.path for one in sources(*PRODUCT) if found(one.tree, one.path, _looks_at_nodes)}
    assert users == set(NODES)


def _tests_membership_of_a_path(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare) or not any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
        return False
    return any(
        (isinstance(one, ast.Attribute) and one.attr in ("path", "place_path"))
        or (isinstance(one, ast.Call) and dotted(one.func).endswith("tree.path"))
        for one in (node.left, *node.comparators)
    )


def test_only_the_perimeter_tests_whether_a_place_is_inside() -> None:
    places = [
        place for one in sources(*PRODUCT) for place in found(one.tree, one.path, _tests_membership_of_a_path)
    ]
    assert {place.split(":")[0] for place in places} == {"shared/scope/perimeter.py"}


def _is_case_read(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func).endswith("alerts.get")


def _is_held_against_the_perimeter(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) == "reader.visible"


def test_the_api_shows_no_case_without_asking_the_perimeter() -> None:
    for one in sources("functions/api"):
        reads = [node for node in ast.walk(one.tree) if _is_case_read(node)]
        held = [
            argument
            for node in ast.walk(one.tree)
            if isinstance(node, ast.Call) and _is_held_against_the_perimeter(node)
            for argument in node.args
        ]
        assert all(read in held for read in reads), one.path


def test_lists_are_asked_through_sections_only() -> None:
    """Only ``sections.slices`` makes partitions of cases, and it takes a perimeter."""
    makers = {
        one.path
        for one in sources(*PRODUCT)
        if found(
            one.tree,
            one.path,
            lambda node: isinstance(node, ast.Attribute | ast.Name) and dotted(node).endswith("node_key"),
        )
    }
    assert makers <= {"shared/storage/sections.py", "shared/storage/keys.py"}


def test_nothing_scans() -> None:
    scanners = [
        place
        for one in sources(*PRODUCT)
        for place in found(
            one.tree, one.path, lambda node: isinstance(node, ast.Attribute) and node.attr == "scan"
        )
    ]
    assert scanners == []


UNFINISHED = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error")))


def test_nothing_is_left_for_later() -> None:
    assert [one.path for one in sources(*EVERYTHING) if UNFINISHED.search(one.text)] == []


SKIPS = re.compile(r"pytest\.(skip|xfail|importorskip)|mark\.(skip|xfail)|assert True\b|importorskip\(")


def test_no_test_is_skipped() -> None:
    skipped = [one.path for one in sources("tests") if SKIPS.search(one.text) and "architecture" not in one.path]
    assert skipped == []


MACHINE = re.compile(r"""["'(\s](/work/|/root/|/home/)""")


def test_no_path_of_a_machine_is_written_down() -> None:
    assert [
        one.path for one in sources(*EVERYTHING) if MACHINE.search(one.text) and "architecture" not in one.path
    ] == []
