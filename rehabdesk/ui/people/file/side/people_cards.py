"""Who takes part in helping, since when and by which paper; and the episodes of a person."""

from __future__ import annotations

from rehabdesk.domain.codes import IN_CHARGE, EventKind, Validity
from rehabdesk.domain.regime import SUPPORT_TEAM
from rehabdesk.services.assignments import NEEDS_HELPER, HelperOf
from rehabdesk.services.people.one_file import PersonFile
from rehabdesk.services.secrecy.names import hidden
from rehabdesk.ui.people.file.side.cards import PairCard

TEAM = "Tổ quản lý, hỗ trợ"


class HelpersCard(PairCard):
    """Who takes part in helping today."""

    def __init__(self) -> None:
        super().__init__("Đang tham gia giúp đỡ")

    def show_file(self, file: PersonFile) -> None:
        self.clear()
        present = [each for each in file.helpers if _is_present(each, file)]
        if not any(each.role in IN_CHARGE for each in present):
            self._add_missing(file)
        for helper in present:
            if helper.purpose != SUPPORT_TEAM:
                self.add(helper.role.label, helper.name, below=_since(helper))
        self._add_team(file, present)
        self._add_family(file)
        for row in file.course.current.events if file.course.current else ():
            is_on = row.until_on is None or row.until_on >= file.today
            if row.kind is EventKind.MONITORING and is_on:
                self.add(row.kind.label, f"Có, từ {row.on:%d/%m/%Y}", below=row.paper.words)
        if not self.pairs:
            self.add("Chưa có ai.", "")

    def _add_missing(self, file: PersonFile) -> None:
        if file.row.awaits_number:
            self.add("Người phụ trách", f"{file.row.helper}, chờ số QĐ", ("clock", "neutral"))
        elif file.row.is_followed and file.row.state in NEEDS_HELPER:
            self.add("Người phụ trách", "Chưa có", ("warning", "warn"))

    def _add_team(self, file: PersonFile, present: list[HelperOf]) -> None:
        """Name the team's paper, and whoever of it is known by name."""
        for paper in file.papers:
            if paper.purpose == SUPPORT_TEAM and paper.validity is Validity.EFFECTIVE:
                on = f"từ {paper.document_date:%d/%m/%Y}" if paper.document_date else ""
                self.add(TEAM, f"QĐ {paper.number}", below=on)
        for helper in present:
            if helper.purpose == SUPPORT_TEAM:
                below = f"{_lower(helper.role.label)}, {_since(helper)}"
                self.add("Trong Tổ", helper.name, below=below)

    def _add_family(self, file: PersonFile) -> None:
        call = hidden if file.is_name_hidden else str
        for relative in file.facts.relatives:
            if relative.is_representative or len(file.facts.relatives) == 1:
                told = "đại diện gia đình" if relative.is_representative else ""
                phone = f"điện thoại {relative.phone}" if relative.phone else ""
                below = " · ".join(filter(None, (told, phone)))
                who = f"{call(relative.full_name)} ({_lower(relative.relation.label)})"
                self.add("Gia đình", who, below=below)


def _is_present(helper: HelperOf, file: PersonFile) -> bool:
    return helper.until_on is None or helper.until_on >= file.today


def _since(helper: HelperOf) -> str:
    until = f" đến {helper.until_on:%d/%m/%Y}" if helper.until_on else ""
    return f"từ {helper.from_on:%d/%m/%Y}{until} · QĐ {helper.made_by}"


class EpisodesCard(PairCard):
    """Every episode of the person, the newest first; hidden while there is only one, still open."""

    def __init__(self) -> None:
        super().__init__("Các đợt")

    def show_file(self, file: PersonFile) -> None:
        self.clear()
        episodes = sorted(file.course.episodes, key=lambda each: (each.begins_on, each.id))
        for episode in reversed(episodes):
            until = f"{episode.ended_on:%d/%m/%Y}" if episode.ended_on else ""
            days = f"{episode.begins_on:%d/%m/%Y}–{until}"
            self.add(episode.kind.label, days)
            told = episode.end_reason or episode.state.label
            self.add("", told)
        is_told = len(episodes) > 1 or any(each.ended_on for each in episodes)
        self.setVisible(is_told)


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
