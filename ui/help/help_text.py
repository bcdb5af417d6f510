"""A part of help as one document: headings that are headings, points, names with what they are, a picture."""

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextListFormat,
)
from PySide6.QtWidgets import QTextEdit

from ui.help.passages import Look, Passage
from ui.help.picture import BillPicture, picture_of
from ui.widgets import tokens
from ui.widgets.style import colours, scaled, text_size

LONGEST_LINE = 75  # letters: the eye loses its line in longer ones
_AVERAGE = 0.4  # of the height of letters: how wide one is in our words, so that no line has more
_PICTURE = QUrl("picture:bill")
_LINE = "\u2028"  # another line of the same passage


class HelpText(QTextEdit):
    """To be read: arrow keys move in it, so that it is read out by lines, and a sentence can be copied."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._passages: tuple[Passage, ...] = ()
        self._sought: tuple[str, ...] = ()
        self._look: tuple[object, ...] = ()
        self.setObjectName(name)
        self.setProperty("look", "help")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(0)

    def show_passages(self, title: str, passages: Iterable[Passage]) -> None:
        """Show these from the top; `title` is what they are about."""
        self.setAccessibleName(f"Help: {title}")
        self._passages = tuple(passages)
        self._write()

    def mark(self, sought: Sequence[str]) -> None:
        """Mark where these words stand, and go to the first."""
        self._sought = tuple(sought)
        self._mark()
        first = min((each.cursor.selectionStart() for each in self.extraSelections()), default=0)
        cursor = self.textCursor()
        cursor.setPosition(first)
        self.setTextCursor(cursor)
        if not first:
            self.verticalScrollBar().setValue(0)

    def _write(self) -> None:
        """All of it, in the colours and the size of now."""
        self._look = colours(), text_size(), self.font().pixelSize()
        self.clear()
        self.document().setIndentWidth(scaled(tokens.SPACE_4 - tokens.SPACE_1))
        at = QTextCursor(self.document())
        at.beginEditBlock()
        for number, passage in enumerate(self._passages):
            _Written(at, self.font(), self.document()).add(passage, is_first=not number)
        at.endEditBlock()
        self._wrap()
        self._mark()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark(self) -> None:
        form = QTextCharFormat()
        form.setBackground(QColor(colours().check))
        form.setForeground(QColor(colours().on_check))
        form.setFontUnderline(True)
        found = []
        for word in self._sought:
            for each in re.finditer(re.escape(word), self.toPlainText(), re.IGNORECASE):
                one = QTextEdit.ExtraSelection()
                one.cursor = QTextCursor(self.document())
                one.cursor.setPosition(each.start())
                one.cursor.setPosition(each.end(), QTextCursor.MoveMode.KeepAnchor)
                one.format = form
                found.append(one)
        self.setExtraSelections(found)

    def _wrap(self) -> None:
        """Lines as long as there is room, and never longer than the eye can follow."""
        longest = round(LONGEST_LINE * _AVERAGE * self.font().pixelSize())
        self.setLineWrapColumnOrWidth(max(min(longest, self.viewport().width()), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange)
        if changed and self._passages and self._look != (colours(), text_size(), self.font().pixelSize()):
            self._write()


class _Written:
    """Puts passages at the end of a document."""

    def __init__(self, at: QTextCursor, font: QFont, document: QTextDocument) -> None:
        self._at, self._font, self._document = at, font, document

    def add(self, passage: Passage, *, is_first: bool) -> None:
        """One passage, with the room above it that its kind has."""
        above = 0 if is_first else tokens.SPACE_2
        match passage.look:
            case Look.HEADING:
                self._block(passage.text, above=0 if is_first else tokens.SPACE_3, level=2, is_first=is_first)
            case Look.NAMED:
                name, _, rest = passage.text.partition("\n")
                self._block(name, above=above, level=3, is_first=is_first)
                self._block(rest.replace("\n", _LINE), above=tokens.SPACE_1 // 2)
            case Look.POINT:
                self._block(passage.text, above=tokens.SPACE_1, is_first=is_first, is_point=True)
            case Look.PICTURE:
                self._picture()
                self._block(passage.text.replace("\n", _LINE), above=tokens.SPACE_1)
            case Look.HINT | Look.WORDS:
                is_quiet = passage.look is Look.HINT
                self._block(passage.text, above=above, is_first=is_first, is_quiet=is_quiet)

    def _block(
        self, text: str, *, above: int, level: int = 0, is_first: bool = False, is_point: bool = False,
        is_quiet: bool = False,
    ) -> None:  # fmt: skip
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(scaled(above))
        block.setHeadingLevel(level)
        font = QFont(self._font)
        font.setBold(bool(level))
        font.setPixelSize(scaled(tokens.CARD_TITLE if level == 2 else tokens.BODY))
        letters.setFont(font)
        letters.setForeground(QColor(colours().muted if is_quiet else colours().text))
        if is_first:
            self._at.setBlockFormat(block)
            self._at.setBlockCharFormat(letters)
        else:
            self._at.insertBlock(block, letters)
        if is_point:
            form = QTextListFormat()
            form.setStyle(QTextListFormat.Style.ListDisc)
            form.setIndent(1)
            self._at.createList(form)
        self._at.insertText(text, letters)

    def _picture(self) -> None:
        drawn = picture_of(BillPicture())
        size = drawn.deviceIndependentSize()
        self._document.addResource(QTextDocument.ResourceType.ImageResource.value, _PICTURE, drawn)
        form = QTextImageFormat()
        form.setName(_PICTURE.toString())
        form.setWidth(size.width())
        form.setHeight(size.height())
        form.setProperty(QTextFormat.Property.ImageAltText.value, "Picture of an energy bill")
        block = QTextBlockFormat()
        block.setTopMargin(scaled(tokens.SPACE_2))
        self._at.insertBlock(block)
        self._at.insertImage(form)
