"""Targets counted from a small catalogue of our own."""

from __future__ import annotations

import pytest

from rehabdesk.services.targets import facts, reached, sheet, spreading
from tests.services.reports.made_up import MadeUp, made_up

__all__ = ["made_up"]


@pytest.fixture(autouse=True)
def own_catalogue(made_up: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (facts, reached, sheet, spreading):
        monkeypatch.setattr(module, "catalogue", lambda _: made_up.indicators)
