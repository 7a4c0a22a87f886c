"""What the commands do: make an office, check it, back it up, go back, write what leaves it."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rehabdesk import VERSION
from rehabdesk.cli import finding, reporting, sums
from rehabdesk.cli import reporting_upward as upward
from rehabdesk.cli.arguments import CHAIR_PAGE
from rehabdesk.cli.importing import ImportOptions, as_object, import_workbook, in_words
from rehabdesk.domain.codes import EpisodeKind
from rehabdesk.domain.refusals import OutsideFault, Refusal
from rehabdesk.domain.reports.periods import Window
from rehabdesk.domain.tables.fields import ImportKind
from rehabdesk.domain.text import fold
from rehabdesk.services.activities.totals import count_anew
from rehabdesk.services.entrance.home import OfficeHome
from rehabdesk.services.exports import ExportList, export_list, followed_ids, save_file
from rehabdesk.services.founding import read_facts
from rehabdesk.services.office import Office
from rehabdesk.services.safekeeping import NewOffice, OfficeFolder, UserChoice, as_folder
from rehabdesk.services.safekeeping.backups import back_up_to
from rehabdesk.services.safekeeping.elsewhere import look_into
from rehabdesk.services.safekeeping.examination import Examination, examine
from rehabdesk.services.safekeeping.returning import start_from
from rehabdesk.services.safekeeping.sheet import draw_sheet
from rehabdesk.services.safekeeping.witnesses import Testimony, hear_backups
from rehabdesk.services.tasks.chair_page import print_chair_page

PASSWORD = "REHABDESK_PASSWORD"  # noqa: S105  # the name of a variable
FAILED = 1

Command = Callable[[Any, argparse.Namespace], int]  # of a home, or of a folder alone
FOLDERS_ALONE = frozenset({"create", "backup", "restore"})


class KeptByTheServer(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ này nằm trên máy chủ của cơ quan; lệnh này chỉ dùng cho hồ sơ ở máy này. "
            "Chưa làm gì. Sao lưu và lấy lại bằng công cụ của máy chủ; xem trang cho người phụ "
            "trách máy chủ."
        )


class PasswordsDiffer(Refusal):
    def __init__(self) -> None:
        super().__init__("Hai lần gõ mật khẩu khác nhau. Chưa tạo gì. Làm lại lệnh này.")


class NoPassword(Refusal):
    def __init__(self) -> None:
        super().__init__(
            f"Chưa có mật khẩu. Chưa làm gì. Gõ khi được hỏi, hoặc đặt biến {PASSWORD}."
        )


class NoLogin(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Địa chỉ máy chủ chưa có tên đăng nhập. Chưa mở gì. "
            "Gõ theo mẫu postgresql://tên-đăng-nhập@tên-máy/tên-cơ-sở."
        )


class NoSuchUser(Refusal):
    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"Không có người dùng “{name}”. Đang có: {', '.join(known)}.")


class NoOfficeHere(Refusal):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Chưa có cơ quan nào trong “{folder}”. "
            "Chọn thư mục khác bằng --data, hoặc tạo mới bằng lệnh create."
        )


def run(options: argparse.Namespace, open_home: Callable[[Path], OfficeHome], place: Path) -> int:
    """Carry out one command on the office in `place`; every "no" is one sentence on stderr."""
    work: Mapping[str, Command] = {
        "create": _create,
        "check": _check,
        "backup": _backup,
        "restore": _restore,
        "export": _export,
        "import": _import,
        "find": _find,
        "sums": _sums,
        "consolidate": _consolidate,
        "report": _report,
        "figure": _figure,
        CHAIR_PAGE: _print_chair_page,
    }
    home = None
    try:
        home = open_home(place)
        if home.is_on_server and options.command in FOLDERS_ALONE:
            raise KeptByTheServer
        return work[options.command](home, options)
    except (Refusal, OutsideFault) as trouble:
        if getattr(options, "json", False):
            _print_json({"ok": False, "says": str(trouble)})
        print(trouble, file=sys.stderr)
        return FAILED
    finally:
        if home is not None:
            home.close()


def _create(folder: OfficeFolder, options: argparse.Namespace) -> int:

    facts = read_facts(options.facts)
    office, code = folder.create(NewOffice(facts, new_password()))
    print(f"Đã tạo {facts.office_name} trong “{folder.folder}”.")
    if options.sheet:
        save_file(options.sheet, draw_sheet(office, code))
        print(f"Đã lưu phiếu khôi phục vào “{options.sheet}”. In ra, cất vào két, rồi xóa tệp này.")
    else:
        print(f"Mã khôi phục, chỉ hiện một lần, chép ra giấy và cất vào két: {code.text}")
    return 0


def _find(folder: OfficeHome, options: argparse.Namespace) -> int:
    office = _sign_in(folder, options.user)
    typed = " ".join(options.text)
    found = office.look(partial(finding.find, typed=typed))
    if options.json:
        _print_json(finding.as_object(found))
    else:
        print(finding.in_words(found, typed))
    return 0


def _sums(folder: OfficeHome, options: argparse.Namespace) -> int:
    office = _sign_in(folder, options.user)
    if options.rebuild:
        office.do(count_anew)
    look = partial(sums.add_up, from_on=options.from_on, until_on=options.until_on)
    added = office.look(look)
    if options.json:
        _print_json(sums.as_object(added))
    else:
        print(sums.in_words(added))
    if added.wrong:
        print(sums.trouble(added.wrong), file=sys.stderr)
        return FAILED
    return 0


def _consolidate(folder: OfficeHome, options: argparse.Namespace) -> int:
    office = _sign_in(folder, options.user)
    password = os.environ.get(upward.PACKAGE_PASSWORD, "")
    told = upward.consolidate(office, options.files, options.to_file, password)
    if options.json:
        _print_json(upward.as_object(told))
    else:
        print(upward.in_words(told))
    return told.exit_code


def _report(folder: OfficeHome, options: argparse.Namespace) -> int:
    office = _sign_in(folder, options.user)
    window = Window(options.from_on, options.until_on)
    look = partial(reporting.report_asked, layout_key=options.layout, window=window)
    asked = office.look(look)
    kind, path = options.format, options.to_file
    if kind != reporting.JSON:
        office.do(partial(reporting.save_report, asked=asked, kind=kind, path=path))
    else:
        told = reporting.report_as_object(office.look(partial(reporting.read_told, asked=asked)))
        if path is None:
            _print_json(told)
            return 0
        reporting.save_json(path, told)
    print(f"Đã ghi báo cáo ra “{path}”.")
    return 0


def _figure(folder: OfficeHome, options: argparse.Namespace) -> int:
    office = _sign_in(folder, options.user)
    window = Window(options.from_on, options.until_on)
    if options.names:
        act = partial(reporting.name_figure, code=options.code, window=window)
        told = office.do(act).result
    else:
        told = office.look(partial(reporting.tell_figure, code=options.code, window=window))
    if options.json:
        _print_json(reporting.figure_as_object(told))
    else:
        print(reporting.figure_in_words(told))
    return 0


def _check(folder: OfficeHome, options: argparse.Namespace) -> int:
    _sign_in(folder, options.user)
    if folder.is_on_server:
        from rehabdesk.services.server.examination import examine_on_server  # noqa: PLC0415

        found, heard = examine_on_server(folder), Testimony(0, ())
    else:
        found, heard = examine(as_folder(folder)), hear_backups(as_folder(folder))
    is_sound = found.is_sound and not heard.contradicting
    if options.json:
        _print_json(_told(folder, found, heard) | {"ok": is_sound})
    else:
        print(
            f"{folder.office_name()}: {found.counts.get('person', 0)} hồ sơ, "
            f"{found.counts.get('decision', 0)} văn bản, nhật ký {found.audit_length} dòng."
        )
    if not is_sound:
        print(_unsound(found, heard), file=sys.stderr)
        return FAILED
    if not options.json:
        print("Mọi thứ còn nguyên.")
    return 0


def _told(folder: OfficeHome, found: Examination, heard: Testimony) -> dict[str, object]:
    """Tell what was looked at; a damaged page or reference has stopped the command before."""
    return {
        "ok": True,
        "office": folder.office_name(),
        "program": VERSION,
        "schema": found.schema,
        "schema_is_newest": found.is_newest_shape,
        "integrity": "ok",
        "foreign_keys": "ok",
        "audit": {
            "length": found.audit_length,
            "head": found.audit_head,
            "broken_at": found.audit_broken_at,
        },
        "backups": {"agreeing": heard.agreeing, "contradicting": list(heard.contradicting)},
        "counts": dict(found.counts),
    }


def _print_json(told: Mapping[str, object]) -> None:
    print(json.dumps(told, ensure_ascii=False))


def _unsound(found: Examination, heard: Testimony) -> str:
    if found.audit_broken_at is not None:
        return (
            f"Nhật ký bị sửa hoặc mất từ dòng {found.audit_broken_at}. "
            "Giữ nguyên máy, báo người quản trị."
        )
    if heard.contradicting:
        names = ", ".join(heard.contradicting)
        return (
            f"Nhật ký hôm nay không khớp với bản sao lưu {names}. "
            "Giữ nguyên máy, báo người quản trị."
        )
    return "Dữ liệu ở dạng cũ hơn phần mềm. Mở cửa sổ phần mềm một lần để cập nhật."


def _backup(folder: OfficeFolder, options: argparse.Namespace) -> int:

    _sign_in(folder, options.user)
    row = back_up_to(folder, options.place)
    print(f"Đã sao lưu vào “{row.source}”. {row.says}.")
    return 0


def _restore(folder: OfficeFolder, options: argparse.Namespace) -> int:

    found = look_into(folder, options.source)
    user = chosen(found.users, options.user)
    start_from(folder, options.source, user.id, password_of(user.name))
    print(f"Đã trở lại. {found.says}")
    return 0


def _export(folder: OfficeHome, options: argparse.Namespace) -> int:

    office = _sign_in(folder, options.user)
    persons = office.look(followed_ids)
    order = ExportList(persons, options.purpose, "", office.clock().date())
    exported = office.do(partial(export_list, order=order)).result
    save_file(options.to, exported.content)
    print(f"Đã xuất {exported.count} người ra “{options.to}”.")
    return 0


def _import(folder: OfficeHome, options: argparse.Namespace) -> int:
    office = _sign_in(folder, options.user)
    kind = next((each for each in ImportKind if each.value == options.kind), None)
    state = next((each for each in EpisodeKind if each.value == options.state), None)
    asked = ImportOptions(
        options.file, options.sheet, kind, options.dry_run, options.remarks, state
    )
    told = import_workbook(folder, office, asked)
    if options.json:
        _print_json(as_object(told))
    else:
        print(in_words(told))
    return told.exit_code


def _print_chair_page(folder: OfficeHome, options: argparse.Namespace) -> int:

    office = _sign_in(folder, options.user)
    made = office.do(partial(print_chair_page, purpose=options.purpose)).result
    save_file(options.out, made.content)
    print(f"Đã in trang trình Chủ tịch, có {made.count} tên người, ra “{options.out}”.")
    return 0


def _sign_in(folder: OfficeHome, name: str | None) -> Office:
    if folder.is_on_server and (not folder.exists() or (name is None and _login_at(folder))):
        return _join(folder)
    if not folder.exists():
        raise NoOfficeHere(folder.folder)
    user = chosen(folder.users(), name)
    return folder.sign_in(user.id, password_of(user.name))


def _join(home: OfficeHome) -> Office:
    """Come in by the login the address names; this machine is joined to the office then."""
    from rehabdesk.services.server.office_server import ServerOffice  # noqa: PLC0415

    if not isinstance(home, ServerOffice):
        raise TypeError("only an office on a server is joined")
    login = _login_at(home)
    if not login:
        raise NoLogin
    return home.join(login, password_of(login))


def _login_at(home: OfficeHome) -> str:
    """Return who comes in by the address that was given; nothing where it names nobody."""
    from rehabdesk.services.server.homes import whereabouts_at  # noqa: PLC0415

    where = whereabouts_at(home)
    return where.login if where is not None else ""


def chosen(users: Sequence[UserChoice], name: str | None) -> UserChoice:

    if name is None:
        return users[0]
    for user in users:
        if fold(user.name) == fold(name):
            return user
    raise NoSuchUser(name, [user.name for user in users])


def password_of(name: str) -> str:
    told = os.environ.get(PASSWORD)
    return told if told is not None else _typed(f"Mật khẩu của {name}: ")


def new_password() -> str:
    told = os.environ.get(PASSWORD)
    if told is not None:
        return told
    typed = _typed("Mật khẩu mới, từ 10 chữ: ")
    if _typed("Gõ lại mật khẩu: ") != typed:
        raise PasswordsDiffer
    return typed


def _typed(question: str) -> str:
    """Ask at the keyboard; whoever cannot or will not answer is told so in one sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            return getpass.getpass(question)
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        raise NoPassword from None
