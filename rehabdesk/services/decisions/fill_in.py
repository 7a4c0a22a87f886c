"""What is learned while a paper is written goes into the file, so that it is typed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.codes import NameKind, Right
from rehabdesk.domain.dates import read_date
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.person import Person, PersonName, Relative
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.decisions.composing import current_episode
from rehabdesk.services.indexing.persons import make_findable
from rehabdesk.services.office import Work

PROPOSAL_FIELDS = ("proposal_number", "proposal_on")
KEPT_FIELDS = {
    "person_other_name": "Tên gọi khác",
    "person_id_issue_date": "Ngày cấp giấy tờ",
    "person_id_issuer": "Nơi cấp giấy tờ",
    "person_occupation": "Nghề nghiệp",
    "person_workplace": "Nơi làm việc, học tập",
    "relative_occupation": "Nghề nghiệp người thân",
    "relative_workplace": "Nơi làm việc của người thân",
    "relative_residence": "Nơi cư trú của người thân",
    "proposal_number": "Số đề nghị của Công an xã",
    "proposal_on": "Ngày đề nghị",
}


class NothingToFill(Refusal):
    def __init__(self, what: str) -> None:
        super().__init__(f"Hồ sơ chưa có {what}. Ghi ở hồ sơ của người này trước.")


@dataclass(frozen=True, slots=True)
class FillIn:
    """One value for one field of the file; `relative_id` says whose when it is a relative's."""

    person_id: int
    field: str
    value: str
    relative_id: int | None = None


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What was written, and the order that takes it back."""

    label: str
    whose: str
    before: FillIn


# Acts


def fill_in(work: Work, order: FillIn) -> FilledIn:
    """Write one value of a paper into the file it belongs to."""
    work.require(Right.KEEP_FILES)
    person = work.session.get_one(Person, order.person_id)
    value = clean(order.value)
    before = _write(work, person, order, value)
    label = KEPT_FIELDS[order.field]
    work.session.flush()
    make_findable(work, person)
    work.record("person.corrected", person, **{label: f"{before or '–'} → {value or '–'}"})
    undo = FillIn(order.person_id, order.field, before, order.relative_id)
    return FilledIn(label, person.full_name, undo)


# Looks


def kept_value(work: Work, person_id: int, field: str) -> str:
    """Return what the file holds for a field that is no word of the paper itself."""
    episode = current_episode(work, person_id)
    if episode is None:
        return ""
    value = getattr(episode, field)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or ""


def _write(work: Work, person: Person, order: FillIn, value: str) -> str:
    subject, _, name = order.field.partition("_")
    if order.field in PROPOSAL_FIELDS:
        return _write_proposal(work, person, order.field, value)
    if subject == "relative":
        return _swap(_relative(work, order), name, value)
    if name == "other_name":
        return _rename(person, value)
    if name.startswith("id_"):
        return _write_paper(work, person, name, value)
    return _swap(person, name, value)


def _swap(record: Person | Relative | Episode, name: str, value: str) -> str:
    before = str(getattr(record, name))
    setattr(record, name, value)
    return before


def _relative(work: Work, order: FillIn) -> Relative:
    relative = work.session.get(Relative, order.relative_id) if order.relative_id else None
    if relative is None or relative.person_id != order.person_id:
        raise NothingToFill("người thân này")
    return relative


def _rename(person: Person, value: str) -> str:
    before = ", ".join(each.name for each in person.other_names)
    names = [clean(name) for name in value.split(",")]
    person.other_names = [PersonName(NameKind.ALIAS, name) for name in names if name]
    return before


def _write_paper(work: Work, person: Person, name: str, value: str) -> str:
    paper = person.main_paper
    if paper is None:
        raise NothingToFill("giấy tờ tùy thân")
    if name == "id_issuer":
        before, paper.issued_by = paper.issued_by, value
        return before
    told = f"{paper.issued_on:%d/%m/%Y}" if paper.issued_on else ""
    paper.issued_on = _day(work, value)
    return told


def _write_proposal(work: Work, person: Person, name: str, value: str) -> str:
    episode = current_episode(work, person.id)
    if episode is None:
        raise NothingToFill("đợt quản lý")
    if name == "proposal_number":
        return _swap(episode, name, value)
    before = f"{episode.proposal_on:%d/%m/%Y}" if episode.proposal_on else ""
    episode.proposal_on = _day(work, value)
    return before


def _day(work: Work, value: str) -> date | None:
    return read_date(value, work.today).first_day if value else None
