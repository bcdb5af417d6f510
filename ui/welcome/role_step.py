"""How the app will be used: the first question of the first run."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGroupBox, QVBoxLayout, QWidget

from ui.welcome.choice_card import ChoiceCard
from ui.widgets import tokens
from ui.widgets.controls import announce, button, page_layout, words
from ui.widgets.flow import Flow

QUESTION = "How will you use this app?"
_ANSWERS = (
    (
        "practice",
        "building-hospital",
        "I work in a GP practice",
        "Enter figures each quarter and create a summary PDF",
    ),
    ("pcn", "building-community", "I am a PCN lead", "Collect practices’ PDFs and see the network"),
    ("demo", "eye", "I want to look around first", "Opens made-up data, kept apart from your own"),
)


class _Answers(QGroupBox):
    """Answers that belong together: their question is read out before the first of them. It draws nothing."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.setObjectName("role-answers")
        self.setProperty("look", "answers")
        self.setAccessibleName(question)

    def paintEvent(self, event: QPaintEvent) -> None:
        pass


class RoleStep(QWidget):
    """Nothing is chosen at first; who has a data file already opens it instead."""

    chosen = Signal(str)
    file_chosen = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(words(QUESTION, "page"))
        self._waits = words("", "bold", "role-waits")
        self._problem = words("", "error", "role-problem")
        for said in (self._waits, self._problem):
            said.hide()
            layout.addWidget(said)
        answers = _Answers(QUESTION)
        down = QVBoxLayout(answers)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(tokens.SPACE_2 + tokens.SPACE_1)
        self._group, self._cards = QButtonGroup(self), dict[str, ChoiceCard]()
        for key, icon, label, hint in _ANSWERS:
            card = ChoiceCard(icon, label, hint)
            card.setObjectName(f"role-{key}")
            card.entered.connect(self._continue)
            self._cards[key] = card
            self._group.addButton(card)
            down.addWidget(card)
        layout.addWidget(answers)
        layout.addSpacing(tokens.SPACE_2)
        layout.addWidget(
            Flow(
                (
                    button("Continue", "role-continue", self._continue, "primary"),
                    button("Open a data file…", "role-open", self._choose_file, "tall"),
                )
            )
        )

    def start(self) -> None:
        """Put the focus on the first answer."""
        self._cards["practice"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _continue(self) -> None:
        role = next((key for key, card in self._cards.items() if card.isChecked()), None)
        self._problem.hide()
        if role is None:
            self.say("Select how you will use this app")
            self.start()
        else:
            self.chosen.emit(role)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a data file", "", "Data files (*.db)")
        if chosen:
            self._problem.hide()
            self.file_chosen.emit(Path(chosen))

    def say_what_waits(self, sentence: str) -> None:
        """Say what is done once all is answered."""
        self._waits.setText(sentence)
        self._waits.show()

    def say(self, sentence: str) -> None:
        """Say what stands in the way."""
        self._problem.setText(sentence)
        self._problem.show()
        announce(self, sentence)
