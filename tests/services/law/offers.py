"""A law to come, made of the delivered one, as an administrator would be sent it."""

from __future__ import annotations

import zipfile
from io import BytesIO

from rehabdesk.catalog.packs import pack
from rehabdesk.catalog.regimes import Files
from tests.builders import RESOURCES
from tests.catalog.law_folders import law

FORM = "53-post-rehab.toml"


def law_to_come(*changes: tuple[str, str]) -> Files:
    """Law of 2030: the delivered one under another name, with one form; then spoilt as asked."""
    text = law("n163").decode("utf-8")
    renamed = (
        ('id = "n163"', 'id = "n2030"'),
        ('name = "Luật 120/2025/QH15 · NĐ 163/2026/NĐ-CP"', 'name = "Luật năm 2030"'),
        ("in_force_from = 2026-07-01\nchanges", "in_force_from = 2030-01-01\nchanges"),
    )
    for old, new in (*renamed, *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    text = text.replace("in_force_from = 2026-07-01", "in_force_from = 2030-01-01")
    text = text.replace("163/2026/", "1/2030/").replace("120/2025/QH15", "2/2029/QH17")
    folder = RESOURCES.folder / "regimes" / "n163" / "forms"
    form = (folder / FORM).read_text("utf-8").replace('"n163/53"', '"n2030/53"', 1)
    return {"regime.toml": text.encode("utf-8"), f"forms/{FORM}": form.encode("utf-8")}


def offered(*changes: tuple[str, str]) -> bytes:
    return pack(law_to_come(*changes))


def archive(**files: bytes) -> bytes:
    """Make an archive of any names; `__` stands for a slash, so that names can be keywords."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name.replace("__", "/"), content)
    return made.getvalue()
