"""What the disk and the driver complain about, said in the office's language."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

from rehabdesk.domain.refusals import MayPass, OutOfReach, OutsideFault
from rehabdesk.persistence.places import disk_name


@dataclass(frozen=True, slots=True)
class Doing:
    """What was being done when it failed: what did not happen, what is safe, how to try again."""

    failed: str
    safe: str
    again: str


SAVING = Doing(
    "Chưa ghi được hồ sơ",
    "Những gì vừa gõ vẫn còn trên màn hình và trong bản nháp.",
    "bấm Lưu lần nữa",
)
OPENING = Doing("Chưa mở được hồ sơ", "Dữ liệu vẫn giữ nguyên.", "mở lại")
CREATING = Doing("Chưa lập được nơi giữ hồ sơ", "Chưa có gì bị mất.", "làm lại bước này")
BACKING_UP = Doing("Chưa sao lưu được", "Dữ liệu đang dùng vẫn giữ nguyên.", "bấm Sao lưu ngay")
RESTORING = Doing(
    "Chưa trở lại bản đã lưu được", "Dữ liệu đang dùng vẫn giữ nguyên.", "làm lại từ đầu"
)
EXPORTING = Doing("Chưa lưu được tệp", "Hồ sơ không đổi.", "lưu lần nữa")


class DiskFull(OutsideFault):
    """The disk is full, or refused a write: the driver does not always say which."""

    def __init__(self, doing: Doing, place: Path | None, *, is_certain: bool = True) -> None:
        why = "ổ đĩa đầy" if is_certain else "ổ đĩa đầy hoặc không ghi được"
        disk = f"ổ {disk_name(place)}" if place else "ổ đĩa chứa hồ sơ"
        super().__init__(
            f"{doing.failed} vì {why}. {doing.safe} Xóa bớt tệp trên {disk}, rồi {doing.again}."
        )


class ReadOnlyPlace(OutsideFault):
    """Nothing may be written; then nobody may look either, for every look leaves its line."""

    def __init__(self, doing: Doing, place: Path | None) -> None:
        where = f"thư mục “{place}”" if place else "thư mục chứa hồ sơ"
        looks = "Xem hồ sơ cũng phải ghi lại ai xem, nên chưa cho xem. " if doing is OPENING else ""
        super().__init__(
            f"{doing.failed} vì {where} chỉ cho xem, không cho ghi. {doing.safe} {looks}"
            f"Xin quyền ghi vào thư mục đó hoặc chọn thư mục khác, rồi {doing.again}."
        )


class PlaceBusy(OutsideFault):
    def __init__(self, doing: Doing, place: Path | None) -> None:
        what = f"tệp “{place.name}”" if place else "tệp hồ sơ"
        super().__init__(
            f"{doing.failed} vì {what} đang mở ở phần mềm khác. {doing.safe} "
            f"Đóng phần mềm kia hoặc đợi một lát, rồi {doing.again}."
        )


class PlaceMissing(OutsideFault):
    def __init__(self, doing: Doing, place: Path | None) -> None:
        where = f"“{place}”" if place else "thư mục chứa hồ sơ"
        super().__init__(
            f"{doing.failed} vì không thấy {where}. {doing.safe} "
            f"Cắm lại ổ đĩa hoặc chọn thư mục khác, rồi {doing.again}."
        )


class DiskFailing(OutsideFault):
    def __init__(self, doing: Doing, place: Path | None) -> None:
        disk = f"ổ {disk_name(place)}" if place else "ổ đĩa chứa hồ sơ"
        super().__init__(
            f"{doing.failed} vì {disk} không trả lời đúng. {doing.safe} "
            f"Xem lại ổ đĩa, sao lưu sang nơi khác, rồi {doing.again}."
        )


class FileDamaged(OutsideFault):
    """The database is not what was written: cut, overwritten, or a single bit flipped."""

    def __init__(self) -> None:
        super().__init__(
            "Tệp hồ sơ bị hỏng nên chưa mở. Tệp được giữ nguyên, chưa ghi đè gì; các bản sao lưu "
            "vẫn còn. Chọn Trở lại bản đã lưu, lấy bản mới nhất mở được."
        )


class FileUnsound(OutsideFault):
    """Every page is as written, and together they make no sense: found by a backup."""

    def __init__(self) -> None:
        super().__init__(
            "Tệp hồ sơ đang dùng có chỗ không khớp nhau nên không giữ bản vừa chép. Các bản sao "
            "lưu trước vẫn còn. Mở trang Sao lưu, chọn Trở lại bản đã lưu, lấy bản mới "
            "nhất mở được."
        )


class FileMissing(OutsideFault):
    """The key is here and the database is not, or is empty."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"Không thấy tệp hồ sơ “{place.name}” trong thư mục “{place.parent}”. "
            "Chưa ghi gì vào đó; các bản sao lưu vẫn còn. Chép tệp về chỗ cũ, "
            "hoặc chọn Trở lại bản đã lưu."
        )


class ServerAway(OutOfReach):
    """The server does not answer, or has stopped in the middle of it."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì máy chủ không trả lời. {doing.safe} "
            f"Xem lại dây mạng hoặc hỏi người phụ trách máy chủ, rồi {doing.again}."
        )


class ServerBusy(MayPass):
    """Somebody else has been writing all the time, or too many are connected."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì máy chủ đang bận ghi cho người khác. {doing.safe} "
            f"Đợi một lát, rồi {doing.again}."
        )


class ServerFull(OutsideFault):
    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì ổ đĩa của máy chủ đầy. {doing.safe} "
            f"Báo người phụ trách máy chủ dọn ổ đĩa, rồi {doing.again}."
        )


class ServerForbids(OutsideFault):
    """The name this program signs in with may not do that there, or nobody may write now."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì máy chủ không cho tên đăng nhập này ghi. {doing.safe} "
            f"Nhờ người phụ trách máy chủ cấp quyền, rồi {doing.again}."
        )


class ServerShutOut(OutsideFault):
    """Whoever was let go while signed in sees nothing of the office any more."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì máy chủ không còn cho tên đăng nhập này vào hồ sơ. {doing.safe} "
            "Người quản trị có thể vừa cho thôi dùng phần mềm: hỏi người quản trị của cơ quan."
        )


class ServerDoesNotKnow(OutsideFault):
    """Name, password or database are not as the server has them."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì máy chủ không nhận tên đăng nhập, mật khẩu hoặc tên cơ sở dữ liệu. "
            f"{doing.safe} Gõ lại cho đúng, rồi {doing.again}."
        )


class ServerUnproved(OutsideFault):
    """The way to the server is not encrypted, or it has not proved to be the one named."""

    def __init__(self, doing: Doing) -> None:
        super().__init__(
            f"{doing.failed} vì máy chủ chưa chứng minh được đúng là máy chủ ấy (chứng thư). "
            f"{doing.safe} Nhờ người phụ trách máy chủ xem lại chứng thư, rồi {doing.again}."
        )


class translated:  # noqa: N801 -- reads as the verb it is: `with translated(…)`
    """Turn what the disk or the driver raises into a sentence; leave every bug as it is."""

    def __init__(self, doing: Doing = SAVING, place: Path | None = None) -> None:
        self._doing = doing
        self._place = place

    def __enter__(self) -> None:
        return

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(error, OSError):
            raise of_the_disk(error, self._doing, self._place) from error
        words = _complaint_of_the_driver(error)
        fault = _of_the_driver(words, self._doing, self._place) if words else None
        fault = fault or _of_the_server(error, self._doing)
        if fault is not None:
            raise fault from error


def of_the_disk(error: OSError, doing: Doing, place: Path | None = None) -> OutsideFault:
    named = Path(str(error.filename)) if error.filename else place
    if getattr(error, "winerror", None) in {32, 33}:  # another program holds the file
        return PlaceBusy(doing, named)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFull(doing, place or named)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ReadOnlyPlace(doing, place or named)
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}:
        return PlaceMissing(doing, named)
    if error.errno in {errno.EBUSY, errno.EAGAIN, errno.ETXTBSY}:
        return PlaceBusy(doing, named)
    return DiskFailing(doing, place or named)


def _unopened(doing: Doing, place: Path | None) -> OutsideFault:
    is_gone = place is not None and not place.exists()
    return (PlaceMissing if is_gone else ReadOnlyPlace)(doing, place)


# The driver gives no codes, only SQLite's English words.
_WORDS: tuple[tuple[str, Callable[[Doing, Path | None], OutsideFault]], ...] = (
    ("is full", DiskFull),
    ("disk I/O error", partial(DiskFull, is_certain=False)),
    ("readonly database", ReadOnlyPlace),
    ("is locked", PlaceBusy),
    ("unable to open database file", _unopened),
    ("malformed", lambda _doing, _place: FileDamaged()),
    ("not a database", lambda _doing, _place: FileDamaged()),
)


def _complaint_of_the_driver(error: BaseException | None) -> str | None:
    """Return the driver's words, also when SQLAlchemy has wrapped them.

    The driver is looked up, not loaded: where it has not been used, nothing is its complaint.
    """
    driver = sys.modules.get("sqlcipher3.dbapi2")
    said = getattr(error, "orig", error)
    return str(said) if driver is not None and isinstance(said, driver.Error) else None


def _of_the_driver(message: str, doing: Doing, place: Path | None) -> OutsideFault | None:
    kinds = (kind for words, kind in _WORDS if words in message)
    kind = next(kinds, None)
    return kind(doing, place) if kind else None


# How a server names what is wrong: by the beginning of its code.
_STATES: tuple[tuple[str, Callable[[Doing], OutsideFault]], ...] = (
    ("08", ServerAway),
    ("57P0", ServerAway),  # told to stop, or just starting
    ("25P03", ServerAway),  # sent away for having kept silent within a transaction
    ("40", ServerBusy),
    ("55P03", ServerBusy),  # the writers' turn did not come
    ("53100", ServerFull),
    ("53", ServerBusy),
    ("58", ServerAway),
    ("25006", ServerForbids),
    ("42501", ServerForbids),
    ("42P01", ServerShutOut),  # tables of a schema one may not enter are not there
    ("3F000", ServerShutOut),
    ("28", ServerDoesNotKnow),
    ("3D000", ServerDoesNotKnow),
)

# How a server that goes away while it is being reached is complained about.
_BROKEN = ("closed", "SYSCALL", "unexpected eof", "reset by peer")

# Before a connection stands there is no code, only words.
_UNCONNECTED: tuple[tuple[str, Callable[[Doing], OutsideFault]], ...] = (
    ("not permitted to log in", ServerDoesNotKnow),
    ("no pg_hba.conf entry", ServerDoesNotKnow),
    ("certificate", ServerUnproved),
    ("SSL", ServerUnproved),
    ("authentication failed", ServerDoesNotKnow),
    ("no password supplied", ServerDoesNotKnow),
    ("does not exist", ServerDoesNotKnow),
    ("too many", ServerBusy),
)


def _of_the_server(error: BaseException | None, doing: Doing) -> OutsideFault | None:
    driver = sys.modules.get("psycopg")
    said = getattr(error, "orig", error)
    if driver is None or not isinstance(said, driver.Error):
        return None
    state = said.sqlstate
    if state:
        kinds = (kind for begins, kind in _STATES if state.startswith(begins))
        kind = next(kinds, None)
        return kind(doing) if kind else None
    if not isinstance(said, driver.OperationalError):
        return None
    # Words of a connection that broke name SSL too, where it was encrypted.
    has_stood = "connection to server" not in str(said) and "connection failed" not in str(said)
    if has_stood or any(words in str(said) for words in _BROKEN):
        return ServerAway(doing)
    kinds = (kind for words, kind in _UNCONNECTED if words in str(said))
    return next(kinds, ServerAway)(doing)
