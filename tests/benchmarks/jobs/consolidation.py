"""P9: the packages of 31 or 143 units received, checked, held against each other, kept.

Ours opens each, checks its signature, its sums and its shape, opens its names, looks for edits
by hand, and keeps in one act, encrypted, the file, its figures, the lines behind them as they
came and an index of the persons named; rivals read plain workbooks into one plain table. What
ours has kept is read again line by line before it gets a time. Stretching a password is slow on
purpose, so here it is made cheap: with the cost offices use it adds that much a package with
names, whatever is done with it afterwards.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sqlalchemy import select

from rehabdesk.domain.records.reporting.received import ReceivedPackage
from rehabdesk.persistence.packages.upward.sealed_copy import read_packed
from rehabdesk.services.consolidation.clashes import read_clashes
from rehabdesk.services.consolidation.opening import take_file
from rehabdesk.services.consolidation.orders import ReceiveOrder
from rehabdesk.services.consolidation.receiving import receive_packages
from rehabdesk.services.office import Office, Work
from rehabdesk.services.safekeeping import OfficeFolder
from tests.benchmarks import packages
from tests.benchmarks.bars import Faster
from tests.benchmarks.job import Context, Job, Output, Peer, Wrong
from tests.benchmarks.peers.package_books import limit
from tests.folders import PASSWORD as SECRET
from tests.folders import a_copied_office, a_folder
from tests.services.consolidation.scene import ASKED, PASSWORD, an_upper_office


def ours(context: Context) -> Output:
    template = context.once("template", lambda: _template(context))
    place = context.scratch / f"office{context.run}"
    shutil.copytree(template, place)
    folder = a_folder(place)
    office = folder.sign_in(1, SECRET)
    office.look(_count)  # what a program that is open has loaded and compiled
    start = time.perf_counter()
    paths = sorted(packages.folder_of(context.shared, context.size).glob("*.rdgoi"))
    files = tuple(take_file(path, (PASSWORD,)) for path in paths)
    outcomes = office.do(partial(receive_packages, order=ReceiveOrder(ASKED, files))).result
    clashes = office.look(partial(read_clashes, asked=ASKED))
    took = time.perf_counter() - start
    if not all(each.counts for each in outcomes):
        raise Wrong("a package was not taken")
    rows, amount = office.look(_count)
    folder.close()
    shutil.rmtree(place)
    return Output(packages.Together(rows, amount, len(clashes)), took)


def verify(context: Context, output: Output) -> Mapping[str, int]:
    packages.check(output.content, context.size)
    return {"rows": output.content.rows}


def _count(work: Work) -> tuple[int, int]:
    """Count every line behind every figure, as it is read when somebody opens one."""
    kept = work.session.scalars(select(ReceivedPackage.members)).all()
    members = [read_packed(packed) for packed in kept if packed is not None]
    return sum(map(len, members)), sum(sum(each.amounts) for each in members)


def _template(context: Context) -> Path:
    place = context.scratch / "template"
    folder, _ = a_copied_office(place)
    _make_upper(folder, context.size)
    return place


def _make_upper(folder: OfficeFolder, units: int) -> None:
    office: Office = folder.sign_in(1, SECRET)
    an_upper_office(office, *packages.senders(units))
    folder.close()


JOB = Job(
    "packages",
    "packages of units put together",
    "rows",
    (31, 143),
    lambda seed, _size: seed,
    ours,
    verify,
    {
        "pandas": Peer("package_books:by_pandas", ("pandas",), runs=1, is_quick=False),
        "calamine": Peer("package_books:by_calamine", ("python_calamine",), runs=3),
    },
    limit,
    (
        Faster("pandas", 40),
        Faster("calamine", 1.5),
    ),
    quick_sizes=(31,),
    runs=3,
    prepare=packages.prepare,
)
