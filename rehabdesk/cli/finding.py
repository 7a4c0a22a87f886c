"""Persons and papers looked up without a window, by the same search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rehabdesk.services.finding import PaperFound, find_papers
from rehabdesk.services.office import Work
from rehabdesk.services.people.hits import PersonHit, count_hits, find_hits

MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Found:
    """The first persons of a search, how many there are in all, and papers of its number."""

    persons: tuple[PersonHit, ...]
    count: int
    papers: tuple[PaperFound, ...]


def find(work: Work, typed: str) -> Found:
    persons = tuple(find_hits(work, typed, MOST_TOLD))
    return Found(persons, count_hits(work, typed), tuple(find_papers(work, typed)))


def in_words(found: Found, typed: str) -> str:
    """Tell a person or a paper a line; numbers of cards stay masked, as in lists."""
    lines = [_person(hit) for hit in found.persons]
    if found.count > len(found.persons):
        shown = f"{len(found.persons)} trong {found.count} người"
        lines.append(f"… {shown}. Gõ thêm chữ để tìm hẹp hơn.")
    lines += [_paper(paper) for paper in found.papers]
    return "\n".join(lines) if lines else f"Không thấy ai, không thấy văn bản nào với “{typed}”."


def as_object(found: Found) -> Mapping[str, object]:
    return {
        "ok": True,
        "count": found.count,
        "persons": [
            {
                "id": hit.id,
                "case": hit.case_code,
                "name": hit.full_name,
                "born": hit.born,
                "hamlet": hit.hamlet,
                "state": hit.state.value,
                "number": hit.masked_number,
            }
            for hit in found.persons
        ],
        "papers": [
            {
                "id": paper.decision_id,
                "number": paper.number,
                "on": paper.on.isoformat(),
                "title": paper.title,
                "concerns": paper.concerns,
            }
            for paper in found.papers
        ],
    }


def _person(hit: PersonHit) -> str:
    year = str(hit.birth_year or "")
    parts = (hit.case_code, hit.full_name, year, hit.hamlet, hit.state.label, hit.masked_number)
    return " · ".join(part for part in parts if part)


def _paper(paper: PaperFound) -> str:
    parts = (f"QĐ {paper.number}", f"{paper.on:%d/%m/%Y}", paper.title, paper.concerns)
    return " · ".join(part for part in parts if part)
