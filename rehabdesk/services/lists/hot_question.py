"""Hỏi nhanh số liệu: a question of the telephone answered by a number, its names and a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import func, select

from rehabdesk.domain.codes import CaseState, Sex
from rehabdesk.domain.records.person import Person
from rehabdesk.services.lists.people import list_people
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.people.filters import (
    FileList,
    Helped,
    Kind,
    ListWanted,
    PersonFilter,
    ids_of,
    list_files,
)
from rehabdesk.services.people.question import in_doubt, surely_aged


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is meant, how surely, and the line to be sent."""

    files: FileList
    males: int
    females: int
    of_doubtful_age: int
    lacking: tuple[tuple[str, int], ...]  # what some files do not hold, and how many
    drugs: tuple[str, ...]  # all there are to ask for
    sentence: str

    @property
    def count(self) -> int:
        return len(self.files.person_ids)

    @property
    def doubts(self) -> tuple[str, ...]:
        told = [f"{count} người {words}, không tính vào đây" for words, count in self.lacking]
        if self.of_doubtful_age:
            told.insert(
                0,
                f"{self.of_doubtful_age} người chỉ biết năm hoặc tháng sinh, tuổi có thể chưa đúng",
            )
        return tuple(told)


# Looks


def answer(work: Work, wanted: ListWanted) -> Answer:
    """Answer a question; everybody it may mean is counted, and every doubt is told."""
    files = list_people(work, wanted)
    ids, question = set(files.person_ids), wanted.chosen.question
    doubtful = 0
    if question.asks_age:
        doubtful = len(ids.difference(ids_of(work, surely_aged(question, work.today))))
    males, females = (
        len(ids.intersection(ids_of(work, select(Person.id).where(Person.sex == sex))))
        for sex in (Sex.MALE, Sex.FEMALE)
    )
    drugs = select(Person.drugs).where(Person.drugs != "").group_by(Person.drugs)
    most = work.session.scalars(drugs.order_by(func.count().desc()).limit(30))
    found = Answer(files, males, females, doubtful, _lacking(work, wanted), tuple(most), "")
    return replace(found, sentence=_sentence(work, found))


def _lacking(work: Work, wanted: ListWanted) -> tuple[tuple[str, int], ...]:
    """Count whose files do not say what is asked, among those all other conditions mean."""
    question = wanted.chosen.question
    alike = replace(wanted.chosen, question=type(question)())
    told = []
    others: set[int] | None = None
    for words, query in in_doubt(question, work.today):
        if others is None:
            rest = list_files(work, ListWanted(alike, in_view=range(0)))
            others = set(rest.person_ids)
        if count := len(others.intersection(ids_of(work, query))):
            told.append((words, count))
    return tuple(told)


def _sentence(work: Work, found: Answer) -> str:
    """Word the answer so that it can be pasted into a message as it is."""
    commune = profile_on(work, work.today).commune_full_name
    who = f"người {question_words(found.files)}"
    if not found.count:
        told = f"không có {who}"
    elif found.files.chosen.question.sex is None:
        told = f"có {found.count} {who} (nam {found.males}, nữ {found.females})"
    else:
        told = f"có {found.count} {who}"
    doubts = "".join(f" {words[:1].upper()}{words[1:]}." for words in found.doubts)
    return f"Tính đến {work.today:%d/%m/%Y}, {commune} {told}.{doubts}"


def question_words(files: FileList) -> str:
    """Tell what is asked, as it follows "người" in a sentence."""
    chosen = files.chosen
    parts = [_kind_words(chosen)]
    parts += chosen.question.words
    parts.append(_place_words(files))
    if chosen.letters:
        parts.append(f"tên từ chữ {chosen.letters}")
    helpers = {Helped.NOT_YET: "chưa có người phụ trách", Helped.AWAITING: "chờ số phân công"}
    if chosen.helper:
        known = {each.value: words for each, words in helpers.items()}
        parts.append(known.get(chosen.helper, f"do {chosen.helper} phụ trách"))
    if chosen.is_mine:
        parts.append("hồ sơ do tôi giữ")
    return ", ".join(part for part in parts if part)


def _kind_words(chosen: PersonFilter) -> str:
    if chosen.kind is Kind.EVERYBODY:
        return "có hồ sơ"
    label = chosen.kind.label
    words = f"{label[:1].lower()}{label[1:]}"
    return f"diện {words}" if isinstance(chosen.kind, CaseState) else words


def _place_words(files: FileList) -> str:
    hamlets = dict(files.hamlets)
    if files.chosen.hamlet_id is not None:
        return f"ở {hamlets.get(files.chosen.hamlet_id, 'thôn không còn')}"
    former = files.chosen.former_commune
    return f"ở xã {former} cũ" if former else ""
