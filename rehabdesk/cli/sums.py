"""What the teams did in a window, added up without a window of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.teamwork.kinds import Kind, grouped
from rehabdesk.services.activities.kinds import kinds_by_code
from rehabdesk.services.activities.sums import Sum, Window, sum_measures
from rehabdesk.services.activities.totals import WrongTotal, check_totals
from rehabdesk.services.office import Work


@dataclass(frozen=True, slots=True)
class Added:
    """The sums, the kinds they are of, and running totals that are not what they should be."""

    window: Window
    sums: tuple[Sum, ...]
    kinds: Mapping[str, Kind]
    wrong: tuple[WrongTotal, ...]


def add_up(work: Work, from_on: date, until_on: date) -> Added:
    window = Window(from_on, until_on)
    return Added(window, sum_measures(work, window), kinds_by_code(work), check_totals(work))


def in_words(added: Added) -> str:
    """Tell a kind a line: occasions, attendances, persons and money each by itself."""
    lines = [f"Việc của đội {added.window.words}:"]
    for code in dict.fromkeys(each.kind for each in added.sums):
        kind = added.kinds.get(code)
        parts = [each for each in added.sums if each.kind == code]
        told = ", ".join(_part(kind, each) for each in parts)
        lines.append(f"{kind.name if kind else code}: {told}")
    if not added.sums:
        lines.append("Chưa ghi việc nào.")
    return "\n".join(lines)


def trouble(wrong: Sequence[WrongTotal]) -> str:
    """Say which running total is not the sum of its activities."""
    first = wrong[0]
    return (
        f"{len(wrong)} số cộng sẵn không khớp với từng hoạt động, đầu tiên là loại {first.kind}, "
        f"{first.measure}: đang để {grouped(first.kept)}, cộng lại {grouped(first.counted)}. "
        "Chạy lại với --rebuild để cộng lại từ đầu."
    )


def as_object(added: Added) -> Mapping[str, object]:
    return {
        "ok": not added.wrong,
        "from": added.window.from_on.isoformat(),
        "to": added.window.until_on.isoformat(),
        "sums": [
            {
                "kind": each.kind,
                "measure": each.measure,
                "amount": each.amount,
                "about": each.about,
                "source": each.source.value,
            }
            for each in added.sums
        ],
        "wrong_totals": len(added.wrong),
    }


def _part(kind: Kind | None, each: Sum) -> str:
    measure = kind.by_code.get(each.measure) if kind else None
    sign = "≈ " if each.about else ""
    return f"{sign}{grouped(each.amount)} {measure.unit if measure else each.measure}"
