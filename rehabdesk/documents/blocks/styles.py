"""Letters and measures of official papers (Decree 30/2020, Annex I)."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, Style
from rehabdesk.domain.wording import BLANK

NATION = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT{BLANK}NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

BODY_SPREAD = 1.08  # of single line spacing
FIRST_INDENT = 12.7 * mm
ISSUER_RULE = 0.42  # of the width of the text above, between a third and a half
TITLE_RULE = 0.42
NATION_COLUMN = 97 * mm
SIGNATURE_SPACE = 26 * mm
CLOSING_GAP = 14
ABOUT_GAP = 6  # between the number and V/v
BOX_PADDING = 4  # inside the frame of LƯU HÀNH NỘI BỘ
COPY_GAP = 16  # above the rule that parts a copy from its paper
LINES_WITH_SIGNATURE = 2

SUPERIOR = Style(fonts.SERIF, 13, Align.CENTRE)
ISSUER = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
NATION_STYLE = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
MOTTO_STYLE = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)
NUMBER = Style(fonts.SERIF, 13, Align.CENTRE)
ABOUT = Style(fonts.SERIF, 12, Align.CENTRE)
CIRCULATION = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
PLACE_AND_DATE = Style(fonts.SERIF_ITALIC, 14, Align.CENTRE)
NAME = Style(fonts.SERIF_BOLD, 14, Align.CENTRE, space_before=16)
SUBJECT = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)
ADDRESSEE = Style(fonts.SERIF, 14, Align.CENTRE, spread=BODY_SPREAD, space_before=10)
ADDRESSEES = replace(ADDRESSEE, align=Align.LEFT, space_before=2)
HEADING = Style(fonts.SERIF_BOLD, 14, Align.CENTRE, spread=BODY_SPREAD, space_before=10)
BODY = Style(fonts.SERIF, 14, spread=BODY_SPREAD, first_indent=FIRST_INDENT, space_before=6)
SECTION = replace(BODY, face=fonts.SERIF_BOLD)
BASE = replace(BODY, face=fonts.SERIF_ITALIC, bold_face=fonts.SERIF_BOLD_ITALIC)
RECIPIENTS_LABEL = Style(fonts.SERIF_BOLD_ITALIC, 12, Align.LEFT)
RECIPIENT = Style(fonts.SERIF, 11, Align.LEFT)
AUTHORITY = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)
SIGNING_NOTE = Style(fonts.SERIF_ITALIC, 13, Align.CENTRE)
APPENDIX_LABEL = Style(fonts.SERIF_BOLD, 14, Align.CENTRE)
ATTACHED = Style(fonts.SERIF_ITALIC, 14, Align.CENTRE)
