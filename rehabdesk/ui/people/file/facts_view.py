"""What is known of a person, to be read: label above, words below, two or three beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rehabdesk.domain.identity import mask
from rehabdesk.services.people.one_file import EpisodeRow, PersonFile
from rehabdesk.services.people.person_facts import PersonFacts, ResidenceFacts

Shown = tuple[str, str]
ACROSS = 3
NOTHING = "–"


class FactsView(QScrollArea):
    """Every section of the form, without its inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Thông tin")
        self._column = QVBoxLayout()
        self.words: dict[str, str] = {}

    def show_file(self, file: PersonFile, *, has_sensitive: bool) -> None:
        scrolled = self.verticalScrollBar().value()
        page = QWidget()
        page.setObjectName("scrolled")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(14, 10, 14, 14)
        self._column.setSpacing(8)
        self.words = {}
        person = file.facts
        self._add("Bản thân", _self(file, has_sensitive=has_sensitive))
        self._add("Giấy tờ tùy thân", _papers(person), across=1)
        self._add("Nơi cư trú, liên lạc", [("Thôn", file.row.hamlet), *_places(file)], across=1)
        self._add("Đợt quản lý", _episode(file.episode))
        if has_sensitive:
            self._add("Điều cần biết", _to_know(person), across=2)
        self._add("Giữ kín", _kept_close(person))
        self._add("Khác", [("Ghi chú", person.note)], across=1)
        self._column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(scrolled)

    def _add(self, title: str, shown: Sequence[Shown], across: int = ACROSS) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "section")
        if self._column.count():
            self._column.addSpacing(6)
        self._column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, (label, words) in enumerate(shown):
            row, column = divmod(place, across)
            grid.addWidget(_pair(label, words), row, column)
            self.words[label] = words
        for column in range(across):
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)


def _pair(label: str, words: str) -> QWidget:
    pair = QWidget()
    layout = QVBoxLayout(pair)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(1)
    above, below = QLabel(label), QLabel(words or NOTHING)
    above.setProperty("role", "label")
    below.setWordWrap(True)
    below.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if not words:
        below.setProperty("role", "secondary")
    layout.addWidget(above)
    layout.addWidget(below)
    layout.addStretch(1)
    return pair


def _self(file: PersonFile, *, has_sensitive: bool) -> list[Shown]:
    person = file.facts
    age = f" ({file.row.age.text})" if file.row.age else ""
    others = ", ".join(each.name for each in person.other_names)
    shown = [
        ("Họ và tên", file.row.full_name),
        ("Ngày sinh", f"{person.birth.text}{age}" if person.birth else ""),
        ("Giới tính", person.sex.label if person.sex else ""),
        ("Tên gọi khác", "" if file.is_name_hidden else others),
    ]
    if has_sensitive:
        shown += [("Dân tộc", person.ethnicity), ("Tôn giáo", person.religion)]
    return [
        *shown,
        ("Trình độ học vấn", person.education),
        ("Nghề nghiệp", person.occupation),
        ("Việc làm", person.employment.label if person.employment else ""),
        ("Nơi làm việc, học tập", person.workplace),
    ]


def _papers(person: PersonFacts) -> list[Shown]:
    if not person.papers:
        return [("Thẻ, giấy, hộ chiếu", "")]
    return [
        (
            paper.kind.label,
            " · ".join(
                filter(
                    None,
                    (
                        mask(paper.number),
                        f"cấp ngày {paper.issued_on:%d/%m/%Y}" if paper.issued_on else "",
                        paper.issued_by,
                    ),
                )
            ),
        )
        for paper in person.papers
    ]


def _places(file: PersonFile) -> list[Shown]:
    person = file.facts
    places = [
        (place.kind.label, "\n".join(filter(None, (_place(place), linked))))
        for place, linked in zip(person.residences, file.places, strict=True)
    ]
    contacts = [
        (contact.kind.label, " · ".join(filter(None, (contact.value, contact.note))))
        for contact in person.contacts
    ]
    return [*(places or [("Nơi cư trú", "")]), *(contacts or [("Điện thoại", "")])]


def _place(place: ResidenceFacts) -> str:
    since = f"từ {place.from_on:%d/%m/%Y}" if place.from_on else ""
    until = f"đến {place.until_on:%d/%m/%Y}" if place.until_on else ""
    return " · ".join(filter(None, (place.as_written, " ".join(filter(None, (since, until))))))


def _episode(episode: EpisodeRow | None) -> list[Shown]:
    if episode is None:
        return [("Diện quản lý", "Chưa có đợt quản lý")]
    facts = episode.facts
    times = f"Lần thứ {facts.rehab_ordinal}" if facts.rehab_ordinal else ""
    return [
        ("Diện quản lý", episode.state.label),
        ("Hình thức cai nghiện đã xong", facts.rehab_form.label if facts.rehab_form else ""),
        ("Lần thứ mấy", times),
        ("Cơ sở cai nghiện", facts.rehab_facility),
        ("Ngày hoàn thành cai nghiện", _day(facts.completes_on)),
        ("Số, ngày đề nghị của Công an", _proposal(facts.proposal_number, facts.proposal_on)),
    ]


def _proposal(number: str, on: date | None) -> str:
    return ", ".join(filter(None, (number, f"ngày {_day(on)}" if on else "")))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _to_know(person: PersonFacts) -> list[Shown]:
    level = person.attention.label if person.attention else ""
    review = person.attention_review_on
    again = f"xem lại ngày {_day(review)}" if review else ""
    attention = " · ".join(filter(None, (level, person.attention_reason, again)))
    return [
        ("Tiền án, tiền sự", person.criminal_record),
        ("Loại ma túy đã dùng", person.drugs),
        ("Mức cần để ý", attention),
    ]


def _kept_close(person: PersonFacts) -> list[Shown]:
    lists = "Không hiện trong danh sách in" if person.is_left_out_of_lists else "Có hiện"
    return [
        ("Đồng ý cho lưu thông tin", _day(person.consent_on)),
        ("Ai được xem hồ sơ", person.confidentiality.label),
        ("Danh sách in", lists),
    ]
