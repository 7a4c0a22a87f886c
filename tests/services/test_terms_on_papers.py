"""Papers tell the term as it runs: an absence adds its days, a prison sentence stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy import event

from rehabdesk.domain.codes import AssignmentRole, EventKind, OrganisationKind
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.services.decisions.proposing import propose
from rehabdesk.services.decisions.sight import look_at
from rehabdesk.services.office import Office
from rehabdesk.services.volunteers import add_organisation
from tests.builders import a_volunteer, taken_in
from tests.services.course.scene import Scene
from tests.services.papers import an_order as a_decision
from tests.services.papers import numbered, submitted
from tests.services.worded import an_order, worded

LATER = date(2027, 1, 20)


def on_paper(scene: Scene, purpose: str) -> str:
    """The office of January 2027 words a paper on the person."""
    return worded(scene.on("20/01/2027"), an_order(purpose, scene.person_id, on=LATER)).text


def the_list(scene: Scene) -> str:
    return worded(scene.on("20/01/2027"), an_order("post_rehab_list", on=LATER)).text


def recorded(scene: Scene, kind: EventKind, on: str, until: str) -> Scene:
    january = replace(scene, office=scene.on("20/01/2027"))
    january.record(kind, on, until)
    return january


def test_days_of_absence_stand_in_the_certificate_and_in_the_list(office: Office) -> None:
    """N163 Điều 136 khoản 1 điểm a: thời gian vắng mặt không tính vào thời hạn."""
    scene = Scene.managed(office)
    assert "từ ngày 15/11/2026 đến ngày 15/11/2027" in on_paper(scene, "completion")
    scene = recorded(scene, EventKind.ABSENCE_UNREPORTED, "01/12/2026", "11/12/2026")
    end = scene.kept.term_end
    assert end is not None
    assert end > date(2027, 11, 15)
    assert f"từ ngày 15/11/2026 đến ngày {end:%d/%m/%Y}" in on_paper(scene, "completion")
    assert f"{end:%d/%m/%Y}" in the_list(scene)
    assert "15/11/2027" not in the_list(scene)


def test_a_sentence_served_moves_the_end_and_says_that_the_term_stands_still(
    office: Office,
) -> None:
    scene = recorded(Scene.managed(office), EventKind.PRISON, "01/12/2026", "28/02/2027")
    end = scene.kept.term_end
    assert end is not None
    assert end > date(2027, 11, 15)
    assert f"đến ngày {end:%d/%m/%Y}" in on_paper(scene, "completion")
    assert f"{end:%d/%m/%Y}" in the_list(scene)
    assert "tạm dừng thời hạn" in the_list(scene)


def test_days_added_make_no_two_years_of_one(office: Office) -> None:
    scene = recorded(
        Scene.managed(office), EventKind.ABSENCE_UNREPORTED, "20/11/2026", "31/12/2026"
    )
    assert "01 năm 01, 02 năm 00" in the_list(scene)


def test_the_composer_proposes_the_term_as_it_runs(office: Office) -> None:
    scene = recorded(
        Scene.managed(office), EventKind.ABSENCE_UNREPORTED, "01/12/2026", "11/12/2026"
    )
    order = an_order("completion", scene.person_id, on=LATER)
    assert scene.office.look(partial(propose, order=order)).term.end == scene.kept.term_end
    decided = scene.office.look(lambda work: work.session.get_one(Episode, 1).term_end)
    assert decided == date(2027, 11, 15)  # what the decision says is not written over


def test_whoever_only_stands_beside_is_not_named_in_charge(office: Office) -> None:
    person = taken_in(office)
    helper = a_volunteer(office)
    nurse = a_volunteer(office, full_name="Lò Thị Pành", post="Cán bộ Trạm Y tế")
    body = office.do(
        partial(add_organisation, name="Hội Cựu chiến binh", kind=OrganisationKind.VETERANS)
    ).result
    order = an_order(
        "moved_in_assignment",
        person,
        volunteer_ids=(nurse, helper),
        organisation_ids=(body,),
        roles={nurse: AssignmentRole.HEALTH_OFFICER},
    )
    text = worded(office, order).text
    assert "Phân công ông/bà Ngô Thị Nhàn thực hiện" in text
    assert "Lò Thị Pành" not in text
    alone = replace(order, volunteer_ids=(nurse,), organisation_ids=())
    assert "Phân công ông/bà Lò Thị Pành thực hiện" in worded(office, alone).text


def test_who_speaks_for_an_organisation_is_named_only_where_nobody_else_answers(
    office: Office,
) -> None:
    person, helper = taken_in(office), a_volunteer(office)
    speaker = a_volunteer(office, full_name="Lò Thị Pành", post="Chủ tịch Hội Phụ nữ xã")
    nurse = a_volunteer(office, full_name="Vi Thị Ên", post="Cán bộ Trạm Y tế")
    roles = {speaker: AssignmentRole.ORGANISATION, nurse: AssignmentRole.HEALTH_OFFICER}
    order = an_order(
        "moved_in_assignment", person, volunteer_ids=(speaker, nurse, helper), roles=roles
    )
    assert "Phân công ông/bà Ngô Thị Nhàn thực hiện" in worded(office, order).text
    without = replace(order, volunteer_ids=(nurse, speaker))
    assert "Phân công ông/bà Lò Thị Pành thực hiện" in worded(office, without).text


def test_lists_and_sheets_name_who_is_in_charge_alone(office: Office) -> None:
    person = taken_in(office)
    nurse = a_volunteer(office, full_name="Lò Thị Pành", post="Cán bộ Trạm Y tế")
    decision = a_decision(office, person, a_volunteer(office))
    numbered(office, submitted(office, decision))
    beside = an_order(
        "helper_assignment",
        person,
        volunteer_ids=(nurse,),
        roles={nurse: AssignmentRole.HEALTH_OFFICER},
        replaces_helper=False,
    )
    numbered(office, submitted(office, beside), "47", date(2026, 11, 23))
    sheet = worded(office, an_order("follow_up_sheet", person)).text
    managed = worded(office, an_order("post_rehab_list", on=date(2026, 12, 1))).text
    for text in (sheet, managed):
        assert "Bà Ngô Thị Nhàn, Chi hội trưởng" in text
        assert "Lò Thị Pành" not in text


def test_many_persons_are_looked_at_with_as_many_questions_as_few(office: Office) -> None:
    people = tuple(taken_in(office, full_name=f"Vi Văn {n}", papers=()) for n in range(12))

    def questions(person_ids: tuple[int, ...]) -> int:
        asked: list[str] = []
        order = a_decision(office, person_ids[0], a_volunteer(office), person_ids=person_ids)
        order = replace(order, term_start=None, term_end=None)
        bind = office.sessions.kw["bind"]
        event.listen(bind, "before_cursor_execute", lambda *told: asked.append(told[2]))
        sight = office.look(partial(look_at, order=order, chosen=1, dpi=36))
        assert len(sight.labels) == len(person_ids)
        return len(asked)

    assert questions(people[:3]) == questions(people)
