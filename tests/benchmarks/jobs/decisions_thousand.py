"""P5: a thousand decisions in one file."""

from __future__ import annotations

from tests.benchmarks import drawing
from tests.benchmarks.bars import Faster
from tests.benchmarks.job import Job, Peer
from tests.benchmarks.papers import pile
from tests.benchmarks.peers import office_papers

JOB = Job(
    "pdf1000",
    "1,000 decisions, one PDF",
    "papers",
    (1000,),
    pile,
    drawing.in_one,
    drawing.verify,
    {
        "lo_loop": Peer("office_papers:loop", ("$soffice", "docxtpl"), runs=1),
        "typst": Peer("other_papers:typst_one", ("typst",), runs=1),
        "fpdf2": Peer("other_papers:fpdf_one", ("fpdf",), runs=1, is_quick=False),
        "weasyprint": Peer("other_papers:weasyprint_one", ("weasyprint",), runs=1, is_quick=False),
    },
    drawing.limit_in_one,
    (Faster("lo_loop", 1.5),),
    runs=1,
    prepare=office_papers.prepare,
)
