"""Colours, letters, sizes and icons by name, for the chosen theme, text size and density."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QByteArray, QObject, QRectF, QSettings, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from rehabdesk.domain.codes import Coded

FAMILIES = ["Segoe UI", "Noto Sans", "Inter", "sans-serif"]
TEXT_SIZES = (100, 112, 125, 150)
_TEXTS = ("WindowText", "Text", "ButtonText", "HighlightedText")
_ROLES = {
    "Window": "bg.window",
    "Base": "bg.surface",
    "AlternateBase": "bg.header",
    "Button": "bg.surface",
    "ToolTipBase": "bg.tooltip",
    "ToolTipText": "text.tooltip",
    "Light": "bg.surface",
    "Midlight": "bg.header",
    "Mid": "border",
    "Dark": "border.input",
    "Shadow": "border.input",
    "Highlight": "select",
    "Link": "accent",
    "LinkVisited": "accent",
    "Accent": "accent",
    "PlaceholderText": "text.tertiary",
    "BrightText": "danger",
}


class Theme(Coded):
    LIGHT = "light", "Sáng"
    DARK = "dark", "Tối"
    SYSTEM = "system", "Theo Windows"


class Density(Coded):
    NORMAL = "normal", "Vừa"
    COMPACT = "compact", "Dày"
    RELAXED = "relaxed", "Thưa"


@dataclass(frozen=True, slots=True)
class Look:
    """What the user has chosen under "Hiển thị"."""

    theme: Theme = Theme.SYSTEM
    text_percent: int = 100
    density: Density = Density.NORMAL


class Style(QObject):
    """The one appearance of the program. Widgets repaint when it changes."""

    changed = Signal()
    current: ClassVar[Style]

    def __init__(self, resources: Path, habits: QSettings, application: QApplication) -> None:
        super().__init__(application)
        self._folder = resources
        self._habits = habits
        self._application = application
        self._tokens = tomllib.loads((resources / "tokens.toml").read_text("utf-8"))
        self._sheet = (resources / "style.qss").read_text("utf-8")
        self._colours: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self.look = _look_in(habits)
        Style.current = self
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    @property
    def is_dark(self) -> bool:
        if self.look.theme == Theme.SYSTEM:
            return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.look.theme == Theme.DARK

    def choose(self, look: Look) -> None:
        """Dress every window anew, and remember it for the next start."""
        self.look = look
        self._habits.setValue("look/theme", look.theme.value)
        self._habits.setValue("look/text_percent", look.text_percent)
        self._habits.setValue("look/density", look.density.value)
        self._dress()

    def hex(self, token: str) -> str:
        return str(self._colours[token])

    def length(self, pixels: float) -> int:
        """Scale a length given at 100 % to the chosen text size."""
        return round(pixels * self.look.text_percent / 100)

    def size(self, token: str) -> int:
        """Return a named height or width in the chosen text size and density."""
        by_density = self._tokens["size"].get(token)
        if by_density is None:
            return self.length(self._tokens["fixed"][token])
        return self.length(by_density[list(Density).index(self.look.density)])

    def font(self, name: str = "body", *, is_strong: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPointSizeF(self._tokens["font"][name] * self.look.text_percent / 100)
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        return font

    def pixmap(self, name: str, tint: str, size: int, ratio: float) -> QPixmap:
        """Draw an icon in one colour for this screen. "name/filled" is the filled cut."""
        key = (name, self.hex(tint), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(*key)
        return self._pixmaps[key]

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        stem, _, cut = name.partition("/")
        cut = cut or "regular"
        sizes = (20, 16) if size > self.length(16) else (16, 20)
        files = (self._folder / "icons" / f"{stem}_{drawn}_{cut}.svg" for drawn in sizes)
        file = next(file for file in files if file.exists())
        text = file.read_text("utf-8").replace("<svg ", f'<svg fill="{colour}" ', 1)
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _dress(self) -> None:
        self._colours = self._tokens["dark" if self.is_dark else "light"]
        self._application.setFont(self.font())
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(self._filled_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(QPalette.ColorRole[role], QColor(self.hex(token)))
        for role in _TEXTS:
            palette.setColor(QPalette.ColorRole[role], QColor(self.hex("text")))
            palette.setColor(
                QPalette.ColorGroup.Disabled,
                QPalette.ColorRole[role],
                QColor(self.hex("text.disabled")),
            )
        palette.setColor(
            QPalette.ColorGroup.Inactive,
            QPalette.ColorRole.Highlight,
            QColor(self.hex("select.inactive")),
        )
        return palette

    def _filled_sheet(self) -> str:
        return re.sub(r"@([a-z_.]*[a-z_])(?:-(\d+))?", self._value, self._sheet)

    def _value(self, match: re.Match[str]) -> str:
        name, less = match[1], int(match[2] or 0)
        if name == "icons":
            return (self._folder / "icons" / ("dark" if self.is_dark else "light")).as_posix()
        kind, _, token = name.partition(".")
        if kind == "size":
            return f"{self.size(token) - less}px"
        if kind == "font":
            return f"{self._tokens['font'][token] * self.look.text_percent / 100}pt"
        return self.hex(name)

    @Slot()
    def _follow_system(self) -> None:
        if self.look.theme == Theme.SYSTEM:
            self._dress()


def colour(token: str) -> QColor:
    return QColor(Style.current.hex(token))


def icon(name: str, tint: str = "text", size: int = 16) -> QIcon:
    """Return an icon that keeps its colour when its row is selected."""
    style = Style.current
    drawn = QIcon()
    for ratio in (1.0, 2.0):
        pixmap = style.pixmap(name, tint, style.length(size), ratio)
        drawn.addPixmap(pixmap, QIcon.Mode.Normal)
        drawn.addPixmap(pixmap, QIcon.Mode.Selected)
    return drawn


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set one of the properties the style sheet asks for, and have it seen."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _look_in(habits: QSettings) -> Look:
    percents = {str(percent): percent for percent in TEXT_SIZES}
    themes = {theme.value: theme for theme in Theme}
    densities = {density.value: density for density in Density}
    return Look(
        themes.get(str(habits.value("look/theme")), Theme.SYSTEM),
        percents.get(str(habits.value("look/text_percent")), TEXT_SIZES[0]),
        densities.get(str(habits.value("look/density")), Density.NORMAL),
    )
