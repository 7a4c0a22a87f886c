"""The delivered law without its forms, copied where a test may spoil it."""

from __future__ import annotations

from pathlib import Path

from rehabdesk.catalog.regimes import Files, Shared, files_of, read_regime
from rehabdesk.domain.regime import Regime

FOLDER = Path(__file__).parents[2] / "resources" / "regimes"
NOTHING = Shared({})


def law(regime_id: str) -> bytes:
    return files_of(FOLDER / regime_id)["regime.toml"]


def regime_of(regime_id: str) -> Regime:
    findings: list[str] = []
    regime = read_regime({"regime.toml": law(regime_id)}, NOTHING, findings)
    assert regime is not None, findings
    return regime


def spoilt(*changes: tuple[str, str], regime_id: str = "n163") -> Files:
    """Replace words of regime.toml; each must be there."""
    text = law(regime_id).decode("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {"regime.toml": text.encode("utf-8")}


def findings_of(files: Files) -> list[str]:
    findings: list[str] = []
    assert read_regime(files, NOTHING, findings) is None
    return findings
