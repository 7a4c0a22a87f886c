"""P4b: the same decisions, a file each, as a registry keeps them: synced, fingerprint taken."""

from __future__ import annotations

from tests.benchmarks import drawing
from tests.benchmarks.bars import Faster
from tests.benchmarks.job import Job, Peer
from tests.benchmarks.papers import pile
from tests.benchmarks.peers import office_papers

JOB = Job(
    "pdf62.each",
    "62 decisions, a PDF each",
    "files",
    (62,),
    pile,
    drawing.each,
    drawing.verify,
    {
        "mail_merge": Peer("office_papers:mail_merge", ("$soffice", "uno"), runs=1),
        "lo_batch": Peer("office_papers:batch", ("$soffice", "docxtpl"), runs=1, is_quick=False),
        "typst": Peer("other_papers:typst_each", ("typst",), runs=2),
        "fpdf2": Peer("other_papers:fpdf_each", ("fpdf",), runs=1, is_quick=False),
        "weasyprint": Peer("other_papers:weasyprint_each", ("weasyprint",), runs=1, is_quick=False),
    },
    drawing.limit_each,
    (Faster("mail_merge", 3),),
    prepare=office_papers.prepare,
)
