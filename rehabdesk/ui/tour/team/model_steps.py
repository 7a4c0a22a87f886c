"""Models, the counselling point, drug-free areas and the survey on the walk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rehabdesk.ui.kit.paper_dialog import PaperDialog
from rehabdesk.ui.leaving import LeavingDialog
from rehabdesk.ui.team.models.area_dialog import AreaDialog
from rehabdesk.ui.team.models.model_dialogs import PersonsDialog
from rehabdesk.ui.team.models.surveys_page import SurveysPage
from rehabdesk.ui.team.models.tab import AREAS, SURVEYS, VISITS, ModelsTab
from rehabdesk.ui.team.models.visit_dialogs import OutcomeDialog, VisitDialog
from rehabdesk.ui.tour.guide import Guide
from rehabdesk.ui.visits import OpenTeam

HELPED = "Phan Văn Toàn"
CARE = "thôn Hạ"


def _tab(guide: Guide) -> ModelsTab:
    return guide.hands.inside(ModelsTab, guide.window, "thẻ Mô hình, địa bàn")


def _part(guide: Guide, place: int) -> ModelsTab:
    tab = _tab(guide)
    guide.hands.choose(tab.which, tab.which.itemText(place))
    return tab


def help_somebody(guide: Guide) -> None:
    """See the models of the commune and let one of them help somebody more."""
    hands = guide.hands
    guide.shell.follow(OpenTeam("models"))
    tab = _tab(guide)
    page = tab.models
    hands.wait(lambda: page.table.rows.all, "các mô hình")
    rows = page.table.rows.all
    hands.go_to_row(page.table, next(at for at, row in enumerate(rows) if CARE in row.facts.name))
    hands.wait(lambda: page.persons.rows.all, "người được giúp")
    guide.shoot("230-mo-hinh")
    before = len(page.persons.rows.all)
    hands.click(page.add_persons_button)
    dialog = hands.dialog(PersonsDialog, "hộp Thêm người được giúp")
    hands.add(dialog.who, HELPED)
    guide.shoot("231-them-nguoi-duoc-giup")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(page.persons.rows.all) == before + 1, "người vừa thêm")


def advise_a_visitor(guide: Guide) -> None:
    """Write a visitor down who leaves no name, and what came of an earlier referral."""
    hands, tab = guide.hands, _part(guide, VISITS)
    page = tab.visits
    hands.wait(lambda: page.table.rows.all, "các lượt tư vấn")
    before = len(page.table.rows.all)
    hands.press("Ctrl+N")
    dialog = hands.dialog(VisitDialog, "hộp Ghi lượt tư vấn")
    hands.write(dialog.visitor, "Khách 03")
    hands.write(dialog.need, "Hỏi xét nghiệm HIV ở đâu")
    guide.shoot("232-ghi-luot-tu-van")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    hands.wait(lambda: len(page.table.rows.all) == before + 1, "lượt vừa ghi")
    rows = page.table.rows.all
    hands.go_to_row(page.table, next(at for at, row in enumerate(rows) if row.is_late))
    guide.shoot("233-diem-tu-van")
    late = sum(row.is_late for row in rows)
    hands.press("F4")
    outcome = hands.dialog(OutcomeDialog, "hộp Kết quả chuyển gửi")
    hands.press("Ctrl+Return", outcome)
    hands.gone(outcome)
    hands.wait(
        lambda: sum(row.is_late for row in page.table.rows.all) == late - 1, "kết quả vừa ghi"
    )


def see_the_areas(guide: Guide) -> None:
    """See the year of the commune and open what its status was written down from."""
    hands, tab = guide.hands, _part(guide, AREAS)
    page = tab.areas
    hands.wait(lambda: page.table.rows.all, "các địa bàn")
    hands.go_to_row(page.table, 0)
    guide.shoot("234-dia-ban-khong-ma-tuy")
    hands.press("Return")
    dialog = hands.dialog(AreaDialog, "hộp tình trạng địa bàn")
    guide.shoot("235-tieu-chi-dia-ban")
    hands.leave(dialog)


def survey_by_keys(guide: Guide) -> None:
    """Write results with one key a person, and print the round."""
    hands, tab = guide.hands, _part(guide, SURVEYS)
    page = tab.surveys
    hands.wait(lambda: _unseen(page), "đợt rà soát")
    unseen = _unseen(page)
    for done in (1, 2):
        rows = page.table.rows.all
        hands.go_to_row(page.table, next(at for at, row in enumerate(rows) if row.result is None))
        hands.press("1")
        left = unseen - done
        hands.wait(partial(_are_left, page, left), "kết quả vừa ghi")
        hands.wait(page.isEnabled, "đợt rà soát dùng lại được")
    guide.shoot("236-ra-soat")
    hands.press("Ctrl+P")
    dialog = hands.dialog(LeavingDialog, "hộp In danh sách")
    hands.write(dialog.purpose, "Báo cáo kết quả rà soát quý IV")
    hands.press("Ctrl+Return", dialog)
    hands.gone(dialog)
    paper = hands.dialog(PaperDialog, "danh sách rà soát trên giấy")
    hands.rest()
    guide.shoot("237-ra-soat-tren-giay")
    hands.leave(paper)


def _unseen(page: SurveysPage) -> int:
    return page.view.unseen if page.view is not None else 0


def _are_left(page: SurveysPage, left: int) -> bool:
    return page.view is not None and page.view.unseen == left


STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = (
    ("Xem mô hình, thêm người được giúp", help_somebody),
    ("Ghi lượt tư vấn và kết quả chuyển gửi", advise_a_visitor),
    ("Xem địa bàn không ma túy", see_the_areas),
    ("Rà soát bằng phím, in kết quả", survey_by_keys),
)
