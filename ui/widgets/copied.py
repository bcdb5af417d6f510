"""Copying a text for another program, and saying so beside it and to a screen reader."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from ui.widgets.controls import announce


def copy_text(said: QLabel, text: str, sentence: str) -> None:
    """Put the text on the clipboard; `said` shows the sentence that tells it."""
    QGuiApplication.clipboard().setText(text)
    said.setText(sentence)
    said.show()
    announce(said, sentence)
