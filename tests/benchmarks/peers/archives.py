"""The same office kept by programs made for it: encrypted, then the copy checked."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tests.benchmarks.job import Context, Output
from tests.benchmarks.jobs.backup import FOLDER
from tests.benchmarks.processes import demand

SECRET = "sen-no-dau-ha"


def restic(context: Context) -> Output:
    place = _cleared(context.scratch / "restic")
    environment = {
        "RESTIC_PASSWORD": SECRET,
        "RESTIC_REPOSITORY": str(place),
        "RESTIC_CACHE_DIR": str(context.scratch / "cache"),
    }
    demand(["restic", "init", "-q"], environment=environment)
    start = time.perf_counter()
    source = context.shared / FOLDER / "office.db"
    demand(["restic", "backup", "-q", source], environment=environment)
    demand(["restic", "check", "-q", "--read-data"], environment=environment)
    return Output(None, time.perf_counter() - start)


def borg(context: Context) -> Output:
    place = _cleared(context.scratch / "borg")
    environment = {
        "BORG_PASSPHRASE": SECRET,
        "BORG_BASE_DIR": str(context.scratch / "home"),
        "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes",
    }
    demand(["borg", "init", "-e", "repokey", place], environment=environment)
    start = time.perf_counter()
    source = context.shared / FOLDER / "office.db"
    demand(["borg", "create", f"{place}::one", source], environment=environment)
    demand(["borg", "check", "--verify-data", place], environment=environment)
    return Output(None, time.perf_counter() - start)


def seven_zip(context: Context) -> Output:
    target = _cleared(context.scratch / "zip") / "office.7z"
    source = context.shared / FOLDER / "office.db"
    start = time.perf_counter()
    demand(["7z", "a", "-mx1", "-mhe=on", f"-p{SECRET}", target, source])
    demand(["7z", "t", f"-p{SECRET}", target])
    return Output(target, time.perf_counter() - start)


def _cleared(place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place
