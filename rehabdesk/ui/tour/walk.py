"""The walk itself: one step after the other, each of them true or the walk ends there."""

from __future__ import annotations

import faulthandler
import json
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from rehabdesk import VERSION
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.services.safekeeping import OfficeFolder
from rehabdesk.ui.kit.style import Look, Style, Theme
from rehabdesk.ui.opening import close_down, dress
from rehabdesk.ui.shell.crash import nameless
from rehabdesk.ui.tour import (
    entry_steps,
    file_steps,
    form_steps,
    last_steps,
    life_steps,
    merging_steps,
    office_steps,
    paper_steps,
    today_steps,
)
from rehabdesk.ui.tour.camera import Camera
from rehabdesk.ui.tour.contacts import steps as contact_steps
from rehabdesk.ui.tour.guide import MORNING, Clock, Guide, Places
from rehabdesk.ui.tour.hands import Hands, StepFailed
from rehabdesk.ui.tour.importing import steps as import_steps
from rehabdesk.ui.tour.reporting import closing as closing_steps
from rehabdesk.ui.tour.reporting import consolidating
from rehabdesk.ui.tour.reporting import reading as report_steps
from rehabdesk.ui.tour.reporting import targets as target_steps
from rehabdesk.ui.tour.supports import steps as support_steps
from rehabdesk.ui.tour.team import (
    activities_steps,
    follow_steps,
    grid_steps,
    model_steps,
    money_steps,
    roster_steps,
    sitting_steps,
)
from rehabdesk.ui.tour.transfers import steps as transfer_steps

PASSWORD = "REHABDESK_PASSWORD"  # noqa: S105  # the name of a variable
USUAL_PASSWORD = "Sen nở đầu hạ"  # noqa: S105  # nobody real is behind it; it is told
FAILED = 1
_BUGS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
_OFFSCREEN = ("This plugin does not support", "Keyboard event not accepted")

Act = Callable[[Guide], None]
STEPS: tuple[tuple[str, Act], ...] = (
    ("Mở phần mềm lần đầu", entry_steps.open_first_time),
    ("Ghi cơ quan và người ký", entry_steps.name_the_office),
    ("Ghi người dùng đầu tiên", entry_steps.name_the_user),
    ("Lưu và gõ lại phiếu khôi phục", entry_steps.keep_the_sheet),
    ("Sao lưu lần đầu ở hai nơi", entry_steps.back_up_first),
    ("Mở cơ quan còn trống", entry_steps.open_the_empty_office),
    ("Xã bịa sống qua năm 2024 và 2026", office_steps.live_through_the_years),
    ("Gõ sai mật khẩu", office_steps.refuse_a_wrong_password),
    ("Đăng nhập", office_steps.sign_in),
    ("Thêm ba người dùng", office_steps.add_users),
    ("Xem danh sách hồ sơ, chọn ba người", office_steps.see_the_list),
    ("Tìm người bằng chữ đầu", office_steps.find_by_initials),
    *today_steps.STEPS,
    *file_steps.STEPS,
    *paper_steps.STEPS,
    *form_steps.STEPS,
    ("Đổi sang nền tối", office_steps.go_dark),
    *last_steps.STEPS,
    *import_steps.STEPS,
    *merging_steps.STEPS,
    *contact_steps.STEPS,
    *roster_steps.STEPS,
    *grid_steps.STEPS,
    *activities_steps.STEPS,
    *follow_steps.STEPS,
    *money_steps.STEPS,
    *sitting_steps.STEPS,
    *model_steps.STEPS,
    *support_steps.STEPS,
    *report_steps.STEPS,
    *closing_steps.STEPS,
    *target_steps.STEPS,
    *transfer_steps.STEPS,
    *life_steps.STEPS,
    *last_steps.LAST_STEPS,
    *consolidating.STEPS,
)


def walk(
    out: Path,
    open_folder: Callable[..., OfficeFolder],
    to_server: Callable[[OfficeFolder, str], None] | None = None,
) -> int:
    """Walk through the whole work; leave pictures, papers, workbooks and the office in `out`.

    Where the office is to be on a server, it is moved there when it has lived its years, and every
    day after that is worked there.
    """
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    faulthandler.enable()  # should Qt itself fall, the step is told with where it was
    places = Places(out.resolve())
    _sweep(places)
    qInstallMessageHandler(_hear_qt)
    application = QApplication(["RehabDesk"])
    application.setQuitOnLastWindowClosed(False)
    habits = QSettings(str(places.out / "tour.ini"), QSettings.Format.IniFormat)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="office") as lane:
        clock = Clock(MORNING)
        resources = open_folder(places.office, clock=clock).resources.folder
        dress(resources, habits)
        Style.current.choose(Look(Theme.LIGHT))
        guide = Guide(
            places,
            os.environ.get(PASSWORD) or USUAL_PASSWORD,
            open_folder,
            lane,
            Hands(),
            Camera(places.out / "screens"),
            clock,
            open_folder(places.office, clock=clock),
            to_server=to_server,
        )
        code = _take_steps(guide)
        close_down(application)  # a page that is hidden may still hand work in
    return code


def _take_steps(guide: Guide) -> int:
    def note_bug(
        kind: type[BaseException], _error: BaseException, trace: TracebackType | None
    ) -> None:
        guide.hands.bug = _place_of(kind, trace)

    before, sys.excepthook = sys.excepthook, note_bug
    taken: list[dict[str, object]] = []
    try:
        for number, (title, act) in enumerate(STEPS, 1):
            start = monotonic()
            try:
                act(guide)
            except (StepFailed, Refusal, OutsideFault) as trouble:
                return _stop(guide, f"Bước {number} “{title}” chưa xong: {trouble}")
            except _BUGS as bug:
                place = _place_of(type(bug), bug.__traceback__)
                return _stop(guide, f"Bước {number} “{title}” chưa xong: phần mềm gặp lỗi: {place}")
            taken.append({"step": number, "title": title, "seconds": round(monotonic() - start, 1)})
            _say(f"{number:2}. {title}")
    finally:
        sys.excepthook = before
        guide.lane.submit(guide.folder.close).result()
        (guide.places.out / "tour.ini").unlink(missing_ok=True)
    _write_report(guide, taken)
    _say(f"Xong {len(taken)} bước, {len(guide.camera.taken)} ảnh. Mọi thứ ở “{guide.places.out}”.")
    if PASSWORD not in os.environ:
        _say(f"Cơ quan tập dùng thử ở “{guide.places.office}” mở bằng mật khẩu: {guide.password}")
    return 0


def _stop(guide: Guide, sentence: str) -> int:
    """Say at which step the walk ends and why; leave a picture of it."""
    _say(sentence)
    if guide.session is not None:
        guide.camera.shoot(guide.window, "00-dung-o-day")
    return FAILED


def _place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    return ", ".join(nameless(kind, trace).splitlines())


def _write_report(guide: Guide, taken: list[dict[str, object]]) -> None:
    out = guide.places.out
    told = {
        "program": VERSION,
        "steps": taken,
        "counts": guide.counts,
        "screens": guide.camera.taken,
        "papers": sorted(each.name for each in guide.places.papers.iterdir()),
        "exports": sorted(each.name for each in guide.places.exports.iterdir()),
    }
    (out / "tour.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _sweep(places: Places) -> None:
    """Clear what an earlier walk left, and nothing else."""
    for folder in (
        places.office,
        places.upper,
        places.first_run,
        places.stick,
        places.papers,
        places.exports,
        places.out / "screens",
    ):
        shutil.rmtree(folder, ignore_errors=True)
    (places.out / "tour.json").unlink(missing_ok=True)
    for folder in (places.stick, places.papers, places.exports):
        folder.mkdir(parents=True)


def _hear_qt(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt complains of, but not what a window without a display cannot do."""
    if not words.startswith(_OFFSCREEN):
        sys.stderr.write(f"{words}\n")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
