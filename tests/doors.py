"""Every act and look the window or the command line opens, and the right it asks for first.

`python -m tests.doors` lists them. A right counts where it is asked on every way through the
function: by itself, by a question for it that leads out, or by the first thing it calls.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_ROOMS = ("services", "ui", "cli")
_TAKING = re.compile(r"^ *from (rehabdesk[\w.]*) import (?:\(([^)]*)\)|([^\n(]+))", re.MULTILINE)
_OWN = re.compile(r"^def \w+\(\s*work\b", re.MULTILINE)
_WITHOUT = re.compile(r"not work\.actor\.may\(Right\.(\w+)\)$")
_LEAVING = (ast.Return, ast.Raise)
_WALK = "rehabdesk.ui.tour"  # the made-up clerk of the tour goes through doors, and opens none
_OF_TEAM = frozenset({"require_teams", "require_team", "require_member", "require_persons"})
_KIND = "require_kept"  # what is thrown away asks by its kind
_ASKED = (ast.IfExp, ast.If, ast.While, ast.Match)
_SERIES = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
Key = tuple[str, str]  # a module and the name of a function


@dataclass
class House:
    """The functions of the program by module and name, and what each module takes from others."""

    functions: dict[Key, ast.FunctionDef] = field(default_factory=dict)
    taken: dict[str, dict[str, Key]] = field(default_factory=dict)
    found: dict[Key, str] = field(default_factory=dict)

    def find(self, module: str, name: str) -> Key | None:
        """Return where a name of a module was written."""
        seen: set[Key] = set()
        key = (module, name)
        while key not in self.functions:
            if key in seen:
                return None
            seen.add(key)
            key = self.taken.get(key[0], {}).get(key[1], key)
        return key

    def asked(self, key: Key, before: tuple[Key, ...] = ()) -> str:
        """Name the right a function asks for on every way through it; else nothing."""
        if key in self.found or key in before:
            return self.found.get(key, "")
        told = self._asked_by(key, (*before, key))
        if told or not before:  # what is on its way round may still be found to ask
            self.found[key] = told
        return told

    def _asked_by(self, key: Key, before: tuple[Key, ...]) -> str:
        for statement in self.functions[key].body:
            for call in _calls(statement):
                if told := self._told(key, call, before):
                    return told
            if told := _led_out(statement):
                return told
            if _may_end(statement):
                break
        return ""

    def _told(self, key: Key, call: ast.Call, before: tuple[Key, ...]) -> str:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "require":
            return ast.unparse(call.args[0]).removeprefix("Right.")
        if not isinstance(call.func, ast.Name):
            return ""
        if call.func.id in _OF_TEAM:
            return f"{ast.unparse(call.args[-1]).removeprefix('Right.')} or OWN_TEAM"
        if call.func.id == _KIND:
            return "by its kind"
        called = self.find(key[0], call.func.id)
        if called is None or not called[0].startswith(("rehabdesk.services", key[0])):
            return ""
        return self.asked(called, before)


def read_house() -> House:
    """Read the services whole; of the rest only modules that have such functions themselves."""
    house = House()
    for room in _ROOMS:
        for path in sorted((ROOT / "rehabdesk" / room).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            module = module.removesuffix(".__init__")
            text = path.read_text(encoding="utf-8")
            house.taken[module] = dict(_taken(text))
            if room != "services" and not _OWN.search(text):
                continue
            for node in ast.parse(text).body:
                if isinstance(node, ast.FunctionDef):
                    house.functions[module, node.name] = node
    return house


def doors_of(house: House) -> dict[Key, str]:
    """Return every act and look the window or the command line names, with its right."""
    outside = [
        each
        for each in house.taken
        if not each.startswith("rehabdesk.services") and not each.startswith(_WALK)
    ]
    named = {(module, name) for module in outside for name in house.taken[module]}
    named |= {key for key in house.functions if key[0] in outside}
    keys = {key for each in named if (key := house.find(*each)) is not None}
    return {key: house.asked(key) for key in sorted(keys) if _takes_work(house.functions[key])}


def _taken(text: str) -> Iterator[tuple[str, Key]]:
    for module, several, one in _TAKING.findall(text):
        for each in (several or one).split(","):
            name, _, other = each.partition(" as ")
            if name := name.partition("#")[0].strip():
                yield other.strip() or name, (module, name)


def _takes_work(function: ast.FunctionDef) -> bool:
    first = [*function.args.posonlyargs, *function.args.args][:1]
    return bool(first) and first[0].arg == "work"


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Walk over the calls a statement makes whatever comes, the innermost first."""
    for each in _always(node):
        yield from _calls(each)
    if isinstance(node, ast.If) and node.orelse and _asks_in_both(node):
        yield from (each for one in node.body for each in _calls(one))
    if isinstance(node, ast.Call):
        yield node


def _always(node: ast.AST) -> list[ast.AST]:
    """Return what of a node is gone through in any case."""
    if isinstance(node, ast.Lambda | ast.FunctionDef | ast.ClassDef):
        return []
    for name in ("test", "subject"):  # a question is asked, what follows from it may not be
        if isinstance(node, _ASKED) and hasattr(node, name):
            return [getattr(node, name)]
    if isinstance(node, ast.BoolOp):
        return [node.values[0]]
    if isinstance(node, ast.For):
        return [node.iter]
    if isinstance(node, _SERIES):
        return [node.generators[0].iter]
    return list(ast.iter_child_nodes(node))


def _asks_in_both(node: ast.If) -> bool:
    """Tell whether both ways of a question begin with a right."""
    firsts = [next(_calls(branch[0]), None) for branch in (node.body, node.orelse)]
    names = [each.func.id for each in firsts if each and isinstance(each.func, ast.Name)]
    return len(names) == 2 and _OF_TEAM.issuperset(names)


def _led_out(statement: ast.stmt) -> str:
    """Name the right without which the question at the beginning leads out."""
    if not isinstance(statement, ast.If) or not isinstance(statement.body[-1], _LEAVING):
        return ""
    is_or = isinstance(statement.test, ast.BoolOp) and isinstance(statement.test.op, ast.Or)
    found = _WITHOUT.search(ast.unparse(statement.test))
    return found[1] if found and (is_or or found[0] == ast.unparse(statement.test)) else ""


def _may_end(statement: ast.stmt) -> bool:
    compound = (ast.If, ast.For, ast.While, ast.Try, ast.Match)
    return isinstance(statement, compound) and any(
        isinstance(each, ast.Return) for each in ast.walk(statement)
    )


if __name__ == "__main__":
    for (module, name), right in doors_of(read_house()).items():
        sys.stdout.write(f"{right or '–':32} {module.removeprefix('rehabdesk.')}.{name}\n")
