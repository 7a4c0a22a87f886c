"""The bench itself: what it verifies, how it judges, and that a missed bar is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import CaseState
from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.case_event import Standing
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.text import fold
from rehabdesk.services.course.standings import refresh_persons
from rehabdesk.services.office import Work
from tests.benchmarks import __main__ as bench
from tests.benchmarks import drawing, offices, papers, reported, telling
from tests.benchmarks.bars import (
    Bar,
    Between,
    Faster,
    Leaner,
    NotYet,
    Reading,
    Round,
    Within,
    lower_quartile,
)
from tests.benchmarks.child import measured as run_child
from tests.benchmarks.job import Context, Job, NotHere, Output, Peer, Wrong
from tests.benchmarks.jobs import export
from tests.benchmarks.jobs.decisions_in_one import JOB as DECISIONS
from tests.benchmarks.peers import reports
from tests.benchmarks.persons import persons
from tests.benchmarks.registry import NAMES, job_named
from tests.benchmarks.rounds import Measured, Plan, measure

Making = Callable[..., Context]


@pytest.fixture
def a_context(tmp_path: Path) -> Making:
    def make(**told: object) -> Context:
        return replace(Context(3, 1, tmp_path, tmp_path), **told)  # type: ignore[arg-type]

    return make


def rounds(ours: list[float], rival: list[float]) -> list[Round]:
    pairs = zip(ours, rival, strict=True)
    return [{"ours": Reading(mine), "rival": Reading(theirs)} for mine, theirs in pairs]


def measured(ours: list[float], rival: list[float], *bars: Bar) -> Measured:
    job = replace(DECISIONS, peers={"rival": Peer("other_papers:typst_one")}, limit=None, bars=bars)
    return Measured(job, 62, rounds(ours, rival))


# Persons and papers


@pytest.mark.thorough
def test_a_made_office_stands_as_the_program_itself_would_leave_it(tmp_path: Path) -> None:
    office = offices.opened(offices.office_of(tmp_path, 120))
    tables = (Standing, Episode, Assignment)
    before = [office.look(partial(_rows, table=table)) for table in tables]
    office.do(_refresh_everybody)
    assert [office.look(partial(_rows, table=table)) for table in tables] == before
    states = {CaseState.POST_REHAB, CaseState.PENDING_DECISION, CaseState.POST_REHAB_COMPLETED}
    assert {row["state"] for row in before[0]} == states


def _rows(work: Work, table: type[Entity]) -> list[dict[str, object]]:
    rows = work.session.execute(select(table.__table__).order_by(table.__table__.c.id))
    kept = ({**row} for row in rows.mappings())
    return [{name: each[name] for name in each if name != "version"} for each in kept]


def _refresh_everybody(work: Work) -> None:
    refresh_persons(work, range(1, 121))
    work.record("standings.refreshed", None)


def test_the_same_seed_makes_the_same_persons_and_another_makes_others() -> None:
    assert persons(1, 50) == persons(1, 50)
    assert persons(1, 50) != persons(2, 50)
    assert {each.id_number[:3] for each in persons(1, 50)} == {"099"}
    assert len({each.id_number for each in persons(1, 5_000)}) == 5_000


def test_all_134_letters_are_asked_for() -> None:
    letters = "".join(papers.LETTERS)
    assert len(letters) == len(set(letters)) == 134
    assert fold(letters).isascii()


def test_our_papers_pass_as_one_file_and_as_many(a_context: Making) -> None:
    context = a_context(data=papers.pile(1, 3))
    assert drawing.verify(context, drawing.in_one(context))["pages"] >= 3
    assert drawing.verify(context, drawing.each(context))["letters"] == 134


def test_papers_of_other_persons_get_no_time(a_context: Making) -> None:
    context = a_context(data=papers.pile(1, 3))
    drawn = drawing.in_one(context)
    context.data = papers.pile(2, 3)
    with pytest.raises(Wrong):
        drawing.verify(context, drawn)


def test_a_workbook_is_read_back_cell_by_cell(a_context: Making) -> None:
    context = a_context(data=export.data(1, 3))
    output = export.ours(context)
    assert export.verify(context, output)["rows"] == 3
    context.data = export.data(2, 3)
    with pytest.raises(Wrong):
        export.verify(context, output)


# Judging


def test_a_bar_is_held_against_what_three_of_four_rounds_reached() -> None:
    assert lower_quartile([4.0, 1.0, 2.0, 3.0, 5.0]) == 2.0
    assert lower_quartile([0.5]) == 0.5
    [verdict] = telling.verdicts(measured([1.0] * 4, [2.0, 3.1, 3.2, 3.3], Faster("rival", 3)))
    assert verdict.word == telling.FAIL
    [verdict] = telling.verdicts(measured([1.0] * 4, [3.0, 3.1, 3.2, 3.3], Faster("rival", 3)))
    assert verdict.word == telling.PASS


def test_each_kind_of_bar_can_be_missed() -> None:
    mine = Reading(2.0, memory=30, figures={"frame": 25.0})
    round_ = {"ours": mine, "rival": Reading(3.0, memory=90, figures={"frame": 50.0})}
    assert Faster("rival", 1.5).score(round_) == 1
    assert Within("rival", 0.5, plus=0.25).score(round_) < 1
    assert Leaner("memory", "rival", 3).score(round_) == 1
    assert Leaner("frame", "rival", 3).score(round_) < 1
    assert Between("frame", 20).score(round_) < 1
    assert Between("frame", 30, least=26).score(round_) < 1 < Between("frame", 30).score(round_)


def test_a_bar_that_is_not_reached_yet_is_told_and_fails_only_further_back() -> None:
    def words(bar: NotYet) -> list[str]:
        return [each.word for each in telling.verdicts(measured([1.0], [4.0], bar))]

    assert words(NotYet(Faster("rival", 5), 0.7)) == ["MISSED"]
    assert words(NotYet(Faster("rival", 5), 0.9)) == ["FAIL"]
    assert words(NotYet(Faster("rival", 4), 0.7)) == ["PASS"]


def test_a_missing_rival_is_said_and_fails_only_where_it_is_required() -> None:
    found = measured([1.0], [3.0], Faster("rival", 3))
    found.rounds = [{"ours": Reading(1.0)}]
    found.without = {"rival": "skipped: not installed (typst)"}
    assert "rival: skipped: not installed (typst)" in telling.line(found)
    assert telling.failures(found, ()) == []
    assert telling.failures(found, ("rival",)) != []


def test_a_rival_whose_output_is_wrong_fails_the_bar() -> None:
    found = measured([1.0], [3.0], Faster("rival", 3))
    found.rounds = [{"ours": Reading(1.0)}]
    found.without = {"rival": "a name is not in the text"}
    assert telling.failures(found, ()) == ["pdf62.one 62: ≥ 3x rival"]


def test_the_table_tells_ratios_not_where_they_were_taken() -> None:
    told = telling.record(measured([1.0, 1.0], [3.0, 4.0], Faster("rival", 3)))
    table = telling.table([json.loads(json.dumps(told))])
    assert "rival **3.5x** [3–4]" in table
    assert "/" not in table.replace("/", "", table.count("PDF/"))


def test_required_rivals_are_read_job_by_job() -> None:
    assert bench.required_peers(["pdf62.one:lo_loop,typst"]) == {"pdf62.one": ("lo_loop", "typst")}
    with pytest.raises(SystemExit):
        bench.required_peers(["pdf62.one:nobody"])


@pytest.mark.parametrize("name", NAMES)
def test_every_bar_names_a_rival_the_job_has(name: str) -> None:
    job = job_named(name)
    assert job.name == name
    assert {rival for bar in job.bars for rival in bar.rivals} <= set(job.variants)
    assert {size for bar in job.bars for size in bar.sizes} <= set(job.sizes)
    for peer in job.peers.values():
        module, _, function = peer.call.partition(":")
        path = Path(bench.__file__).parent / "peers" / f"{module}.py"
        assert f"\ndef {function}(" in path.read_text("utf-8")


# Running


def a_job(**told: object) -> Job:
    def ours(context: Context) -> Output:
        return Output(context.data)

    def verify(context: Context, output: Output) -> dict[str, int]:
        if output.content != context.data:
            raise Wrong("other data")
        return {"seed": output.content}

    plain = Job("job", "a job", "", (1,), lambda seed, _size: seed, ours, verify, runs=3)
    return replace(plain, **told)  # type: ignore[arg-type]


def test_a_child_runs_with_other_data_every_time_and_verifies(a_context: Making) -> None:
    told = run_child(a_job(), "ours", a_context(seed=7))
    assert told["facts"] == {"seed": 9}
    assert told["warm"] >= 0


def test_wrong_output_and_an_absent_rival_have_no_time(a_context: Making) -> None:
    def absent(_: Context) -> Output:
        raise NotHere("Base")

    wrong = a_job(ours=lambda _: Output("something else"))
    assert run_child(wrong, "ours", a_context()) == {"wrong": "other data"}
    assert run_child(a_job(ours=absent), "ours", a_context()) == {"wrong": "skipped: Base"}


@pytest.mark.thorough
def test_a_round_runs_every_variant_in_a_process_of_its_own(tmp_path: Path) -> None:
    job = replace(job_named("save"), peers={}, prepare=None)
    found = measure(replace(job, name="export"), 20, Plan(rounds=1), tmp_path, lambda _: None)
    assert set(found.rounds[0]) == {"ours", "limit"}
    assert found.facts["ours"]["rows"] == 20
    assert list(tmp_path.iterdir()) == []


@pytest.mark.thorough
def test_everybody_counts_the_same_reports(a_context: Making) -> None:
    job = job_named("report")
    reported.prepare(a_context().shared, 2_000)
    elsewhere = {"calc", "on_server"}  # a server's own user has no way into a folder of tests
    present = [
        name for name in ("ours", *job.peers) if name not in elsewhere and _is_here(job, name)
    ]
    for name in present:
        told = run_child(replace(job, runs=1), name, a_context(size=2_000))
        assert told.get("facts", {}).get("figures") == 80, (name, told)
    assert {"ours", "same_rows", "orm_loop", "raw_group_by"} <= set(present)


@pytest.mark.thorough
def test_of_very_many_activities_a_share_is_looped_over_and_verified_as_such(
    a_context: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "_WHOLE", 1_000)
    monkeypatch.setattr(reports, "_AT_ONCE", 70)
    context = a_context(size=2_000)
    reported.prepare(context.shared, 2_000)
    job = job_named("report")
    context.data = job.data(1, 2_000)
    output = reports.orm_loop(context)
    assert (output.content.step, output.content.block) == (20, 70)
    assert job.verify(context, output)["figures"] == 80
    with pytest.raises(Wrong):
        job.verify(context, replace(output, content=replace(output.content, block=69)))


def _is_here(job: Job, name: str) -> bool:
    return name not in job.peers or not job.peers[name].missing()


def test_the_list_names_jobs_and_rivals(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["list"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in NAMES)
