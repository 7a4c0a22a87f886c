"""Envelopes for the papers of an order: addressed from the same data, open to the hand."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.documents.envelopes.drawing import Address, Envelope, draw_envelopes
from rehabdesk.domain.codes import Right, Sex
from rehabdesk.domain.forms.paper import Addressee
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.decisions.composing import Composition, DraftDecision, compose
from rehabdesk.services.decisions.drafting import PrintedPaper
from rehabdesk.services.decisions.wording import Concern
from rehabdesk.services.decisions.wording.people import is_minor
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on

SIZES = {"dl": Envelope.DL, "c5": Envelope.C5}
_TITLES = {Sex.MALE: "Ông", Sex.FEMALE: "Bà"}
_BETWEEN = "\n\n"  # an empty line parts two addresses


class NobodyAddressed(Refusal):
    field = "receivers"

    def __init__(self) -> None:
        super().__init__("Ghi ít nhất một nơi nhận.")


@dataclass(frozen=True, slots=True)
class Post:
    """Who sends and who receives, as it will stand on the envelopes."""

    sender: str
    receivers: str  # parted by empty lines; the first line of each is the name

    @property
    def addresses(self) -> tuple[Address, ...]:
        said = squeezed(self.receivers).split(_BETWEEN)
        return tuple(_address(part) for part in said if part.strip())


# Acts


def print_envelopes(work: Work, post: Post, size: str) -> PrintedPaper:
    """Draw one envelope for each address; that names left the program is on record."""
    from rehabdesk.documents import fonts

    work.require(Right.DRAFT_DECISIONS)
    if not post.addresses:
        raise NobodyAddressed
    fonts.register(work.resources.fonts)
    sender = _address(squeezed(post.sender))
    content = draw_envelopes(
        SIZES[size], sender, post.addresses, practice=work.resources.is_practice
    )
    work.record("envelope.printed", None, size=size, count=len(post.addresses))
    return PrintedPaper(0, "Phong bì.pdf", content)


# Looks


def propose_post(work: Work, order: DraftDecision) -> Post:
    """Address an order: to whom its papers say, else to its persons, or who speaks for a minor."""
    work.require(Right.READ_FILES)
    profile = profile_on(work, order.planned_on)
    papers = compose(work, order)
    said = [name for paper in papers for name in _addressees(paper)]
    found = said or [_of_person(paper, each) for paper in papers for each in paper.concerns]
    sender = (
        f"{profile.committee_name}\n{profile.province_name[:1].upper()}{profile.province_name[1:]}"
    )
    return Post(sender, _BETWEEN.join(dict.fromkeys(found)))


def squeezed(text: str) -> str:
    """Squeeze each line, and several empty lines into one."""
    lines = [clean(line) for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


def _addressees(paper: Composition) -> list[str]:
    blocks = (block for block in paper.filled.blocks if isinstance(block, Addressee))
    lines = (line for block in blocks for line in block.lines)
    return [
        line.text.removeprefix("- ").rstrip(";.")
        for line in lines
        if not any(span.is_missing for span in line.spans)
    ]


def _of_person(paper: Composition, concern: Concern) -> str:
    person, relative = concern.person, concern.relative
    place = person.lives_at.as_written if person.lives_at else ""
    if is_minor(person, paper.order.planned_on) and relative is not None:
        return f"Ông (bà) {relative.full_name}\n{relative.residence or place}".strip()
    title = _TITLES.get(person.sex, "Ông (bà)") if person.sex else "Ông (bà)"
    return f"{title} {person.full_name}\n{place}".strip()


def _address(text: str) -> Address:
    name, *lines = text.strip("\n").split("\n")
    return Address(name, tuple(lines))
