"""The command line, read and answered in Vietnamese; nothing heavy is needed for it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from rehabdesk import VERSION
from rehabdesk.domain.codes import EpisodeKind

PURPOSE = "Báo cáo cơ quan cấp trên"
FOR_CHAIR = "Trình Chủ tịch Ủy ban nhân dân xã"
WINDOW, TOUR, CHAIR_PAGE, OWNER, MOVE = "window", "tour", "chair-page", "server", "move"
WRONG_USAGE = 2
# Whatever names a server; one we do not know is refused when it is read.
_SERVER = re.compile(r"[A-Za-z][\w+.-]*://|postgresql:")

_FAULTS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "thiếu {}"),
    (r"argument \S+: invalid choice: '?([^' ]+)'? .*", "không có “{}”"),
    (r"argument \S+: (“.*” không phải ngày.*)", "{}"),
    (r"one of the arguments (.+) is required", "thiếu một trong các lựa chọn {}"),
    (r"argument (\S+): not allowed with argument .*", "{} không đi cùng lựa chọn kia"),
    (r"unrecognized arguments: (.+)", "không hiểu “{}”"),
    (r"argument (\S+): expected one argument", "{} cần một giá trị đi kèm"),
    (r"ambiguous option: (\S+) .*", "“{}” chưa rõ là lựa chọn nào"),
)


class VietnameseHelp(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Speaks Vietnamese, also when it is angry."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=VietnameseHelp, **settings)
        self._positionals.title, self._optionals.title = "Cần ghi", "Của lệnh này"
        self.options = self.add_argument_group("Lựa chọn")
        self.options.add_argument("-h", "--help", action="help", help="cách dùng")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"Lệnh chưa đúng: {_in_vietnamese(message)}.\n")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; without a command the window is wanted."""
    parser = Parser(prog="main.py", description=f"RehabDesk {VERSION}")
    _add_start_options(parser, default=None)
    commands = parser.add_subparsers(title="Lệnh", dest="command", metavar="LỆNH")
    commands.add_parser(WINDOW, help="mở cửa sổ (khi không ghi lệnh nào)")
    create = commands.add_parser("create", help="tạo cơ quan mới từ tệp thông tin")
    create.add_argument("--facts", required=True, type=Path, metavar="TỆP.toml")
    create.add_argument("--sheet", type=Path, metavar="TỆP.pdf", help="lưu phiếu khôi phục")
    check = commands.add_parser("check", help="kiểm tra hồ sơ, nhật ký, bản sao lưu")
    check.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    _add_backups(commands)
    export = commands.add_parser("export", help="xuất danh sách ra Excel")
    export.add_argument("what", choices=["list"], metavar="list")
    export.add_argument("--to", required=True, type=Path, metavar="TỆP.xlsx")
    export.add_argument("--purpose", default=PURPOSE, metavar="MỤC_ĐÍCH")
    find = commands.add_parser("find", help="tìm người, tìm văn bản")
    find.add_argument("text", nargs="+", metavar="CHỮ", help="tên, viết tắt, số, nơi ở, số văn bản")
    find.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    _add_sums(commands.add_parser("sums", help="cộng việc của đội trong một khoảng ngày"))
    _add_many(commands)
    _add_reports(commands)
    _add_chair_page(commands)
    _add_servers(commands)
    tour = commands.add_parser(TOUR, help="tự làm hết một lượt công việc với số liệu bịa")
    tour.add_argument("out", type=Path, metavar="NƠI_ĐỂ")
    for command in commands.choices.values():
        _add_start_options(command, default=argparse.SUPPRESS)
    parser.set_defaults(command=WINDOW)
    options = parser.parse_args(arguments)
    if getattr(options, "format", "json") != "json" and options.to_file is None:
        parser.error("the following arguments are required: --to-file")
    return options


def _add_backups(commands: Any) -> None:
    backup = commands.add_parser("backup", help="sao lưu vào thư mục này")
    backup.add_argument("place", type=Path, metavar="NƠI_LƯU")
    restore = commands.add_parser("restore", help="trở lại bản sao lưu này")
    restore.add_argument("source", type=Path, metavar="BẢN_SAO")


def _add_chair_page(commands: Any) -> None:
    chair = commands.add_parser(CHAIR_PAGE, help="in trang trình Chủ tịch, một trang A4")
    chair.add_argument(
        "--out", required=True, type=Path, metavar="TỆP.pdf", help="tệp PDF sẽ ghi ra"
    )
    chair.add_argument(
        "--purpose", default=FOR_CHAIR, metavar="MỤC_ĐÍCH", help="in để làm gì, ghi vào nhật ký"
    )


def _add_servers(commands: Any) -> None:
    """Add the commands that have to do with the server of an office."""
    _add_owner(commands.add_parser(OWNER, help="việc của người phụ trách máy chủ"))
    _add_move(commands.add_parser(MOVE, help="chuyển hồ sơ lên máy chủ, hoặc chép về máy này"))


def _add_owner(parser: Parser) -> None:
    parser.add_argument(
        "task",
        choices=["offices", "update", "prove"],
        metavar="VIỆC",
        help="offices: có những cơ quan nào; update: nâng lên bản này; prove: thử bản sao lưu",
    )
    parser.add_argument(
        "--office", default="", metavar="TÊN_NGẮN", help="một cơ quan, như yen_thinh"
    )
    parser.add_argument(
        "--copy", default="", metavar="MÁY_CHỦ", help="nơi đã lấy bản sao lưu về, để thử"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.epilog = "Mật khẩu: gõ khi được hỏi, hoặc đặt ở biến REHABDESK_SERVER_PASSWORD."


def _add_move(parser: Parser) -> None:
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--to",
        metavar="MÁY_CHỦ",
        help="lên máy chủ này: postgresql://tên-đăng-nhập@tên-máy/tên-cơ-sở",
    )
    way.add_argument(
        "--back", type=Path, metavar="THƯ_MỤC", help="từ máy chủ ghi ở --data về thư mục này"
    )
    way.add_argument(
        "--take-back", action="store_true", help="dùng lại hồ sơ ở thư mục này sau khi đã chuyển đi"
    )
    way.add_argument(
        "--reopen",
        action="store_true",
        help="dùng lại hồ sơ trên máy chủ ghi ở --data sau khi chép về",
    )
    parser.add_argument(
        "--office", default="", metavar="TÊN_NGẮN", help="cơ quan nào trên máy chủ, như yen_thinh"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.epilog = (
        "Dừng giữa chừng thì chạy lại đúng lệnh ấy: phần đã chép được đối chiếu rồi chép tiếp.\n"
        "Mật khẩu của người quản trị: gõ khi được hỏi, hoặc đặt ở biến REHABDESK_PASSWORD;\n"
        "của người phụ trách máy chủ: REHABDESK_SERVER_PASSWORD."
    )


def _add_days(parser: Parser) -> None:
    parser.add_argument(
        "--from", dest="from_on", required=True, type=_day, metavar="NGÀY", help="như 2026-01-01"
    )
    parser.add_argument(
        "--to", dest="until_on", required=True, type=_day, metavar="NGÀY", help="như 2026-12-31"
    )


def _add_reports(commands: Any) -> None:
    """Add the commands that tell what is counted."""
    report = commands.add_parser("report", help="lập báo cáo của một khoảng ngày")
    report.add_argument("--layout", required=True, metavar="MẪU", help="như bao-cao-chung")
    _add_days(report)
    report.add_argument(
        "--format",
        choices=["json", "xlsx", "pdf", "docx"],
        default="json",
        metavar="DẠNG",
        help="json, xlsx (bảng), pdf (bản in), docx (bằng lời)",
    )
    report.add_argument("--to-file", type=Path, metavar="TỆP", help="ghi ra tệp này")
    figure = commands.add_parser("figure", help="đếm một chỉ tiêu trong một khoảng ngày")
    figure.add_argument("code", metavar="MÃ", help="mã chỉ tiêu, như S02")
    _add_days(figure)
    figure.add_argument("--names", action="store_true", help="kèm tên người, ghi vào nhật ký")
    figure.add_argument("--json", action="store_true", help="in một đối tượng JSON")


def _add_sums(parser: Parser) -> None:
    _add_days(parser)
    parser.add_argument("--rebuild", action="store_true", help="cộng lại từ đầu trước khi nói")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")


def _add_many(commands: Any) -> None:
    """Add the commands that take in what others have sent."""
    _add_consolidate(commands.add_parser("consolidate", help="nhận và cộng gói của các đơn vị"))
    _add_import(commands.add_parser("import", help="nhập danh sách từ tệp Excel"))


def _add_consolidate(parser: Parser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="GÓI", help="tệp .rdgoi, .xlsx")
    parser.add_argument(
        "--to-file", required=True, type=Path, metavar="TỆP.xlsx", help="bảng tổng hợp ghi ra đây"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.epilog = (
        "Gói có danh sách người: đặt mật khẩu ở biến REHABDESK_PACKAGE_PASSWORD.\n"
        "Mã trả về: 0 là mọi tệp đều tính, 3 là còn tệp phải xem, 1 là chưa làm được."
    )


def _home(text: str) -> Path | str:
    """Read where the office is: a folder, or as it stands the address of a server."""
    return text if _SERVER.match(text) else Path(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày, viết như 2026-01-31") from None


def _add_import(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="tệp .xlsx, .xls, .ods hoặc .csv")
    parser.add_argument("--sheet", metavar="TRANG", help="tên trang tính; không ghi thì tự tìm")
    parser.add_argument(
        "--kind",
        choices=["persons", "volunteers", "contacts"],
        metavar="LOẠI",
        help="persons: người được quản lý, volunteers: người phụ trách, contacts: gặp gỡ",
    )
    parser.add_argument(
        "--state",
        choices=[each.value for each in EpisodeKind],
        metavar="DIỆN",
        help="diện quản lý của dòng không ghi diện: "
        + ", ".join(f"{each.value} ({each.label})" for each in EpisodeKind),
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
    parser.add_argument(
        "--remarks", type=Path, metavar="TỆP.xlsx", help="lưu bản Excel có ghi lỗi bên cạnh"
    )
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    parser.epilog = "Mã trả về: 0 là đã xong cả tệp, 3 là còn dòng phải xem, 1 là chưa làm được."


def _add_start_options(parser: Parser, default: Any) -> None:
    options = parser.options
    options.add_argument(
        "--data",
        type=_home,
        default=default,
        metavar="NƠI",
        help="thư mục dữ liệu, hoặc máy chủ: postgresql://tên-đăng-nhập@tên-máy/tên-cơ-sở",
    )
    options.add_argument("--user", default=default, metavar="HỌ_TÊN", help="người dùng")
    options.add_argument(
        "--log",
        default=default,
        choices=["debug", "info", "warning", "error"],
        metavar="MỨC",
        help="ghi nhật ký máy từ mức này: debug, info, warning, error",
    )


def _in_vietnamese(message: str) -> str:
    for pattern, words in _FAULTS:
        found = re.fullmatch(pattern, message)
        if found:
            return words.format(found[1])
    return "xem lại cách dùng ở dòng trên"
