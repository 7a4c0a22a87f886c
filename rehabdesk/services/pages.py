"""Pages of a drawn paper as pixels, for the preview and the printer; needs no records."""

from __future__ import annotations

from rehabdesk.documents.pages import PageImage, page_count, render


def count_pages(content: bytes) -> int:
    return page_count(content)


def draw_page(content: bytes, page: int, dpi: int) -> PageImage:
    return render(content, page, dpi)


def draw_pages(content: bytes, dpi: int, most: int | None = None) -> tuple[PageImage, ...]:
    """Return the pages for a preview: all, or the first so many of a long paper."""
    count = page_count(content) if most is None else min(most, page_count(content))
    return tuple(render(content, page, dpi) for page in range(count))
