"""P4a: the decisions of a district in nine months, one file to print."""

from __future__ import annotations

from tests.benchmarks import drawing
from tests.benchmarks.bars import Faster
from tests.benchmarks.job import Job, Peer
from tests.benchmarks.papers import pile
from tests.benchmarks.peers import office_papers

JOB = Job(
    "pdf62.one",
    "62 decisions, one PDF",
    "papers",
    (62,),
    pile,
    drawing.in_one,
    drawing.verify,
    {
        "lo_loop": Peer("office_papers:loop", ("$soffice", "docxtpl"), runs=1),
        "mail_merge": Peer("office_papers:mail_merge", ("$soffice", "uno"), runs=1),
        "typst": Peer("other_papers:typst_one", ("typst",)),
        "fpdf2": Peer("other_papers:fpdf_one", ("fpdf",)),
        "weasyprint": Peer("other_papers:weasyprint_one", ("weasyprint",), is_quick=False),
    },
    drawing.limit_in_one,
    (Faster("lo_loop", 3), Faster("mail_merge", 8)),
    prepare=office_papers.prepare,
)
