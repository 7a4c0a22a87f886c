"""Everything the composer shows of an order at once: pages, checks, fields to fill, lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from rehabdesk.documents.pages import FieldSpot, PageImage, render
from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.field import Field, FieldType, Source
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.form import Form
from rehabdesk.domain.forms.paper import (
    Copy,
    Items,
    Letterhead,
    Signature,
    Signatures,
    Table,
    lines_of,
)
from rehabdesk.domain.regime import POST_REHAB
from rehabdesk.services.decisions.checks import Check, check_papers
from rehabdesk.services.decisions.composing import (
    Composition,
    DraftDecision,
    compose,
    fill,
    said_by_records,
)
from rehabdesk.services.decisions.drafting import preview_of
from rehabdesk.services.decisions.fill_in import KEPT_FIELDS, PROPOSAL_FIELDS, kept_value
from rehabdesk.services.decisions.posting.bodies import bodies_for
from rehabdesk.services.decisions.wording import Concern
from rehabdesk.services.office import Work

_SHORT = {"proposal_number": "Số đề nghị của Công an xã", "proposal_on": "Ngày đề nghị"}
_COUNTED = {"vteam_member_count"}  # follow the rows of a table
_ASKED_ELSEWHERE = {
    "term_start_date",
    "term_end_date",
    "helper_name_unit",
    "helper_names",
    "effective_date_long",
    "signer_name",
    "signer_title",
}


Key = tuple[int | None, str]  # whose, and which field


@dataclass(frozen=True, slots=True)
class FieldFact:
    """A field of the paper that may be filled for this one time, or for good in the file."""

    field: str
    label: str
    value: str
    person_id: int | None = None
    whose: str = ""
    relative_id: int | None = None
    can_be_kept: bool = False
    is_printed: bool = True
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = ()
    is_asked: bool = False  # nobody can derive it: typed for this paper, and remembered
    is_foremost: bool = False  # its input stands there without being asked for
    is_remembered: bool = False
    recorded: str = ""  # what the records or the proposal say, whatever was typed
    columns: tuple[str, ...] = ()  # the heads of a table
    names: tuple[str, ...] = ()  # bodies it may name; anything else may be typed


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the filled paper whose wording may be changed; spans are text and field."""

    key: str
    spans: tuple[tuple[str, str | None], ...]
    is_edited: bool
    original: str  # what the form says
    place: str = ""  # its key in the form, where the office may put its own words

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.spans)

    def reworded(self, text: str) -> str:
        """Return a new wording; values it still names go on following the records."""
        said, rest = "", text
        for value, field in self.spans:
            before, found, after = rest.partition(value) if field else (rest, "", "")
            if found:
                said, rest = f"{said}{before}{{{field}}}", after
        return said + rest


@dataclass(frozen=True, slots=True)
class OptionalLine:
    id: str
    text: str
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """One paper of an order drawn, among so many, and what is to be said of all of them."""

    chosen: int
    labels: tuple[str, ...]  # whom each paper is about
    person_ids: tuple[tuple[int, ...], ...]  # … by id
    pages: tuple[PageImage, ...]
    spots: tuple[FieldSpot, ...]
    missing: frozenset[str]
    checks: tuple[Check, ...]
    fields: tuple[FieldFact, ...]
    lines: tuple[PaperLine, ...]
    optional: tuple[OptionalLine, ...]
    form_id: str
    origins: Mapping[str, Field]  # what each value on the page is


# Looks


def look_at(
    work: Work, order: DraftDecision, chosen: int, dpi: int, taken: frozenset[Key] = frozenset()
) -> Sight:
    """Show one paper of an order; `taken` are the values that come from an earlier paper."""
    work.require(Right.READ_FILES)
    papers = compose(work, order)
    chosen = min(chosen, len(papers) - 1)
    paper = papers[chosen]
    fields = tuple(_fields(work, paper))
    seen = preview_of(work, paper, _differing(paper, fields, taken))
    return Sight(
        chosen,
        tuple(each.names for each in papers),
        tuple(each.person_ids for each in papers),
        tuple(render(seen.content, page, dpi) for page in range(seen.pages)),
        seen.spots,
        frozenset(seen.missing),
        check_papers(work, order, papers),
        fields,
        tuple(_lines(paper)),
        tuple(
            OptionalLine(line.id, line.text, line.id in order.left_out)
            for line in paper.form.optional_lines
            if line.covers(order.planned_on)
        ),
        paper.form.id,
        _origins(work, seen.spots),
    )


def _origins(work: Work, spots: tuple[FieldSpot, ...]) -> dict[str, Field]:
    known = work.resources.fields
    return {spot.field: known[spot.field] for spot in spots if spot.field in known}


def _differing(
    paper: Composition, fields: tuple[FieldFact, ...], taken: frozenset[Key]
) -> frozenset[tuple[str, int | None]]:
    """Find the values of the page that are not what the records say today."""
    places: dict[int | None, int] = dict(zip(paper.person_ids, count(), strict=False))
    return frozenset(
        (fact.field, places.get(fact.person_id))
        for fact in fields
        if fact.is_printed
        and fact.recorded
        and fact.value != fact.recorded
        and (not fact.is_asked or (fact.person_id, fact.field) in taken)
    )


def _fields(work: Work, paper: Composition) -> Iterator[FieldFact]:
    form, said = paper.form, paper.wording
    recorded = said_by_records(work, paper)
    names = bodies_for(work, form.fields.all, paper.order.planned_on)
    for field in _asked(work, form):
        name = field.name
        if name in form.fields.paper:
            kept = recorded.values[name]
            offered = names.get(name, ())
            fact = FieldFact(name, field.label, said.values[name], recorded=kept, names=offered)
            yield _fact(form, field, fact)
        elif name in form.fields.lists:
            rows = "\n".join(said.lists[name])
            kept = "\n".join(recorded.lists[name])
            yield _fact(form, field, FieldFact(name, field.label, rows, recorded=kept))
    for concern, words, kept_words in zip(
        paper.concerns, said.persons, recorded.persons, strict=True
    ):
        for field in _asked(work, form):
            if field.name in form.fields.person:
                fact = _person_fact(field, words, concern)
                offered = names.get(field.name, ())
                fact = replace(fact, recorded=kept_words[field.name], names=offered)
                yield _fact(form, field, fact)
        if paper.order.purpose == POST_REHAB and concern.episode is not None:
            yield from _proposal_facts(work, concern)


def _asked(work: Work, form: Form) -> list[Field]:
    """Return what the composer may ask for on this form, in the order of the vocabulary."""
    return [
        field
        for field in work.resources.fields.values()
        if (field.is_told or field.is_asked)
        and field.name in form.fields.all - form.fields.flags
        and field.name not in _ASKED_ELSEWHERE
    ]


def _fact(form: Form, field: Field, fact: FieldFact) -> FieldFact:
    offered = [each.choices for each in form.alternatives if each.field == field.name]
    return replace(
        fact,
        type=field.type,
        choices=offered[0] if offered else field.choices,
        is_asked=field.is_asked,
        is_foremost=(field.is_asked or field.source is Source.TEAM) and field.name not in _COUNTED,
        is_remembered=field.is_remembered,
        columns=_columns(form, field.name),
    )


def _columns(form: Form, name: str) -> tuple[str, ...]:
    tables = (block for block in form.blocks if block.grid and block.grid.rows == name)
    return next((tuple(line.text for line in each.parts["heads"]) for each in tables), ())


def _person_fact(field: Field, words: Mapping[str, str], concern: Concern) -> FieldFact:
    return FieldFact(
        field.name,
        field.label,
        words[field.name],
        concern.person.id,
        concern.person.full_name,
        concern.relative.id if concern.relative else None,
        can_be_kept=_can_be_kept(field.name, concern),
    )


def _proposal_facts(work: Work, concern: Concern) -> Iterator[FieldFact]:
    for name in PROPOSAL_FIELDS:
        yield FieldFact(
            name,
            _SHORT[name],
            kept_value(work, concern.person.id, name),
            concern.person.id,
            concern.person.full_name,
            can_be_kept=True,
            is_printed=False,
        )


def _can_be_kept(name: str, concern: Concern) -> bool:
    if name.startswith("relative_") and concern.relative is None:
        return False
    if name.startswith("person_id_") and concern.person.main_paper is None:
        return False
    return name in KEPT_FIELDS


def _lines(paper: Composition) -> Iterator[PaperLine]:
    unchanged = Changes(left_out=paper.order.left_out)
    form = fill(paper.form, paper.wording, paper.order.planned_on, unchanged)
    originals = {line.key: line.text for line in form.lines}
    places = {place.key for place in paper.form.places if place.can_be_replaced}
    for block in paper.filled.blocks:
        if isinstance(block, Letterhead | Signature | Signatures | Table | Copy):
            continue
        for line in lines_of(block):
            is_item = isinstance(block, Items)  # an item's wording is kept as it is typed
            spans = tuple((span.text, None if is_item else span.field) for span in line.spans)
            original = originals.get(line.key, line.text)
            place = _place_of(line.key)
            place = place if place in places and not is_item else ""
            yield PaperLine(line.key, spans, line.is_edited, original, place)


def _place_of(key: str) -> str:
    """Return the key of a line in its form: a block said once a person stands there once."""
    block, part, *rest = key.split(".")
    return ".".join((block, "lines" if part.isdecimal() else part, *rest))
