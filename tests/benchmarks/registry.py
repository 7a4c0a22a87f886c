from __future__ import annotations

from importlib import import_module

from tests.benchmarks.job import Job

_MODULES = {
    "start": "cold_start",
    "list": "person_list",
    "search": "search",
    "alike": "alike",
    "pdf62.one": "decisions_in_one",
    "pdf62.each": "decisions_each",
    "pdf1000": "decisions_thousand",
    "export": "export",
    "save": "save",
    "import": "import_list",
    "backup": "backup",
    "memory": "memory",
    "team_sums": "team_sums",
    "month_sheet": "month_sheet",
    "report": "report",
    "packages": "consolidation",
}
NAMES = tuple(_MODULES)


def job_named(name: str) -> Job:
    found: Job = import_module(f"tests.benchmarks.jobs.{_MODULES[name]}").JOB
    return found
