"""The rules of the house no linter knows; each is shown to fire on a made-up breach."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TOP = {"main.py", "pyproject.toml", "README.md", "LICENSE", ".ci", ".gitignore"} | {
    "rehabdesk",
    "resources",
    "installer",
    "tests",
}
BINARY = {".ttf", ".png", ".ico", ".qm", ".db", ".docx", ".xlsx", ".pdf"}
MIGRATIONS = "rehabdesk/persistence/migrations/versions/"
STYLE = "rehabdesk/ui/kit/style.py"
VAGUE = {"common", "handler", "handlers", "helpers", "manager", "managers", "util", "utils"}
MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(home|root|Users|work)/\w")
REGISTRY = re.compile(
    r"pythonhosted\.org|pypi\.org|registry\.npmjs|crates\.io|proxy\.golang|index-url|find-links"
)
MAKING = re.compile(
    r"language model|chatbot|chat assistant|sub-?agent|co-authored-by|as instructed|"
    r"\bthe (brief|ticket) (says|asks)|\bissue #?\d|in this session",
    re.IGNORECASE,
)

# Words without which a rule finds nothing: most files need not be searched, or taken apart.
MAKING_WORDS = (
    *("language model", "chatbot", "chat assistant", "agent", "co-authored-by", "as instructed"),
    *("the brief", "the ticket", "issue ", "in this session"),
)
PLAIN_EXCEPT = re.compile(r"except\*? \(?[\w., ]+\)?( as \w+)?:")
LONG_STRING = re.compile(r'"""(?s:.*?)"""')
DEF = re.compile(r"( *)(?:async +)?def\b")

Rule = Callable[[str, str], Iterator[str]]


# What there is to check


def ignored_names() -> set[str]:
    lines = (ROOT / ".gitignore").read_text("utf-8").split()
    return {line.strip("/") for line in lines}


def files() -> list[Path]:
    """Every file of the project; what Git ignores and other tools' hidden folders are not ours."""
    ignored = ignored_names()
    found = [path for name in TOP for path in (ROOT / name, *(ROOT / name).rglob("*"))]
    return sorted(
        path
        for path in found
        if path.is_file()
        and path.suffix != ".pyc"
        and not ignored & set(path.relative_to(ROOT).parts)
    )


def texts() -> dict[str, str]:
    paths = [path for path in files() if path.suffix not in BINARY]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    return texts()


@lru_cache(maxsize=1)
def nodes(text: str) -> tuple[ast.AST, ...]:
    """Everything a module says; kept while every rule looks at it, then for the next one."""
    return tuple(ast.walk(ast.parse(text)))


# Rules for any text


def composed(_: str, text: str) -> Iterator[str]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not unicodedata.is_normalized("NFC", line):
            yield f"{number}: letters and their marks come apart (not NFC)"


def of_no_one_machine(_: str, text: str) -> Iterator[str]:
    if not MACHINE_PATH.search(text) and not REGISTRY.search(text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line) or REGISTRY.search(line):
            yield f"{number}: the path of one machine, or the address of a registry"


def about_the_office_only(_: str, text: str) -> Iterator[str]:
    lower = text.lower()
    if not any(word in lower for word in MAKING_WORDS):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if MAKING.search(line):
            yield f"{number}: tells how the project was made"


def practice_persons_are_invented(path: str, text: str) -> Iterator[str]:
    if path.startswith("resources/practice/"):
        for number in re.findall(r"\b\d{12}\b", text):
            if not number.startswith("099"):
                yield f"{number}: not of the invented province 099"


# Rules for code


def small(path: str, text: str) -> Iterator[str]:
    if path.startswith(MIGRATIONS):
        return
    if (lines := len(text.splitlines())) > 400:
        yield f"{lines} lines in one module"
    if not may_hold_a_long_function(text):
        return
    for node in nodes(text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > 50:
                yield f"{node.lineno}: {node.name} has {lines} lines"


def may_hold_a_long_function(text: str) -> bool:
    """Say whether some `def` has fifty lines after it that all stand further to the right."""
    bare = LONG_STRING.sub(lambda found: "\n" * found[0].count("\n"), text)
    begun: list[tuple[int, int]] = []  # where functions still open begin: column and line
    for number, line in enumerate(bare.splitlines(), 1):
        column = len(line) - len(line.lstrip())
        if line.strip() and line[column] not in ")]}#":
            begun = [(left, since) for left, since in begun if left < column]
            if DEF.match(line):
                begun.append((column, number))
        if any(number - since >= 50 for _, since in begun):
            return True
    return False


def plainly_typed(_: str, text: str) -> Iterator[str]:
    if "TYPE_CHECKING" not in text:
        return
    for node in nodes(text):
        if isinstance(node, ast.Name | ast.alias) and called(node) == "TYPE_CHECKING":
            yield f"{node.lineno}: TYPE_CHECKING hides a cycle; cut the cycle"


def catches_what_it_knows(_: str, text: str) -> Iterator[str]:
    caught_at = [line.strip() for line in text.splitlines() if "except" in line]
    if "Exception" not in text and all(
        PLAIN_EXCEPT.match(line) for line in caught_at if line.startswith("except")
    ):
        return
    for node in nodes(text):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if {called(each) for each in caught} & {"", "Exception", "BaseException"}:
                yield f"{node.lineno}: catches bugs together with the trouble it expects"


def quiet_screens(path: str, text: str) -> Iterator[str]:
    """One style sheet; conversations that do not stop the world; no hidden second event loop."""
    shunned = {"processEvents"}
    if path != STYLE:
        shunned |= {"setStyleSheet"}
    if path.startswith("rehabdesk/ui/"):
        shunned |= {"exec", "exec_"}
    if path.startswith("rehabdesk/") and any(word in text for word in shunned):
        for node in nodes(text):
            if isinstance(node, ast.Call) and called(node.func) in shunned:
                yield f"{node.lineno}: {called(node.func)}"


def acts_leave_a_trace(path: str, text: str) -> Iterator[str]:
    """Who asks for a right and then changes records writes the audit row, or calls who does."""
    if not path.startswith("rehabdesk/services/") or "require" not in text:
        return
    [whole, *_] = nodes(text)
    body = whole.body if isinstance(whole, ast.Module) else []
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    tracing = {"record"} | {each.name for each in functions if "record" in calls(each)}
    for function in functions:
        made = calls(function)
        if "require" in made and changes_records(function) and not made & tracing:
            yield f"{function.lineno}: {function.name} changes records and records nothing"


def changes_records(function: ast.FunctionDef) -> bool:
    return bool(calls(function) & {"add", "add_all", "delete", "require_version"}) or any(
        isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del)
        for node in ast.walk(function)
    )


def calls(function: ast.FunctionDef) -> set[str]:
    return {called(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def called(node: ast.AST | None) -> str:
    """The last name in an expression: `add` of `work.session.add`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return name
    return ""


TEXT_RULES: list[Rule] = [
    composed,
    of_no_one_machine,
    about_the_office_only,
    practice_persons_are_invented,
]
CODE_RULES: list[Rule] = [
    small,
    plainly_typed,
    catches_what_it_knows,
    quiet_screens,
    acts_leave_a_trace,
]


@pytest.fixture(scope="module")
def breaches(project: dict[str, str]) -> dict[Rule, list[str]]:
    """What breaks which rule: file by file, so that each is taken apart once."""
    found: dict[Rule, list[str]] = {rule: [] for rule in TEXT_RULES + CODE_RULES}
    for path, text in project.items():
        if ROOT / path != Path(__file__):
            rules = TEXT_RULES + CODE_RULES if path.endswith(".py") else TEXT_RULES
            for rule in rules:
                found[rule] += [f"{path}:{each}" for each in rule(path, text)]
    return found


@pytest.mark.parametrize("rule", TEXT_RULES + CODE_RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps(rule: Rule, breaches: dict[Rule, list[str]]) -> None:
    assert breaches[rule] == []


def test_there_is_a_project_to_check(project: dict[str, str]) -> None:
    assert {"main.py", "rehabdesk/app.py", "tests/conftest.py", "README.md"} <= project.keys()


ACT = """
def rename(work: Work, order: Rename) -> None:
    work.require(Right.KEEP_FILES)
    person = work.session.get_one(Person, order.person_id)
    person.full_name = order.full_name
"""
BREACHES: list[tuple[Rule, str, str]] = [
    (composed, "resources/units/units.json", unicodedata.normalize("NFD", "Yên Thịnh")),
    (of_no_one_machine, "main.py", 'DATA = "/home/lan/office"'),
    (of_no_one_machine, "installer/constraints.txt", "--index-url https://example.org/simple"),
    (about_the_office_only, "rehabdesk/cli.py", "# added for issue 7"),
    (practice_persons_are_invented, "resources/practice/facts.toml", 'id = "001080000001"'),
    (small, "rehabdesk/cli.py", "\n" * 401),
    (small, "rehabdesk/cli.py", "def long() -> None:\n" + "    work()\n" * 50),
    (plainly_typed, "rehabdesk/cli.py", "from typing import TYPE_CHECKING"),
    (catches_what_it_knows, "rehabdesk/cli.py", "try:\n    go()\nexcept Exception:\n    stop()"),
    (catches_what_it_knows, "rehabdesk/cli.py", "try:\n    go()\nexcept:\n    stop()"),
    (quiet_screens, "rehabdesk/ui/window.py", 'label.setStyleSheet("color: red")'),
    (quiet_screens, "rehabdesk/ui/people/card.py", "dialog.exec()"),
    (quiet_screens, "rehabdesk/app.py", "application.processEvents()"),
    (acts_leave_a_trace, "rehabdesk/services/people.py", ACT),
]


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_a_breach_is_found(rule: Rule, path: str, text: str) -> None:
    assert len(list(rule(path, text))) == 1


def test_an_act_may_leave_its_trace_through_another() -> None:
    noted = (
        '    note(work, person)\n\n\ndef note(work, person):\n    work.record("person.renamed")\n'
    )
    assert list(acts_leave_a_trace("rehabdesk/services/people.py", ACT + noted)) == []


# The shape of the tree


def crowded(paths: list[str]) -> list[str]:
    modules = [Path(path) for path in paths if path.startswith("rehabdesk/")]
    counted = [path.parent.as_posix() for path in modules if path.name != "__init__.py"]
    folders = {folder: counted.count(folder) for folder in counted}
    return [f for f, count in folders.items() if count > 15 and f"{f}/" != MIGRATIONS]


def vague(paths: list[str]) -> list[str]:
    return [path for path in paths if {Path(path).stem, *Path(path).parts} & VAGUE]


def strangers(names: list[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith(".") and name not in TOP)


def test_the_tree_stays_readable(project: dict[str, str]) -> None:
    modules = [path for path in project if path.endswith(".py")]
    assert crowded(modules) == []
    assert vague(modules) == []
    names = {path.name for path in ROOT.iterdir()} - ignored_names()
    assert strangers(list(names)) == []


def test_a_crowded_folder_a_vague_name_and_a_stranger_at_the_top_are_found() -> None:
    assert crowded([f"rehabdesk/services/noun{n}.py" for n in range(16)]) == ["rehabdesk/services"]
    assert vague(["rehabdesk/ui/utils.py", "rehabdesk/common/dates.py"]) != []
    assert strangers(["README.md", "notes.md"]) == ["notes.md"]


# Who may import whom


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts in a process of its own, where no module is loaded yet."""
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports({}))"
    arguments = f"config_filename={str(folder / 'pyproject.toml')!r}, no_cache=True"
    command = [sys.executable, "-c", check.format(arguments)]
    environment = os.environ | {"PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, env=environment
    )


def small_house(folder: Path) -> Path:
    """Every room with one empty module, under the project's own contracts."""
    rooms = ["ui", "services", "persistence", "documents", "catalog", "domain", "domain/records"]
    for room in ["", *rooms]:
        (folder / "rehabdesk" / room).mkdir(parents=True, exist_ok=True)
        (folder / "rehabdesk" / room / "__init__.py").touch()
    for module in ["app", "cli", "services/people", "ui/window", "domain/records/person"]:
        (folder / "rehabdesk" / f"{module}.py").touch()
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return folder


def test_rooms_import_only_what_they_may() -> None:
    checked = contracts(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_empty_house_breaks_no_contract(tmp_path: Path) -> None:
    checked = contracts(small_house(tmp_path))
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("services/people", "import PySide6.QtCore", "Only the UI knows Qt"),
        ("ui/window", "import rehabdesk.domain.records.person", "Records are handled only"),
        ("ui/window", "import rehabdesk.documents", "The UI reaches papers"),
        ("domain/records/person", "import rehabdesk.services.people", "Rooms: each may import"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(
    tmp_path: Path, module: str, line: str, contract: str
) -> None:
    house = small_house(tmp_path)
    (house / "rehabdesk" / f"{module}.py").write_text(f"{line}\n", "utf-8")
    checked = contracts(house)
    assert checked.returncode == 1
    broken = [each for each in checked.stdout.splitlines() if each.endswith("BROKEN")]
    assert [each for each in broken if each.startswith(contract)] != []


# What is installed


def pins() -> dict[str, str]:
    lines = (ROOT / "installer" / "constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines)
    return {canonicalize_name(name): version for name, version in pairs}


def needed() -> set[str]:
    """Everything the program and its tests need, and what that needs in turn."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [*table["dependencies"], *table["optional-dependencies"]["dev"]]
    found: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        marker = requirement.marker
        if name not in found and (marker is None or marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += distribution(name).requires or []
    return found


def test_all_that_is_installed_is_pinned_as_it_was_tried() -> None:
    assert {name: pins().get(name) for name in needed()} == {
        name: distribution(name).version for name in needed()
    }
