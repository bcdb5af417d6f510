"""How a class of widgets is heard: headings, charts and pages of paper as such, ornaments not at all.

Qt asks for what stands for a widget on the accessibility bus by the name of its class, and often while the
widget is still being made: whatever may change, such as its look, is read from it anew each time.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from shiboken6 import VoidPtr

Role, Part = QAccessible.Role, QAccessible.Text
_Kind = TypeVar("_Kind", bound=type[QWidget])
_SILENT = "silent"  # a property of what another part says too
_BREAK = "\u200b"  # where a long name of a file may go on in the next line
_LEVEL = "level"  # one of words that are another heading than they look like
LEVELS = {"page": 1, "section": 2, "card": 2, "small card": 2}  # of headings, by the look of their words
_HEARD: dict[str, Callable[[QWidget], "Heard"]] = {}  # by the name of the class


class Heard(QAccessibleWidget):
    """What stands for a widget; Qt keeps it for as long as that is there."""

    role_heard = Role.Client

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, self.role_heard)

    def state(self) -> QAccessible.State:
        found = super().state()
        if self.is_silent():
            found.invisible = 1
        return found

    def is_silent(self) -> bool:
        """True for what nobody who listens should come upon."""
        return bool(self.told(_SILENT))

    def told(self, name: str) -> Any:
        """A property of the widget; None where that has gone, which Qt tells of too."""
        return self.object().property(name) if self.isValid() else None


class Silent(Heard):
    """An ornament, or what the words beside it say."""

    def is_silent(self) -> bool:
        return True


class Ground(Heard):
    """What takes a click so that a box loses the focus: nobody is told that they could go there."""

    def state(self) -> QAccessible.State:
        found = super().state()
        found.focusable = 0
        return found


class GroupHeard(Heard):
    """Answers under one question, which is the name of the group."""

    role_heard = Role.Grouping


class ChartHeard(Heard):
    """A chart: its sentence is its name."""

    role_heard = Role.Chart


class PictureHeard(Heard):
    """A drawing with a name; its description says what is on it."""

    role_heard = Role.Graphic


class PaperHeard(Heard):
    """A page of a PDF: its text is its description."""

    role_heard = Role.Document


class _Level(QAccessibleAttributesInterface):
    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        return self._level if key == QAccessible.Attribute.Level else None


_NOTHING = VoidPtr(0)  # None would be taken for the place of something
_OF_LEVEL = {level: _Level(level) for level in (1, 2, 3)}


class WordsHeard(Heard):
    """Words as they are meant: a heading of a level if they look like one, nothing while they are empty."""

    role_heard = Role.StaticText

    def _level(self) -> int:
        said = self.told(_LEVEL)
        return int(said) if said is not None else LEVELS.get(str(self.told("look")), 0)

    def role(self) -> QAccessible.Role:
        return Role.Heading if self._level() else Role.StaticText

    def text(self, part: QAccessible.Text) -> str:
        label = self.widget()
        if not isinstance(label, QLabel):
            return ""  # it is just going
        name = (label.accessibleName() or label.text()).replace(_BREAK, "").strip()
        if part == Part.Name:
            return name
        said = super().text(part)
        return "" if part == Part.Description and said in name else said  # a tip says what may be cut

    def is_silent(self) -> bool:
        return super().is_silent() or not self.text(Part.Name)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        """What tells the level of a heading; there is nothing else to ask words for."""
        tells = kind == QAccessible.InterfaceType.AttributesInterface
        return _OF_LEVEL.get(self._level(), _NOTHING) if tells else _NOTHING


def heard_as(how: Callable[[QWidget], Heard]) -> Callable[[_Kind], _Kind]:
    """Say how a class of widgets and all below it are heard."""

    def note(kind: _Kind) -> _Kind:
        _HEARD[kind.__name__] = how
        return kind

    return note


def silence(widget: QWidget, *, silent: bool = True) -> None:
    """Keep from screen readers what another part says too; the widget's class is one that is `heard_as`."""
    widget.setProperty(_SILENT, silent)


def set_level(label: QLabel, level: int) -> None:
    """Let words be heard as a heading of a level that their look does not say; 0 for no heading."""
    label.setProperty(_LEVEL, level)


def heard_first(widget: QWidget) -> None:
    """Let it be heard before all else in its parent: those are heard in the order they came there."""
    widget.lower()


@heard_as(GroupHeard)
class Answers(QWidget):
    """What holds the answers to a question, for radio buttons that are named by their own words alone."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.setAccessibleName(question)


def _stands_for(kind: str, widget: QObject) -> Heard | None:
    how = _HEARD.get(kind)
    return how(widget) if how is not None and isinstance(widget, QWidget) else None


QAccessible.installFactory(_stands_for)
