"""Decisions by other libraries: the same words, A4, the same face, justified."""

from __future__ import annotations

import html
import json
from pathlib import Path

from tests.benchmarks.job import Context, Output
from tests.benchmarks.papers import FONTS, Pile, Words, face

MARGINS = (20, 16, 20, 30)  # millimetres: top, right, bottom, left
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")

_TYPST = """
#set page(paper: "a4", margin: (top: 20mm, right: 16mm, bottom: 20mm, left: 30mm))
#set text(font: "Liberation Serif", size: 14pt, lang: "vi")
#set par(justify: true, first-line-indent: (amount: 12.7mm, all: true))
#let papers = json("papers.json")
#for (number, paper) in papers.enumerate() {
  if number > 0 { pagebreak() }
  grid(columns: (1fr, 1.2fr), align: center,
    text(13pt)[#paper.left.map(strong).join(linebreak())],
    [#text(13pt, strong(paper.nation.at(0))) #linebreak() #strong(paper.nation.at(1))
     #linebreak() #text(13pt, emph(paper.right.join(" ")))])
  v(8pt)
  align(center, strong(paper.heads.join(linebreak())))
  for line in paper.bases { par(emph(line)) }
  for line in paper.body { par(line) }
  grid(columns: (1fr, 1fr), text(11pt, paper.recipients.join(linebreak())),
    align(center, strong(paper.signature.join([#v(20mm)]))))
}
"""
_CSS = """
@page { size: A4; margin: 20mm 16mm 20mm 30mm }
body { font: 14pt "Liberation Serif"; margin: 0 }
section { break-before: page }
section:first-child { break-before: auto }
table { width: 100% } td { text-align: center; vertical-align: top; font-size: 13pt }
h1 { font-size: 14pt; text-align: center }
p { text-align: justify; text-indent: 12.7mm; margin: 0 0 4pt } p.base { font-style: italic }
td.to { text-align: left; font-size: 11pt } td.signed { padding-bottom: 20mm; font-weight: bold }
"""


def typst_one(context: Context) -> Output:
    return Output([_typst(context.scratch, _pile(context).words)])


def typst_each(context: Context) -> Output:
    return Output([_typst(context.scratch, (each,)) for each in _pile(context).words])


def fpdf_one(context: Context) -> Output:
    return Output([_fpdf(_pile(context).words)])


def fpdf_each(context: Context) -> Output:
    return Output([_fpdf((each,)) for each in _pile(context).words])


def weasyprint_one(context: Context) -> Output:
    return Output([_weasyprint(_pile(context).words)])


def weasyprint_each(context: Context) -> Output:
    return Output([_weasyprint((each,)) for each in _pile(context).words])


def _pile(context: Context) -> Pile:
    found: Pile = context.data
    return found


def _typst(place: Path, papers: tuple[Words, ...]) -> bytes:
    import typst  # noqa: PLC0415 -- a rival, not always here

    told = [
        {
            "left": each.left,
            "right": each.right,
            "nation": NATION,
            "heads": each.heads,
            "bases": each.bases,
            "body": each.body,
            "recipients": each.recipients,
            "signature": each.signature,
        }
        for each in papers
    ]
    (place / "papers.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    source = place / "papers.typ"
    source.write_text(_TYPST, "utf-8")
    made: bytes = typst.compile(str(source), font_paths=[str(FONTS)])
    return made


def _fpdf(papers: tuple[Words, ...]) -> bytes:
    from fpdf import FPDF  # noqa: PLC0415 -- a rival, not always here

    document = FPDF(format="A4")
    for style, name in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
        document.add_font("serif", style, str(face(name)))
    top, right, bottom, left = MARGINS
    document.set_margins(left, top, right)
    document.set_auto_page_break(auto=True, margin=bottom)
    for paper in papers:
        document.add_page()
        for style, size, align, lines in (
            ("B", 13, "C", (*paper.left, *NATION)),
            ("I", 13, "R", paper.right),
            ("B", 14, "C", paper.heads),
            ("I", 12, "J", paper.bases),
            ("", 12, "J", paper.body),
            ("", 10, "L", paper.recipients),
            ("B", 14, "R", paper.signature),
        ):
            document.set_font("serif", style, size)
            for line in lines:
                document.multi_cell(0, size * 0.4, line, align=align, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def _weasyprint(papers: tuple[Words, ...]) -> bytes:
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- a rival, not always here
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    faces = "".join(
        f'@font-face {{ font-family: "Liberation Serif"; src: url({face(name).as_uri()});'
        f" font-weight: {weight}; font-style: {style} }}"
        for name, weight, style in (
            ("Regular", 400, "normal"),
            ("Bold", 700, "normal"),
            ("Italic", 400, "italic"),
        )
    )
    configuration = FontConfiguration()
    sheet = CSS(string=faces + _CSS, font_config=configuration)
    page = f'<html lang="vi"><body>{"".join(map(_section, papers))}</body></html>'
    made: bytes = HTML(string=page).write_pdf(stylesheets=[sheet], font_config=configuration)
    return made


def _section(paper: Words) -> str:
    def lines(texts: tuple[str, ...]) -> str:
        return "<br>".join(map(html.escape, texts))

    bases = "".join(f'<p class="base">{html.escape(each)}</p>' for each in paper.bases)
    body = "".join(f"<p>{html.escape(each)}</p>" for each in paper.body)
    return (
        f"<section><table><tr><td><b>{lines(paper.left)}</b></td>"
        f"<td><b>{lines(NATION)}</b><br><i>{lines(paper.right)}</i></td></tr></table>"
        f"<h1>{lines(paper.heads)}</h1>{bases}{body}"
        f'<table><tr><td class="to">{lines(paper.recipients)}</td>'
        f'<td class="signed">{lines(paper.signature)}</td></tr></table></section>'
    )
