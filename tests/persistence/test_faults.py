from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from rehabdesk.domain.refusals import OutsideFault
from rehabdesk.persistence.faults import (
    BACKING_UP,
    SAVING,
    DiskFailing,
    DiskFull,
    FileDamaged,
    PlaceBusy,
    PlaceMissing,
    ReadOnlyPlace,
    translated,
)


def said(error: Exception, **more: object) -> OutsideFault:
    with pytest.raises(OutsideFault) as raised, translated(**more):  # type: ignore[arg-type]
        raise error
    assert raised.value.__cause__ is error
    return raised.value


def test_a_full_disk_has_the_sentence_of_the_house() -> None:
    fault = said(OSError(errno.ENOSPC, "full"), place=Path("/media/lan/D"))
    assert str(fault) == (
        "Chưa ghi được hồ sơ vì ổ đĩa đầy. "
        "Những gì vừa gõ vẫn còn trên màn hình và trong bản nháp. "
        "Xóa bớt tệp trên ổ D, rồi bấm Lưu lần nữa."
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EACCES, ReadOnlyPlace),
        (errno.EROFS, ReadOnlyPlace),
        (errno.ENOENT, PlaceMissing),
        (errno.EBUSY, PlaceBusy),
        (errno.EIO, DiskFailing),
    ],
)
def test_what_the_disk_says_is_translated(code: int, kind: type[OutsideFault]) -> None:
    assert isinstance(said(OSError(code, "?", "hồ sơ.db"), doing=BACKING_UP), kind)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", DiskFull),
        ("disk I/O error", DiskFull),
        ("attempt to write a readonly database", ReadOnlyPlace),
        ("database is locked", PlaceBusy),
        ("unable to open database file", ReadOnlyPlace),
        ("database disk image is malformed", FileDamaged),
        ("file is not a database", FileDamaged),
    ],
)
def test_what_the_driver_says_is_translated(words: str, kind: type[OutsideFault]) -> None:
    assert isinstance(said(OperationalError("", {}, dbapi2.OperationalError(words))), kind)
    assert isinstance(said(dbapi2.DatabaseError(words)), kind)


def test_a_folder_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    error = dbapi2.OperationalError("unable to open database file")
    assert isinstance(said(error, place=tmp_path / "none"), PlaceMissing)
    assert isinstance(said(error, place=tmp_path), ReadOnlyPlace)


def test_a_file_held_by_another_program_of_windows_is_said_to_be_open() -> None:
    error = OSError(errno.EACCES, "used by another process", "danh sách.xlsx")
    error.winerror = 32  # type: ignore[attr-defined]
    assert "“danh sách.xlsx” đang mở ở phần mềm khác" in str(said(error))


@pytest.mark.parametrize(
    "bug",
    [
        IntegrityError("", {}, dbapi2.IntegrityError("UNIQUE constraint failed")),
        OperationalError("", {}, dbapi2.OperationalError("no such table: person")),
        dbapi2.ProgrammingError("Cannot operate on a closed database."),
        ZeroDivisionError(),
    ],
)
def test_a_bug_stays_a_bug(bug: Exception) -> None:
    with pytest.raises(type(bug)) as raised, translated(SAVING):
        raise bug
    assert raised.value is bug
