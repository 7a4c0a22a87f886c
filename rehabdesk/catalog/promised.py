"""The delivered law at once, its forms when the first of them is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from rehabdesk.catalog.consistency import contradictions_between
from rehabdesk.catalog.regimes import (
    REGIME_FILE,
    RegimeUnsound,
    Shared,
    load_regimes,
    read_regime,
)
from rehabdesk.domain.forms.field import Vocabulary
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.regime import Regime, in_order

Forms = Mapping[str, Form]


class PromisedForms(Forms):
    """The forms of a law by purpose. Most pages never ask; reading them takes longest."""

    def __init__(self, read: Callable[[], Forms]) -> None:
        self._read = read

    def __getitem__(self, purpose: str) -> Form:
        return self._read()[purpose]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def promise_regimes(folder: Path, fields: Callable[[], Vocabulary]) -> tuple[Regime, ...]:
    """Read terms, deadlines and transitions; the whole law is read, and checked, with its forms."""

    @cache
    def whole() -> Mapping[str, Forms]:
        return {regime.id: regime.forms for regime in load_regimes(folder, fields())}

    findings: list[str] = []
    found = []
    for path in sorted(folder.glob(f"*/{REGIME_FILE}")):
        regime = read_regime({REGIME_FILE: path.read_bytes()}, Shared({}), findings)
        if regime is not None:
            forms = PromisedForms(partial(_of, whole, regime.id))
            found.append(replace(regime, forms=forms))
    known = in_order(found)
    findings += contradictions_between(known)
    if findings:
        raise RegimeUnsound("\n".join(findings))
    return known


def _of(whole: Callable[[], Mapping[str, Forms]], regime_id: str) -> Forms:
    return whole()[regime_id]
