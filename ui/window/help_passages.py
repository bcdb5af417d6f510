"""What help says of a page as widgets, for the panel beside a form, where each field can take the focus."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.help.keys import KeyLine
from ui.help.passages import Look, Passage
from ui.help.picture import BillPicture
from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.figure_table import FigureTable


class FieldEntry(QFrame):
    """One field. It can take the focus, so that it can be read and found by name."""

    def __init__(self, passage: Passage) -> None:
        super().__init__()
        assert passage.place is not None
        self.place = passage.place
        lines = passage.text.split("\n")
        self.setObjectName("-".join(("help", *self.place)))
        self.setProperty("look", "help-entry")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(". ".join(lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_2, tokens.SPACE_1, tokens.SPACE_2, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(words(lines[0], "bold"))
        layout.addWidget(words("\n".join(lines[1:])))


def parts_of(passages: Iterable[Passage]) -> Iterator[QWidget]:
    """Each passage as a widget, a picture with its words below."""
    for passage in passages:
        match passage.look:
            case Look.HEADING:
                yield _heading(passage.text)
            case Look.NAMED:
                yield FieldEntry(passage)
            case Look.PICTURE:
                yield BillPicture()
                yield words(passage.text)
            case Look.POINT:
                yield words(f"•  {passage.text}")
            case Look.HINT:
                yield words(passage.text, "hint")
            case Look.WORDS:
                yield words(passage.text)


def _heading(text: str) -> QWidget:
    label = words(text, "card")
    label.setContentsMargins(0, tokens.SPACE_3, 0, 0)
    return label


def keys_table(name: str, what: str, lines: Sequence[KeyLine]) -> FigureTable:
    """A list of keys, each way on a line of its own; arrow keys go down it."""
    table = FigureTable(name, what, sorts=False)
    table.show_rows(
        ("To do this", "Press"), [(line.words, "\n".join(line.keys)) for line in lines], slim=(1,)
    )
    return table
