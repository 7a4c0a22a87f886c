"""The minutes of a hand-over: plain words, three tables, two signatures."""

from __future__ import annotations

from dataclasses import dataclass

from rehabdesk.domain.forms.paper import Block, FilledPaper, Paragraph, Section, Title
from rehabdesk.domain.wording import prose_date, slash_date
from rehabdesk.services.board_papers.pack import DueRow, HandoverPack, OpenFile, UnsignedPaper
from rehabdesk.services.board_papers.plain import line, lines, office_head, table, two_signatures
from rehabdesk.services.office import Work

FILES = (
    ("STT", 5.0),
    ("Hồ sơ", 12.0),
    ("Họ và tên, năm sinh", 22.0),
    ("Thôn, tổ", 14.0),
    ("Tình trạng", 18.0),
    ("Đến ngày", 12.0),
    ("Người phụ trách", 17.0),
)
DATES = (
    ("STT", 5.0),
    ("Ngày", 13.0),
    ("Việc", 34.0),
    ("Về ai", 24.0),
    ("Căn cứ", 24.0),
)
PAPERS = (
    ("STT", 5.0),
    ("Văn bản", 36.0),
    ("Về ai", 25.0),
    ("Giấy đang ở đâu", 18.0),
    ("Soạn ngày", 16.0),
)


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    post: str

    @property
    def words(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


@dataclass(frozen=True, slots=True)
class Minutes:
    giver: Party
    taker: Party
    pack: HandoverPack
    note: str


def minutes_paper(work: Work, told: Minutes) -> FilledPaper:
    pack = told.pack
    blocks: list[Block] = [
        office_head(work),
        Title(
            lines("BIÊN BẢN BÀN GIAO"),
            lines("Hồ sơ, công việc quản lý người cai nghiện và người sau cai nghiện ma túy"),
        ),
        Paragraph(
            lines(
                f"Hôm nay, {prose_date(pack.today)}, chúng tôi gồm:",
                f"Bên giao: {told.giver.words}.",
                f"Bên nhận: {told.taker.words}.",
                "Hai bên đã giao, nhận những việc sau:",
            )
        ),
        *_part(f"1. Hồ sơ đang theo dõi: {len(pack.files)} hồ sơ", FILES, _files(pack.files)),
        *_part(
            f"2. Việc đã quá hạn và đến hạn trước ngày {slash_date(pack.until)}: "
            f"{len(pack.dates)} việc",
            DATES,
            _dates(pack.dates),
        ),
        *_part(f"3. Văn bản chưa có số: {len(pack.papers)} văn bản", PAPERS, _papers(pack.papers)),
    ]
    if told.note:
        blocks += [Section(lines("4. Ghi thêm")), Paragraph(lines(*told.note.split("\n")))]
    blocks += [
        Paragraph((line("Biên bản lập thành 02 bản, mỗi bên giữ 01 bản."),)),
        two_signatures(("BÊN GIAO", told.giver.name), ("BÊN NHẬN", told.taker.name)),
    ]
    return FilledPaper("", "Biên bản bàn giao", tuple(blocks), (), ())


def _part(title: str, heads: tuple[tuple[str, float], ...], rows: list[list[str]]) -> list[Block]:
    found: list[Block] = [Section(lines(title))]
    if rows:
        found.append(table(heads, rows, centred=(0,)))
    return found


def _files(files: tuple[OpenFile, ...]) -> list[list[str]]:
    return [
        [
            str(number),
            each.code,
            f"{each.full_name} ({each.birth_year})" if each.birth_year else each.full_name,
            each.hamlet,
            each.state,
            slash_date(each.term_end) if each.term_end else "",
            each.helper,
        ]
        for number, each in enumerate(files, start=1)
    ]


def _dates(dates: tuple[DueRow, ...]) -> list[list[str]]:
    return [
        [str(number), slash_date(each.on), each.what, each.who, each.basis]
        for number, each in enumerate(dates, start=1)
    ]


def _papers(papers: tuple[UnsignedPaper, ...]) -> list[list[str]]:
    return [
        [str(number), each.title, each.concerns, each.status, slash_date(each.drafted_on)]
        for number, each in enumerate(papers, start=1)
    ]
