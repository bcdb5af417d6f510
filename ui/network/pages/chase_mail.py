"""The mail to one practice: whom it goes to, its text, the button that copies it, and when it was asked."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QSizePolicy, QWidget

from greenpractice.network.chasing import Chase
from greenpractice.periods import day_words
from ui.widgets.controls import button, card, page_layout, row, words
from ui.widgets.style import scaled

_HIGH = 300  # px at 100%: room for the usual text


class ChaseMail(QWidget):
    """Nothing is sent from here."""

    def __init__(self, copy: Callable[[], None], set_asked: Callable[[bool], None]) -> None:
        super().__init__()
        self.setObjectName("chase-mail")
        self.practice = ""
        self.title = words("", "card", "chase-name")
        self._contact = words("", "hint", "chase-contact")
        self.text = QPlainTextEdit()
        self.text.setObjectName("chase-text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title.setBuddy(self.text)
        self._copy = button("Copy email", "chase-copy", copy, "primary")
        self.asked = QCheckBox("Asked today")
        self.asked.setObjectName("chase-asked")
        self.asked.clicked.connect(set_asked)
        frame, inside = card()
        for part in (self.title, self._contact, self.text):
            inside.addWidget(part)
        inside.addLayout(row(self._copy, self.asked))
        inside.addWidget(words("Copy it into your mail program. Nothing is sent from here", "small"))
        layout = page_layout(self)
        layout.addWidget(frame)
        layout.addStretch(1)
        self._fit()

    def show_mail(self, each: Chase, text: str, asked_on: date | None) -> None:
        """The mail to a practice, and the day it was asked."""
        self.practice = each.practice
        self.title.setText(f"{each.name} ({each.practice})")
        contact = ", ".join(part for part in (each.contact, each.email) if part)
        self._contact.setText(contact or "No contact known: none of its returns named one")
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        self.text.setAccessibleName(f"Email to {each.name}")
        self._copy.setAccessibleName(f"Copy email to {each.name}")
        self.asked.setText("Asked today" if asked_on is None else f"Asked on {day_words(asked_on)}")
        self.asked.setAccessibleName(f"{self.asked.text()}: {each.name}")
        self.asked.setChecked(asked_on is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self._fit()

    def _fit(self) -> None:
        """Room for the usual text at this size of letters: in the style of all boxes it would have a line."""
        high = f"QPlainTextEdit {{ min-height: {scaled(_HIGH)}px; }}"
        if self.text.styleSheet() != high:
            self.text.setStyleSheet(high)
