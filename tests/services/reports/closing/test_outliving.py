"""A closed report outlives the bin, a merge, a backup and an upgrade: same bytes, same names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

from rehabdesk.domain.generations import BackupReason
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.reports.layouts import ColumnRole
from rehabdesk.domain.reports.values import Value
from rehabdesk.persistence.database import driver_connection
from rehabdesk.persistence.schema import current_revision, head_revision
from rehabdesk.services.bin.kinds import PLAN
from rehabdesk.services.bin.throwing import throw_away
from rehabdesk.services.consolidation.opening import open_package
from rehabdesk.services.merging.foreseeing import foresee_merge
from rehabdesk.services.merging.merge import MergeOrder, merge_persons
from rehabdesk.services.office import Office
from rehabdesk.services.reports.closing.freezing import FreezeReport, is_intact
from rehabdesk.services.reports.closing.kept import read_kept, read_kept_behind
from rehabdesk.services.reports.closing.products import MadeFile, made_files
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.services.safekeeping.backups import back_up
from rehabdesk.services.safekeeping.returning import start_from
from tests.builders import taken_in
from tests.folders import PASSWORD, a_copied_office, a_folder
from tests.persistence.released import NAMES, PLACE, closed_in, tell_closed, with_closed_report
from tests.services.indicators.lives import Lives
from tests.services.reports.closing.closed import ASKED, SPRING, SUMMER, close
from tests.services.targets.scene import plan, target

Kept = tuple[bool, tuple[MadeFile, ...], list[str]]


def kept(office: Office, report_id: int) -> Kept:
    """Tell all that must stay: the fingerprint holds, the bytes, and the names behind a figure."""
    grid = office.look(partial(read_kept, report_id=report_id)).grid
    row = next(each for each in grid.rows if each.code == "S02" and not each.part)
    look = partial(read_kept_behind, report_id=report_id, row_key=row.key)
    return (
        office.look(partial(is_intact, report_id=report_id)),
        office.look(partial(made_files, report_id=report_id)),
        [each.name for each in office.look(look).members],
    )


def lived(office: Office) -> tuple[int, int]:
    lives = Lives(office)
    first, _ = lives.decided(SPRING, 24, full_name="Lê Hoàng An")
    second, _ = lives.decided(SUMMER, 12, full_name="Lê Hoàng Ân")
    lives.keep()
    return first, second


def test_the_bin_takes_nothing_out_of_it(office: Office) -> None:
    lived(office)
    person = taken_in(office, full_name="Người không có văn bản")
    report_id = close(office, FreezeReport(ASKED)).report_id
    before = kept(office, report_id)
    office.do(partial(throw_away, kind="person", subject_id=person))
    assert kept(office, report_id) == before
    assert before[0]


def test_a_merge_leaves_it_as_it_was(office: Office) -> None:
    first, second = lived(office)
    report_id = close(office, FreezeReport(ASKED)).report_id
    before = kept(office, report_id)
    view = office.look(partial(foresee_merge, kept_id=first, gone_id=second))
    order = MergeOrder(first, second, view.kept.version, view.gone.version, view.proposed)
    office.do(partial(merge_persons, order=order))
    assert kept(office, report_id) == before
    assert before[2] == ["Lê Hoàng An", "Lê Hoàng Ân"]


def test_a_backup_brings_it_back_as_it_was(tmp_path: Path) -> None:
    folder, _ = a_copied_office(tmp_path / "office")
    office = folder.sign_in(1, PASSWORD)
    lived(office)
    report_id = close(office, FreezeReport(ASKED)).report_id
    before = kept(office, report_id)
    row = back_up(folder, BackupReason.CLOSE).row
    folder.leave()
    folder.database.write_bytes(b"spoilt")
    start_from(folder, row.source, 1, PASSWORD)
    again = folder.sign_in(1, PASSWORD)
    assert kept(again, report_id) == before
    assert before[0]
    folder.close()


@pytest.fixture(params=with_closed_report())
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, OfficeFolder]]:
    """Sign in, with today's program, to an office an earlier one closed a report in."""
    shape = request.param
    folder = a_folder(copytree(PLACE / shape, tmp_path / "office"))
    folder.sign_in(1, PASSWORD)
    yield shape, folder
    folder.close()


def test_an_upgrade_of_the_program_leaves_it_as_it_was(earlier: tuple[str, OfficeFolder]) -> None:
    shape, folder = earlier
    assert current_revision(folder.opened.engine) == head_revision() >= shape
    office = folder.opened.office
    assert tell_closed(office) == closed_in(shape)
    intact, files, names = kept(office, 1)
    assert (intact, names) == (True, [NAMES[0]])
    [package] = [each for each in files if each.kind is ProductKind.PACKAGE]
    opened = open_package(package.content, (PASSWORD,))
    assert opened.sealed.altered == ()
    assert {name for _, _, name, *_ in opened.members.lines()} == {NAMES[0]}


def test_what_an_upgrade_must_not_do_would_be_seen(earlier: tuple[str, OfficeFolder]) -> None:
    shape, folder = earlier
    with driver_connection(folder.opened.engine) as connection:
        connection.execute("UPDATE report_member SET name = 'Người khác' WHERE figure = 'S11'")
        connection.commit()
    office = folder.opened.office
    assert tell_closed(office) != closed_in(shape)
    assert not office.look(partial(is_intact, report_id=1))


def test_a_closed_report_keeps_what_a_plan_asked(office: Office) -> None:
    one = plan(office)
    target(
        office,
        one,
        name="Quyết định",
        code="S02",
        amount=Value(5),
        from_on=date(2025, 12, 15),
        until_on=date(2026, 12, 14),
    )
    closed = close(office).report_id
    before = office.look(partial(read_kept, report_id=closed)).grid
    asked = next(each for each in before.rows if each.code == "S02" and not each.part)
    assert asked.words[ColumnRole.TARGET] == "5"
    office.do(partial(throw_away, kind=PLAN, subject_id=one))
    kept = office.look(partial(read_kept, report_id=closed))
    assert kept.grid == before
    assert kept.kept.is_intact
