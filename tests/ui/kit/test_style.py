from __future__ import annotations

import ast
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from rehabdesk.ui.kit.buttons import IconButton, KeyButton
from rehabdesk.ui.kit.style import Density, Look, Style, Theme, icon
from tests.builders import ROOT

GROUNDS = ("bg.window", "bg.surface", "bg.rail", "bg.header", "select", "select.inactive")
PAIRS = (
    [("text", ground, 4.5) for ground in (*GROUNDS, "ok.bg", "warn.bg", "danger.bg")]
    + [("text.secondary", ground, 4.5) for ground in GROUNDS]
    + [("text.tertiary", ground, 4.5) for ground in GROUNDS[:4]]
    + [("accent", ground, 4.5) for ground in (*GROUNDS[:3], "accent.subtle")]
    + [
        (state, ground, 4.5)
        for state in ("ok", "warn", "danger")
        for ground in ("bg.surface", f"{state}.bg", "select")
    ]
    + [("neutral", "neutral.bg", 4.5), ("on.accent", "accent", 4.5), ("on.danger", "danger", 4.5)]
    + [("on.accent", "accent.hover", 4.5), ("on.band", "band.practice", 4.5)]
    + [("text.tooltip", "bg.tooltip", 4.5)]
    + [("border.input", ground, 3.0) for ground in GROUNDS[:2]]
    + [("focus", ground, 3.0) for ground in ("bg.surface", "bg.window", "select")]
)


def light(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shown = QColor(colour)
    red, green, blue = shown.redF(), shown.greenF(), shown.blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_all_words_can_be_read_on_their_ground(dressed: Style, theme: Theme) -> None:
    dressed.choose(replace(dressed.look, theme=theme))
    weak = [
        (one, ground)
        for one, ground, needed in PAIRS
        if contrast(dressed.hex(one), dressed.hex(ground)) < needed
    ]
    assert weak == []


def test_both_themes_know_the_same_names(dressed: Style) -> None:
    text = (ROOT / "resources" / "tokens.toml").read_text("utf-8")
    light_part, dark_part = text.split("[dark]")
    names = re.compile(r'^"([\w.]+)" = "#', re.MULTILINE)
    assert names.findall(light_part) == names.findall(dark_part)


def test_the_choice_of_look_is_kept_and_nonsense_is_not(
    qapp: QApplication, dressed: Style, habits: QSettings
) -> None:
    look = Look(Theme.DARK, 125, Density.COMPACT)
    dressed.choose(look)
    assert Style(ROOT / "resources", habits, qapp).look == look
    habits.setValue("look/theme", "pink")
    habits.setValue("look/text_percent", "7")
    assert Style(ROOT / "resources", habits, qapp).look == Look(density=Density.COMPACT)


def test_the_palette_follows_the_theme(qapp: QApplication, dressed: Style) -> None:
    dressed.choose(Look(Theme.DARK))
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == "#1E2125"
    dressed.choose(Look(Theme.LIGHT))
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == "#F3F4F6"


def test_heights_grow_with_text_and_density(dressed: Style) -> None:
    seen = []
    for look in (Look(), Look(density=Density.COMPACT), Look(text_percent=150)):
        dressed.choose(look)
        seen.append((dressed.size("row"), dressed.size("control"), dressed.size("rail")))
    assert seen == [(30, 30, 184), (26, 28, 184), (45, 45, 276)]


def test_letters_grow_with_the_text_size(qapp: QApplication, dressed: Style) -> None:
    label = QLabel("Hồ sơ")
    label.setProperty("role", "screen")
    dressed.choose(Look(text_percent=150))
    label.ensurePolished()
    assert qapp.font().pointSizeF() == pytest.approx(15)
    assert label.font().pointSizeF() == pytest.approx(20.25)
    dressed.choose(Look())


def test_every_icon_the_program_names_is_shipped(dressed: Style) -> None:
    shipped = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    stems = {re.sub(r"_(16|20)_(regular|filled)$", "", name) for name in shipped}
    named: set[str] = set()
    for path in (ROOT / "rehabdesk" / "ui").rglob("*.py"):
        named |= _icons_in(ast.parse(path.read_text("utf-8")))
    assert named
    assert {name.partition("/")[0] for name in named} - stems == set()


def _icons_in(tree: ast.AST) -> set[str]:
    """Read the icon out of calls like icon("eye") and Picture("warning")."""
    makers = {"icon", "Picture", "Sign", "IconButton"}
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in makers
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_an_icon_keeps_its_colour_in_a_selected_row(dressed: Style) -> None:
    dressed.choose(Look(Theme.LIGHT))
    drawn = icon("checkmark_circle", "ok")
    images: list[QImage] = [
        drawn.pixmap(16, mode).toImage() for mode in (drawn.Mode.Normal, drawn.Mode.Selected)
    ]
    assert images[0] == images[1]
    colours = {images[0].pixelColor(x, 8).name() for x in range(16)}
    assert "#17692f" in colours


def test_a_button_is_wide_enough_for_its_words_and_its_key(qtbot: QtBot, dressed: Style) -> None:
    plain, keyed = KeyButton("&In danh sách"), KeyButton("&In danh sách", "Ctrl+P", "print")
    for button in (plain, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 40
    assert keyed.accessibleName() == "In danh sách"
    assert keyed.accessibleDescription() == "Phím Ctrl+P"


def test_an_icon_alone_has_its_word_and_key_as_tip(qtbot: QtBot, dressed: Style) -> None:
    button = IconButton("navigation", "Tất cả lệnh", "F10")
    qtbot.addWidget(button)
    assert (button.toolTip(), button.accessibleName()) == ("Tất cả lệnh (F10)", "Tất cả lệnh")
    assert min(button.width(), button.height()) >= 24
