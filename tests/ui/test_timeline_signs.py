from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import rehabdesk.services
from rehabdesk.ui.people.file.timeline import SIGNS

SERVICES = Path(next(iter(rehabdesk.services.__path__)))


def told_kinds() -> Iterator[tuple[str, object]]:
    for module in SERVICES.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id == "TimelineItem":
                kind = node.args[1]
                yield module.name, kind.value if isinstance(kind, ast.Constant) else None


def test_every_kind_a_timeline_tells_has_its_sign() -> None:
    kinds = list(told_kinds())
    assert len(kinds) > 10
    assert [each for each in kinds if each[1] is not None and each[1] not in SIGNS] == []
    assert all(kind is not None for _, kind in kinds), "a kind is told by its word"
