"""The founding documents' figures in the sentences of a report, from offices that lived them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from rehabdesk.domain.reports.codes import Comparison, PeriodKind, WindowRule
from rehabdesk.domain.reports.periods import ReportPeriod, Window, free_period
from rehabdesk.services.office import Office, Work
from rehabdesk.services.reports.narrative import narrative_of
from rehabdesk.services.reports.papers import PaperOrder
from rehabdesk.services.reports.reading import ReportAsked, read_report
from tests.seed_offices import (
    AUGUST_2015,
    DECADE,
    SINCE_2019,
    SINCE_AUGUST_2020,
    UNTIL_FEBRUARY_2023,
    UNTIL_MARCH_2022,
    an_office_of,
)

Told = dict[str, tuple[tuple[ReportPeriod, tuple[str, ...]], ...]]


def _days(window: Window) -> ReportPeriod:
    return free_period(window.first, window.last)


NINE_2024 = ReportPeriod(PeriodKind.NINE_MONTHS, 2024)
NINE_2021 = ReportPeriod(PeriodKind.NINE_MONTHS, 2021)
YEAR_2021 = ReportPeriod(PeriodKind.YEAR, 2021, rule=WindowRule.CALENDAR)
TOLD: Told = {
    "Ba Vì": (
        (
            NINE_2024,
            (
                "31/31 đơn vị triển khai mô hình, đạt 100%",
                "Đã chuyển 31 hồ sơ đề nghị Tòa án xem xét, quyết định đưa 32 người",
                "đưa 21 người cai nghiện tự nguyện tại cơ sở",
                "Đã ban hành 58 quyết định phân công quản lý, giúp đỡ cho 62 người",
                "100% người đang quản lý có người được phân công giúp đỡ",
                "Tổ chức 93 buổi giao ban, sinh hoạt Đội",
                "Tiếp cận, tuyên truyền, vận động 5.236 lượt người",
                "Phối hợp quản lý, giúp đỡ 58 người quản lý sau cai nghiện",
                "tổ chức 15 buổi tuần tra, rà soát địa bàn",
                "ký cam kết không vi phạm tệ nạn xã hội cho 3.249 người",
                "giải hội thi: 01 giải",
            ),
        ),
    ),
    "Tây Hồ": (
        (
            NINE_2021,
            (
                "Đã chuyển 35 hồ sơ đề nghị Tòa án xem xét, quyết định đưa 35 người",
                "đạt 140% kế hoạch",
                "Cai nghiện tự nguyện: 82 người, đạt 96,5% kế hoạch",
            ),
        ),
    ),
    "Hai Bà Trưng": (
        (YEAR_2021, ("tại gia đình, cộng đồng: 83 người, đạt 145,6% kế hoạch",)),
        (
            _days(SINCE_AUGUST_2020),
            (
                "Trợ giúp qua điểm tư vấn khoảng 50 người",
                "Vận động 16 người nghiện, người sau cai tham gia tư vấn, điều trị",
            ),
        ),
    ),
    "Đồng Tháp": (
        (
            _days(UNTIL_MARCH_2022),
            (
                "127/143 đơn vị triển khai mô hình",
                "Quản lý, hỗ trợ theo mô hình 1.619 người",
                "Có chuyển biến tốt: 427/1.619 người, tỷ lệ 26,4%",
                "nhiều lần xét nghiệm không dương tính",
                "Giới thiệu việc làm cho 52 người",
                "25 người được vay vốn với số tiền 875 triệu đồng",
            ),
        ),
        (
            _days(UNTIL_FEBRUARY_2023),
            (
                "có hồ sơ quản lý trên địa bàn: 692 người",
                "Có 27 đơn vị không có ma túy được công nhận",
                "Học viên đang quản lý tại cơ sở cai nghiện: 188 người",
                "Tổ chức 11 lớp tập huấn cho 1.294 người",
                "235 người được hỗ trợ tái hòa nhập cộng đồng",
            ),
        ),
    ),
    "39 tỉnh": (
        (
            _days(AUGUST_2015),
            (
                "có 2.781 đội công tác xã hội tình nguyện; 18.290 người làm tình nguyện viên",
                "vận động hàng trăm nghìn lượt người",
            ),
        ),
    ),
    "TP. Hồ Chí Minh": (
        (
            _days(AUGUST_2015),
            (
                "319 đội ở xã, phường, 152 đội ở thôn, tổ dân phố",
                "5/24 đơn vị triển khai mô hình",
            ),
        ),
    ),
    "Đống Đa": (
        (
            _days(DECADE),
            (
                "Tư vấn trực tiếp hơn 5.000 lượt người; tư vấn gián tiếp 3.800 lượt người",
                "Phát 35.500 tờ rơi",
                "Viết hơn 1.500 tin, bài",
                "Tổ chức 1.270 cuộc tuyên truyền với hơn 11.300 lượt người tham dự",
                "Quản lý, giúp đỡ hơn 2.480 lượt người sau cai nghiện",
                "có 21 đội công tác xã hội tình nguyện",
                "100% tổ dân phố, cơ quan, trường học, gia đình ký giao ước",
                "Tiếp cận, tuyên truyền, vận động 2.902 lượt người,",
                "thành công 246 người",
                "Cung cấp 1.564 tin báo cho Công an",
                "Phối hợp kiểm tra cơ sở kinh doanh dịch vụ 1.060 lượt",
                "1.890 buổi tuần tra, rà soát địa bàn",
                "Giới thiệu vay vốn cho hơn 1.500 lượt hộ",
                "Tổng số vốn vay 35.000 triệu đồng",
                "Hỗ trợ dạy nghề, tạo việc làm cho hơn 1.400 người",
            ),
        ),
    ),
    "Hà Nội": ((_days(SINCE_2019), ("Có 07 điểm tư vấn, chăm sóc, hỗ trợ tại cộng đồng",)),),
}


@pytest.mark.parametrize("place", TOLD)
def test_the_sentences_say_what_the_documents_say(furnished: Engine, place: str) -> None:
    office = an_office_of(furnished, place)
    for period, phrases in TOLD[place]:
        text = _text(office, period)
        assert [phrase for phrase in phrases if phrase not in text] == []


def _text(office: Office, period: ReportPeriod) -> str:
    asked = ReportAsked("sau-thang-nam", period, Comparison.NONE)

    def told(work: Work) -> str:
        paper = narrative_of(work, read_report(work, asked), PaperOrder(asked, work.today))
        parts = [part for section in paper.sections for part in section.parts]
        return "\n".join(text for part in parts for text in part.paragraphs)

    return office.look(told)
