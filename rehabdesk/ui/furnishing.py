"""What stands in the rail and in the top bar, and which page receives which visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.regime import regime_on
from rehabdesk.services.assignments import count_without_helper
from rehabdesk.services.decisions.register import count_awaiting
from rehabdesk.services.finding import count_persons_found
from rehabdesk.services.lists.layouts import read_layouts
from rehabdesk.services.office import Work
from rehabdesk.services.offices import ProfileFacts, profile_on
from rehabdesk.services.people.files import count_everybody
from rehabdesk.ui.finds import find
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.rights.places import is_open
from rehabdesk.ui.shell.places import Factory, Found, Furnishing, Place, Verb
from rehabdesk.ui.today.screen import TodayScreen
from rehabdesk.ui.visits import (
    AskQuickly,
    Compose,
    NoteMeeting,
    NumberPapers,
    OpenAssignments,
    OpenBackups,
    OpenBin,
    OpenBodyTests,
    OpenDuplicates,
    OpenImport,
    OpenJournal,
    OpenList,
    OpenMerge,
    OpenPackages,
    OpenPerson,
    OpenRegister,
    OpenReports,
    OpenSettings,
    OpenSupports,
    OpenTargets,
    OpenTeam,
    OpenTransfers,
    ReceiveFiles,
    SendAway,
    TakeIn,
)

TODAY, FILES, REGISTER, ASSIGNMENTS = "today", "files", "register", "assignments"


# The rail of an office that puts the reports of others together.
_OF_UPPER = (TODAY, "reports", "targets", "consolidation", "journal", "backups", "settings")


@dataclass(frozen=True, slots=True)
class Plate:
    """The names at the door: whose office this is, and who sits in it."""

    profile: ProfileFacts
    user: str
    is_practice: bool
    rights: frozenset[Right]
    layouts: Mapping[str, dict[str, Any]]  # how the user keeps the lists


# Looks


def read_plate(work: Work) -> Plate:
    user = " · ".join(part for part in (work.actor.name, work.actor.post) if part)
    rights = frozenset(right for right in Right if work.actor.may(right))
    is_practice = work.resources.is_practice
    return Plate(profile_on(work, work.today), user, is_practice, rights, read_layouts(work))


def furnish(plate: Plate, backups: Factory, settings: Factory, imports: Factory) -> Furnishing:
    """Furnish a shell; pages about the folder itself are made by whoever holds it."""
    if plate.profile.is_upper:
        return _furnish_upper(plate, backups, settings, imports)
    province = plate.profile.province_name
    return Furnishing(
        plate.profile.committee_name,
        province[:1].upper() + province[1:],
        plate.user,
        _open_to(plate.rights, _places(backups, settings, imports)),
        tuple(verb for right, verb in _VERBS if right in plate.rights),
        find,
        _scanned(plate.rights),
        OpenBackups(),
        counts,
        law_of_the_day,
        count_persons_found,
        tuple(verb for rights, verb in _MORE if not plate.rights.isdisjoint(rights)),
        {NoteMeeting: _note_meeting},
        searched="" if Right.READ_FILES in plate.rights else "Tìm người do đội phụ trách, lệnh…",
    )


def _scanned(rights: frozenset[Right]) -> Callable[[str], object]:
    """Say where a scanned card leads: to taking in; who may not, to where persons are found."""
    if Right.KEEP_FILES in rights:
        return TakeIn
    visit: object = OpenList() if Right.READ_FILES in rights else OpenTeam("follow")
    return lambda _text: visit


def _furnish_upper(
    plate: Plate, backups: Factory, settings: Factory, imports: Factory
) -> Furnishing:
    """Furnish an office that keeps no files: what its units send, and what it makes of that."""
    morning = Place(TODAY, "calendar_checkmark", "Hôm nay", "Ctrl+1", _morning_screen)
    places = (morning, *_places(backups, settings, imports))
    kept = {each.key: each for each in reversed(places) if each.key in _OF_UPPER}
    kept[TODAY] = morning
    upper = tuple(kept[key] for key in _OF_UPPER)
    return Furnishing(
        plate.profile.committee_name,
        plate.profile.drafting_unit_name,
        plate.user,
        tuple(
            each
            for each in upper
            if each.key == TODAY or is_open(each.key, plate.rights, keeps_files=False)
        ),
        (),
        _find_units,
        lambda _scanned: OpenPackages(),
        OpenBackups(),
        searched="Tìm đơn vị, báo cáo, người trùng, lệnh…",
    )


_VERBS = (
    (Right.KEEP_FILES, Verb("F7", "person_add", "&Tiếp nhận", TakeIn())),
    (Right.DRAFT_DECISIONS, Verb("F8", "document_edit", "&Soạn quyết định", Compose())),
    (Right.NUMBER_DECISIONS, Verb("F9", "book_number", "&Nhập số", NumberPapers())),
)
_MORE = (
    (
        {Right.KEEP_FILES, Right.OWN_TEAM},
        Verb("Ctrl+G", "note", "Ghi gặp gỡ", NoteMeeting()),
    ),
    ({Right.KEEP_FILES}, Verb("", "handshake", "Ghi hỗ trợ", OpenSupports(is_new=True))),
    ({Right.READ_FILES}, Verb("", "question_circle", "Hỏi nhanh số liệu", AskQuickly())),
    ({Right.KEEP_FILES}, Verb("", "arrow_import", "Nhận hồ sơ chuyển đến…", ReceiveFiles())),
)


def counts(work: Work) -> dict[str, int]:
    """Count what waits; a user who may not read files is shown no numbers of them.

    What the morning page has counted it tells by itself.
    """
    if not work.actor.may(Right.READ_FILES):
        return {}
    return {
        FILES: count_everybody(work),
        REGISTER: count_awaiting(work),
        ASSIGNMENTS: count_without_helper(work),
    }


def law_of_the_day(work: Work) -> str:
    return regime_on(work.today, work.resources.regimes).name


def _places(backups: Factory, settings: Factory, imports: Factory) -> tuple[Place, ...]:
    return (
        Place(TODAY, "calendar_checkmark", "Hôm nay", "Ctrl+1", TodayScreen, is_urgent=True),
        Place(FILES, "folder_person", "Hồ sơ", "Ctrl+2", _people_screen, (OpenList, AskQuickly)),
        Place("person", "", "Hồ sơ một người", "", _person_screen, (OpenPerson,), under=FILES),
        Place(
            "duplicates",
            "copy",
            "Hồ sơ nghi trùng",
            "",
            _duplicates_screen,
            (OpenDuplicates,),
            under=FILES,
            is_command=True,
        ),
        Place("merge", "", "Gộp hai hồ sơ", "", _merge_screen, (OpenMerge,), under=FILES),
        *_transfers(),
        Place("intake", "", "Tiếp nhận", "", _intake_screen, (TakeIn,), under=FILES),
        Place(
            REGISTER,
            "book_number",
            "Sổ văn bản",
            "Ctrl+3",
            _register_screen,
            (OpenRegister, NumberPapers),
        ),
        Place("compose", "", "Soạn quyết định", "", _compose_screen, (Compose,), under=REGISTER),
        Place(
            ASSIGNMENTS,
            "person_arrow_right",
            "Phân công",
            "Ctrl+4",
            _assignments_screen,
            (OpenAssignments,),
        ),
        Place("team", "people_team", "Đội tình nguyện", "Ctrl+5", _team_screen, (OpenTeam,)),
        Place("supports", "handshake", "Hỗ trợ", "Ctrl+6", _supports_screen, (OpenSupports,)),
        Place("body_tests", "beaker", "Xét nghiệm", "Ctrl+7", _tests_screen, (OpenBodyTests,)),
        *_reporting(),
        _group("imports", "arrow_import", "Nhập Excel", imports, OpenImport),
        _group("journal", "history", "Nhật ký", _journal_screen, OpenJournal),
        Place("backups", "shield_checkmark", "Sao lưu", "", backups, (OpenBackups,)),
        Place(
            "bin", "delete", "Thùng rác", "", _bin_screen, (OpenBin,), "settings", is_command=True
        ),
        Place("settings", "settings", "Cài đặt", "Ctrl+,", settings, (OpenSettings,)),
    )


def _open_to(rights: frozenset[Right], places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Leave out what somebody may not see: it is absent, not barred."""
    return tuple(
        each
        for each in places
        if is_open(each.key, rights, keeps_files=True) and each.key != "consolidation"
    )


def _reporting() -> tuple[Place, ...]:
    """Return the pages of what goes up, and of what an upper office receives."""
    return (
        Place("reports", "data_bar_vertical", "Báo cáo", "Ctrl+8", _reports_screen, (OpenReports,)),
        Place("targets", "target_arrow", "Chỉ tiêu", "Ctrl+9", _targets_screen, (OpenTargets,)),
        _group(
            "consolidation", "building_multiple", "Tổng hợp", _consolidation_screen, OpenPackages
        ),
    )


def _transfers() -> tuple[Place, ...]:
    """Return the pages of files sent away and come from elsewhere."""
    return (
        Place(
            "transfers",
            "arrow_swap",
            "Chuyển đi, chuyển đến",
            "",
            _transfers_screen,
            (OpenTransfers,),
            under=FILES,
            is_command=True,
        ),
        Place("send_away", "", "Chuyển hồ sơ đi", "", _send_screen, (SendAway,), under=FILES),
        Place("receive", "", "Nhận hồ sơ", "", _receive_screen, (ReceiveFiles,), under=FILES),
    )


def _group(key: str, icon: str, title: str, factory: Factory, visit: type) -> Place:
    """Return a place that begins a group of the rail."""
    return Place(key, icon, title, "", factory, (visit,), starts_group=True)


# All pages but the first are loaded when somebody goes there


def _find_units(work: Work, typed: str) -> Sequence[Found]:
    from rehabdesk.ui.consolidation.finds import find_units

    return find_units(work, typed)


def _morning_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.consolidation.morning import MorningScreen

    return MorningScreen(desk, habits)


def _people_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.people.screen import PeopleScreen

    return PeopleScreen(desk, habits)


def _person_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.people.file.screen import PersonScreen

    return PersonScreen(desk, habits)


def _note_meeting(desk: Desk, habits: QSettings, page: QWidget, visit: NoteMeeting) -> None:
    """Write down a meeting with the persons named, else with whom the page has in hand."""
    from rehabdesk.ui.contacts.noting import note_meeting

    persons = visit.person_ids or tuple(getattr(page, "persons_in_hand", ()))
    note_meeting(desk, habits, page, persons)


def _intake_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.people.intake.screen import IntakeScreen

    return IntakeScreen(desk, habits)


def _duplicates_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.merging.duplicates_screen import DuplicatesScreen

    return DuplicatesScreen(desk, habits)


def _merge_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.merging.merge_screen import MergeScreen

    return MergeScreen(desk, habits)


def _journal_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.journal.screen import JournalScreen

    return JournalScreen(desk, habits)


def _bin_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.bin.screen import BinScreen

    return BinScreen(desk, habits)


def _transfers_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.transfers.screen import TransfersScreen

    return TransfersScreen(desk, habits)


def _send_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.transfers.sending import SendScreen

    return SendScreen(desk, habits)


def _receive_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.transfers.receiving import ReceiveScreen

    return ReceiveScreen(desk, habits)


def _register_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.decisions.register.screen import RegisterScreen

    return RegisterScreen(desk, habits)


def _compose_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.decisions.compose_screen import ComposeScreen

    return ComposeScreen(desk, habits)


def _tests_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.body_tests.screen import BodyTestsScreen

    return BodyTestsScreen(desk, habits)


def _supports_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.supports.screen import SupportsScreen

    return SupportsScreen(desk, habits)


def _assignments_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.assignments.screen import AssignmentsScreen

    return AssignmentsScreen(desk, habits)


def _team_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.team.screen import TeamScreen

    return TeamScreen(desk, habits)


def _reports_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.reports.screen import ReportsScreen

    return ReportsScreen(desk, habits)


def _targets_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.targets.screen import TargetsScreen

    return TargetsScreen(desk, habits)


def _consolidation_screen(desk: Desk, habits: QSettings) -> QWidget:
    from rehabdesk.ui.consolidation.screen import ConsolidationScreen

    return ConsolidationScreen(desk, habits)
