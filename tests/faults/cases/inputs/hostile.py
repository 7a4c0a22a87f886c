"""Workbooks made to harm: each with the reasons it may be refused for, or `READ`."""

from __future__ import annotations

import random
import struct
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rehabdesk.documents.workbooks.refusals import Reason
from tests.documents.workbooks import made

READ = "read"
TOO_MUCH, UNSAFE, DAMAGED = Reason.TOO_MUCH, Reason.UNSAFE, Reason.DAMAGED
PASSWORD, WEB_PAGE, OLD_KIND = Reason.PASSWORD, Reason.WEB_PAGE, Reason.OLD_KIND
EMPTY, LONG_CELL, NOT_A_WORKBOOK = Reason.EMPTY, Reason.LONG_CELL, Reason.NOT_A_WORKBOOK

PLAIN: list[list[object]] = [
    ["STT", "Họ và tên", "Số căn cước"],
    [1, "Nguyễn Văn Nam", 99085000001],
]
FORMULA = "=cmd|' /C calc'!A0"
SHEET = "xl/worksheets/sheet1.xml"
LINK = 0o120777


@dataclass(frozen=True)
class Hostile:
    file_name: str
    make: Callable[[], bytes]
    due: frozenset[str]

    def __str__(self) -> str:
        return self.file_name


def _one(file_name: str, make: Callable[[], bytes], *due: str) -> Hostile:
    return Hostile(file_name, make, frozenset(due))


# Too much of it


def huge_cell(megabytes: int) -> bytes:
    """One cell of blanks, packed a thousand to one; put into the archive by hand."""
    packed, size, checksum = made.deflated_zeros(megabytes)
    data = made.raw_xlsx("<row/>")
    cut = data.index(b"PK\x01\x02")
    name = b"xl/worksheets/sheet2.xml"
    sizes = struct.pack("<3L", checksum, len(packed), size)
    head = struct.pack("<5H", 20, 0, 8, 0, 0) + sizes + struct.pack("<2H", len(name), 0)
    member = b"PK\x03\x04" + head + name + packed
    central = struct.pack("<6H", 20, 20, 0, 8, 0, 0) + sizes
    central += struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, cut) + name
    body, end = data[cut:-22], data[-22:]
    count = struct.unpack_from("<H", end, 10)[0] + 1
    whole = data[:cut] + member + body + b"PK\x01\x02" + central
    start = cut + len(member)
    closing = struct.pack("<4H2LH", 0, 0, count, count, len(whole) - start, start, 0)
    return whole + b"PK\x05\x06" + closing


def lying_huge_cell(megabytes: int) -> bytes:
    return made.with_size(huge_cell(megabytes), "xl/worksheets/sheet2.xml", 1_000)


def many_rows(count: int) -> bytes:
    """So irregular that they are packed as well as any list of an office."""
    chance = random.Random(1)
    told = "".join(f"<row><c><v>{chance.random()}</v></c></row>" for _ in range(count))
    return made.raw_xlsx(told)


def many_sheets(count: int) -> bytes:
    return made.zipped(made.xlsx_parts({f"S{n}": made.sheet([[n]]) for n in range(count)}))


def merged_everywhere() -> bytes:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_000))
    return made.xlsx(PLAIN, f"<mergeCells>{ranges}</mergeCells>")


def deep_document() -> bytes:
    return made.raw_xlsx("<row><c>" + "<is>" * 200_000 + "</is>" * 200_000 + "</c></row>")


def wide_csv() -> bytes:
    return (",".join(map(str, range(16_384))) + "\n").encode()


# Lies and tricks of the archive


def with_member(name: str, content: bytes = b"x", mode: int = 0o100644) -> bytes:
    target = BytesIO(made.xlsx(PLAIN))
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        info = ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)
    return target.getvalue()


def doubled() -> bytes:
    """The same name twice: one reader may look at the first, another at the last."""
    data = with_member("xl/worksheets/sheet9.xml", made.sheet(PLAIN).encode())
    return data.replace(b"xl/worksheets/sheet9.xml", SHEET.encode())


def overlapping() -> bytes:
    """Two entries of the directory point to the same bytes."""
    data = bytearray(made.zipped(made.xlsx_parts({"A": made.sheet(PLAIN), "B": made.sheet(PLAIN)})))
    first = data.index(SHEET.encode()) - 30
    second = data.rindex(b"xl/worksheets/sheet2.xml") - 46
    struct.pack_into("<L", data, second + 42, first)
    return bytes(data).replace(b"xl/worksheets/sheet2.xml", SHEET.encode())


def more_entries_than_told() -> bytes:
    data = bytearray(made.xlsx(PLAIN))
    struct.pack_into("<2H", data, len(data) - 14, 1, 1)
    return bytes(data)


def locked_zip() -> bytes:
    data = bytearray(made.xlsx(PLAIN))
    entry = data.rindex(SHEET.encode()) - 46
    data[entry + 8] |= 1
    return bytes(data)


# What a document might have done for it


def declaring(declaration: str, encoding: str = "utf-8") -> bytes:
    told = made.sheet(PLAIN).replace(made.HEAD, f'<?xml version="1.0"?>{declaration}', 1)
    told = told.replace("Nguyễn Văn Nam", "&x;")
    parts = made.xlsx_parts({"A": ""})
    parts[SHEET] = told.encode(encoding)
    return made.zipped(parts)


def billion_laughs() -> bytes:
    steps = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 12))
    return declaring(f'<!DOCTYPE a [<!ENTITY x0 "lol">{steps}<!ENTITY x "&x11;">]>')


def fetching(url: str) -> bytes:
    return declaring(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{url}">]>')


def linked(url: str) -> bytes:
    """A link to another workbook and a cell that asks the network; both hold a kept value."""
    link = f'<externalLink xmlns="{made.MAIN}"><externalBook/></externalLink>'
    relation = (
        f'<Relationships xmlns="{made.PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{made.OFFICE}/externalLinkPath" Target="{url}" TargetMode="External"/>'
        "</Relationships>"
    )
    rows = f'<row><c t="str"><f>WEBSERVICE("{url}")</f><v>đã tính</v></c></row>'
    return made.raw_xlsx(
        rows,
        xl__externalLinks__externalLink1=link,
        xl__externalLinks___rels__externalLink1=relation,
    )


def with_formulas() -> bytes:
    rows = f'<row><c t="str"><f>{FORMULA[1:]}</f><v>đã tính</v></c>{made.cell(FORMULA)}</row>'
    return made.raw_xlsx(rows)


def with_macros() -> bytes:
    parts = made.xlsx_parts({"A": made.sheet(PLAIN)}, main=made.MACRO_TYPE)
    return made.zipped(parts | {"xl/vbaProject.bin": b"Sub Auto_Open()"})


def with_objects() -> bytes:
    held = made.compound({"Package": b"MZ"})
    nested = made.xlsx(PLAIN)
    parts = made.xlsx_parts({"A": made.sheet(PLAIN)})
    embedded: dict[str, made.Part] = {
        "xl/embeddings/oleObject1.bin": held,
        "xl/embeddings/Book.xlsx": nested,
    }
    return made.zipped(parts | embedded)


# Odd but honest


def odd_numbers() -> bytes:
    values = ("1e308", "-1e308", "NaN", "INF", "-0", "9" * 400, "0x10", "")
    cells = "".join(f"<c><v>{value}</v></c>" for value in values)
    return made.raw_xlsx(f"<row>{cells}<c t='e'><v>#DIV/0!</v></c></row>")


def odd_dates(base: str) -> bytes:
    """Days around both beginnings of the calendar, and far beyond its end."""
    styles = (
        f'<styleSheet xmlns="{made.MAIN}"><fonts><font/></fonts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    days = (-1, 0, 1, 59, 60, 61, 2_958_465, 2_958_466, 1e12)
    cells = "".join(f'<c s="1"><v>{day}</v></c>' for day in days)
    parts = made.xlsx_parts({"A": made.raw_sheet(f"<row>{cells}</row>")})
    book = str(parts["xl/workbook.xml"]).replace("<sheets>", f"<workbookPr {base}/><sheets>")
    return made.zipped(parts | {"xl/styles.xml": styles, "xl/workbook.xml": book})


def odd_letters() -> bytes:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Đào")
    return made.xlsx([[apart, "\u202eNam\u202c\u200f", "_x0000_\u00ad", "a\u2028b"]])


def wrong_places() -> bytes:
    rows = '<row r="0"><c r="ZZZZZZ999999999999"><v>1</v></c><c r="?"><v>2</v></c></row>'
    return made.raw_xlsx(rows)


def missing_shared_text() -> bytes:
    return made.raw_xlsx('<row><c t="s"><v>999999999</v></c><c t="s"><v>-1</v></c></row>')


def looping_compound() -> bytes:
    data = bytearray(made.xls(PLAIN))
    data[-512:] = struct.pack("<128L", *[(n + 1) % 8 for n in range(128)])
    return bytes(data)


def wild_records() -> bytes:
    book = made.xls_records(PLAIN)
    return made.compound({"Workbook": book[:40] + b"\xff" * 64 + book[60:]})


HTML = "<html><body><table><tr><td>Nguyễn Văn Nam</td></tr></table></body></html>"
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>'
REPEATED = made.ods_cell("x", ' table:number-columns-repeated="16384"')


def files(url: str, megabytes: int, rows: int, sheets: int) -> list[Hostile]:
    return [
        _one("một ô quá lớn.xlsx", lambda: huge_cell(megabytes), TOO_MUCH),
        _one("một ô quá lớn, khai nhỏ.xlsx", lambda: lying_huge_cell(megabytes), UNSAFE, DAMAGED),
        _one("quá nhiều dòng.xlsx", lambda: many_rows(rows), TOO_MUCH, Reason.TOO_SLOW),
        _one("quá nhiều cột.xlsx", lambda: made.xlsx([range(16_384)]), TOO_MUCH),
        _one(
            "ô ở góc cuối.xlsx",
            lambda: made.raw_xlsx(
                f'<row r="1">{made.cell(1, "A1")}</row>'
                f'<row r="1048576">{made.cell(1, "XFD1048576")}</row>'
            ),
            TOO_MUCH,
        ),
        _one("ô quá dài.xlsx", lambda: made.xlsx([["a" * 40_000]]), LONG_CELL),
        _one("quá nhiều bảng.xlsx", lambda: many_sheets(sheets), TOO_MUCH),
        _one("300 bảng.xlsx", lambda: many_sheets(300), TOO_MUCH),
        _one("gộp ô khắp nơi.xlsx", merged_everywhere, READ, TOO_MUCH),
        _one("lồng quá sâu.xlsx", deep_document, READ, DAMAGED, TOO_MUCH, EMPTY),
        _one("dòng lặp.ods", lambda: made.ods(_repeated_rows()), TOO_MUCH, DAMAGED),
        _one("quá nhiều dòng.csv", lambda: b"1;2\n" * 150_000, TOO_MUCH),
        _one("quá nhiều cột.csv", wide_csv, TOO_MUCH),
        _one("một dòng quá dài.csv", lambda: b"a" * 2_000_000, LONG_CELL),
        _one("quá 20 MB.xlsx", lambda: b"PK\x03\x04" + bytes(21 * 1024 * 1024), Reason.TOO_BIG),
        *of_archives(),
        *of_documents(url),
        *_of_other_kinds(),
        *_odd(),
    ]


def _repeated_rows() -> str:
    return f'<table:table-row table:number-rows-repeated="1048576">{REPEATED}</table:table-row>'


def of_archives() -> list[Hostile]:
    plain = made.xlsx(PLAIN)
    size = len(made.sheet(PLAIN).encode())
    return [
        _one("khai lớn hơn.xlsx", lambda: made.with_size(plain, SHEET, size + 1), DAMAGED),
        _one("khai nhỏ hơn.xlsx", lambda: made.with_size(plain, SHEET, size - 1), UNSAFE),
        _one(
            "khai gói dài.xlsx", lambda: made.with_size(plain, SHEET, 10**9, packed=True), DAMAGED
        ),
        _one("khai thiếu mục.xlsx", more_entries_than_told, DAMAGED),
        _one("hai mục một chỗ.xlsx", overlapping, UNSAFE, DAMAGED),
        _one("trùng tên.xlsx", doubled, UNSAFE),
        _one("tệp nén trong tệp.xlsx", lambda: with_member("a.zip", plain), UNSAFE),
        _one("tệp nén giấu tên.xlsx", lambda: with_member("xl/media/a.png", plain), UNSAFE),
        _one("lối tắt.xlsx", lambda: with_member("xl/a.xml", b"/etc/passwd", LINK), UNSAFE),
        _one("đi ra ngoài.xlsx", lambda: with_member("../../a.xml"), UNSAFE),
        _one("đường dẫn tuyệt đối.xlsx", lambda: with_member("/etc/a.xml"), UNSAFE),
        _one("ổ đĩa.xlsx", lambda: with_member("C:\\a.xml"), UNSAFE),
        _one("gói có mật khẩu.xlsx", locked_zip, PASSWORD),
        _one("gói trống.xlsx", lambda: made.zipped({}), NOT_A_WORKBOOK, DAMAGED),
        _one("gói lạ.xlsx", lambda: made.zipped({"a.txt": "a"}), NOT_A_WORKBOOK),
        _one("chỉ có đầu.xlsx", lambda: b"PK\x03\x04" + random.Random(1).randbytes(5_000), DAMAGED),
    ]


def of_documents(url: str) -> list[Hostile]:
    declaration = '<!DOCTYPE a [<!ENTITY x "y">]>'
    return [
        _one("khai báo.xlsx", lambda: declaring(declaration), UNSAFE),
        _one("khai báo, utf-16.xlsx", lambda: declaring(declaration, "utf-16"), UNSAFE),
        _one("nhân lên nghìn tỷ.xlsx", billion_laughs, UNSAFE),
        _one("gọi ra mạng.xlsx", lambda: fetching(url), UNSAFE),
        _one("gọi tệp của máy.xlsx", lambda: fetching("file:///etc/passwd"), UNSAFE),
        _one("liên kết ngoài.xlsx", lambda: linked(url), READ),
        _one("công thức.xlsx", with_formulas, READ),
        _one("có macro.xlsm", with_macros, READ),
        _one("macro đổi tên.xlsx", with_macros, READ),
        _one("có đối tượng.xlsx", with_objects, READ),
        _one("công thức.csv", f'{FORMULA},"@SUM(1)",-2\n'.encode, READ),
    ]


def _of_other_kinds() -> list[Hostile]:
    encrypted = {"EncryptionInfo": b"x", "EncryptedPackage": b"y"}
    word = {"[Content_Types].xml": "wordprocessingml.document.main+xml", "word/document.xml": ""}
    binary = {"[Content_Types].xml": "application/vnd.ms-excel.sheet.binary.macroEnabled.main"}
    listed = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    return [
        _one("có mật khẩu.xlsx", lambda: made.compound(encrypted), PASSWORD),
        _one(
            "có mật khẩu.xls",
            lambda: made.compound({"Workbook": made.xls_records(PLAIN, locked=True)}),
            PASSWORD,
        ),
        _one("có mật khẩu.ods", lambda: made.ods("", listed), PASSWORD),
        _one("văn bản.xlsx", lambda: made.zipped(dict(word)), NOT_A_WORKBOOK),
        _one("văn bản cũ.xls", lambda: made.compound({"WordDocument": b"x"}), NOT_A_WORKBOOK),
        _one("nhị phân.xlsx", lambda: made.zipped(dict(binary)), OLD_KIND),
        _one("rất cũ.xls", lambda: made.xls_records(PLAIN), OLD_KIND),
        _one("trang web.xlsx", HTML.encode, WEB_PAGE),
        _one("trang web.xls", HTML.encode, WEB_PAGE),
        _one("bảng 2003.xls", XML_2003.encode, WEB_PAGE),
        _one("giấy tờ.xlsx", lambda: b"%PDF-1.7\n" + b"a" * 500, NOT_A_WORKBOOK),
        _one("hình.xls", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), NOT_A_WORKBOOK),
        _one("trống.xlsx", lambda: b"", EMPTY),
        _one("không có ô.xlsx", lambda: made.raw_xlsx(""), EMPTY),
        _one("toàn số không.csv", lambda: bytes(5_000), NOT_A_WORKBOOK, EMPTY),
        _one("có NUL.csv", lambda: b"a,b\x00,c\n" * 9, NOT_A_WORKBOOK),
        _one("vòng tròn.xls", looping_compound, DAMAGED, TOO_MUCH),
        _one("dòng ghi lạ.xls", wild_records, DAMAGED, READ, EMPTY, TOO_MUCH),
    ]


def _odd() -> list[Hostile]:
    return [
        _one("số lạ.xlsx", odd_numbers, READ, DAMAGED),
        _one("ngày 1900.xlsx", lambda: odd_dates(""), READ),
        _one("ngày 1904.xlsx", lambda: odd_dates('date1904="1"'), READ),
        _one("chữ rời.xlsx", odd_letters, READ),
        _one("chỗ lạ.xlsx", wrong_places, READ, DAMAGED, TOO_MUCH, EMPTY),
        _one("thiếu chữ chung.xlsx", missing_shared_text, READ, DAMAGED, EMPTY),
        _one("NUL.xlsx", lambda: made.raw_xlsx("<row><c><v>&#0;</v></c></row>"), EMPTY, DAMAGED),
        _one("bảng cũ đổi tên.xlsx", lambda: made.xls(PLAIN), READ),
    ]
