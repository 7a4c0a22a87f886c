"""The page for whoever looks after the server of an office; needs no office and no server."""

from __future__ import annotations

from rehabdesk.catalog.resources import Resources
from rehabdesk.domain.guides.page import GuideBlock, read_guide

NAME = "Máy chủ của cơ quan.pdf"


def server_page(resources: Resources) -> tuple[GuideBlock, ...]:
    path = resources.folder / "server" / "may-chu.md"
    return read_guide(path.read_text(encoding="utf-8"))


def draw_server_page(resources: Resources) -> bytes:
    from rehabdesk.documents import fonts
    from rehabdesk.documents.guides.drawing import draw_guide

    fonts.register(resources.fonts)
    return draw_guide(server_page(resources))
