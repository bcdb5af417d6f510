"""What is said beside a product: to check, estimated, from a file, with a note. Shown as tags in one cell."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from greenpractice.errors import Issue
from ui.entry.cell_editor import CellDelegate
from ui.entry.grid_model import mark_words
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_cells import is_published
from ui.inhalers.inhaler_entry import Entry
from ui.inhalers.published import MARK
from ui.session.flags import is_estimated, note_words
from ui.widgets import tokens
from ui.widgets.cells import CELL_PADDING, TEXT_MARGIN
from ui.widgets.icons import IN_TAG, tinted
from ui.widgets.marks.tags import LOOKS, paint_tag, tag_size
from ui.widgets.style import colours, scaled

TAGS_ROLE = Qt.ItemDataRole.UserRole + 2  # what a cell shows: words and looks
Tag = tuple[str, str]  # its words, and the name of its look


def tags_of(entry: Entry, issues: Sequence[Issue]) -> list[Tag]:
    """The tags of a product: what is to be done comes first."""
    return list(_tags(entry, issues))


def _tags(entry: Entry, issues: Sequence[Issue]) -> Iterator[Tag]:
    if mark := mark_words(issues):
        yield mark, mark.lower()
    if is_estimated(entry.kept):
        yield "Estimated", "estimated"
    if is_published(entry, at.NOTE):
        yield MARK, "published"
    if note_words(entry.kept):
        yield "Note", "note"


def remarks_in(entry: Entry, issues: Sequence[Issue]) -> str:
    """The same in words, with the note itself."""
    said = [words for words, look in tags_of(entry, issues) if look != "note"]
    return "; ".join([*said, note] if (note := note_words(entry.kept)) else said)


class RemarksCell(CellDelegate):
    """The first tag has its words; what has no room beside it is its mark alone, and the tooltip says all."""

    is_boxed = False

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        tags: Sequence[Tag] = index.data(TAGS_ROLE) or ()
        left, right = option.rect.left() + CELL_PADDING, option.rect.right() - TEXT_MARGIN
        for number, (words, name) in enumerate(tags):
            look, font = LOOKS[name], QFont(option.font)
            font.setPixelSize(scaled(tokens.SMALL))
            font.setBold(bool(look.ground))
            size = tag_size(words, QFontMetrics(font))
            if number and left + size.width() > right:
                mark = tinted(
                    look.mark,
                    getattr(colours(), look.mark_ink or look.ink),
                    scaled(IN_TAG),
                    painter.device().devicePixelRatioF(),
                )
                painter.drawPixmap(left, option.rect.center().y() - scaled(IN_TAG) // 2, mark)
                left += scaled(IN_TAG) + tokens.SPACE_1
                continue
            height = min(size.height(), option.rect.height() - 4)
            room = QRect(left, option.rect.center().y() - height // 2, size.width(), height)
            paint_tag(painter, room, words, look, font)
            left += size.width() + tokens.SPACE_1
