"""A photograph of a face, made small and bare of what its file says beside the picture."""

from __future__ import annotations

import io

from PIL import Image

from rehabdesk.documents.pictures.opening import open_picture

SIZE = (600, 800)  # pixels: enough for a paper of 4 × 6 cm
QUALITY = 85


def bare_portrait(content: bytes) -> bytes:
    """Return a JPEG without place, time or camera; never larger than it need be."""
    picture = open_picture(content)
    whole = picture.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    flat = Image.alpha_composite(paper, whole).convert("RGB")
    flat.thumbnail(SIZE, Image.Resampling.LANCZOS)
    bare = Image.new("RGB", flat.size)
    bare.paste(flat)
    file = io.BytesIO()
    bare.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()
