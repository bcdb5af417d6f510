"""The chase list: who has to be asked and why, the mail to each, when it was asked; nothing is ever sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QPushButton

from greenpractice.cells import InWords
from greenpractice.errors import UserError
from greenpractice.exchange.network_tables import chase_table
from greenpractice.network.chasing import Chase, chase_list, list_text, mail_to, mail_to_all
from greenpractice.periods import day_of_today, day_words, narrow_day_words
from greenpractice.phrases import counted
from greenpractice.tasks.exports import never
from greenpractice.tasks.network_files import Collation
from ui.network.pages.chase_mail import ChaseMail
from ui.network.pages.chase_template import TemplateCard
from ui.network.pages.lead_page import NetworkPage
from ui.network.pages.returns.strip import days_left
from ui.widgets import tokens
from ui.widgets.controls import button, copy_text, page_layout, row, set_look, words
from ui.widgets.marked_table import Column, MarkedTable
from ui.window.parts.side_column import in_one_column

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_MOST_ROWS = 8  # more scroll inside the list, so that the mail beside it stays in sight
_COLUMNS = (
    Column("Practice", 136, grows=True),
    Column("Why", 210, grows=True),
    Column("Asked on", 106),
)


class ChasePage(NetworkPage):
    """Choose a practice, copy its mail, send it with the mail program, tick when it was asked."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-chase")
        self._chased: list[Chase] = []
        self._export = workspace.exports.for_network("chase-list")
        self.tools: Sequence[QPushButton] = (
            button("Copy email to all", "chase-copy-all", self._copy_all),
            button("Copy list", "chase-copy-list", self._copy_list),
            button(f"{self._export.action}…", self._export.control, self._choose_csv),
        )
        self.title = words("", "card", "chase-title")
        self.due = words("", "hint", "chase-due")
        self.said = words("", "bold", "chase-said")
        self.said.hide()
        self.list = MarkedTable("chase-list", "Practices to ask", most=_MOST_ROWS)
        self.list.selectionModel().currentRowChanged.connect(self._on_row)
        self.mail = ChaseMail(self._copy, self._set_asked)
        self.template = TemplateCard(workspace)
        self.template.edit.textChanged.connect(self._show_mail)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(tokens.SPACE_3)
        self._across.addWidget(self.list, 1, Qt.AlignmentFlag.AlignTop)
        self._across.addWidget(self.mail, 1)
        layout = page_layout(self)
        layout.setSpacing(tokens.BETWEEN_CARDS)
        head = row(self.title, self.due, stretch=False)
        head.setStretch(1, 1)
        head.setSpacing(tokens.SPACE_3)
        layout.addLayout(head)
        layout.addWidget(self.said)
        layout.addLayout(self._across)
        layout.addWidget(self.template)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show whom to ask for the period in view."""
        workspace = self.workspace
        found = chase_list(workspace.network(), workspace.states())
        self._chased = sorted(found, key=lambda each: each.name.casefold())
        due = workspace.due
        self.due.setText(f"Due on {day_words(due)}: {days_left((due - day_of_today()).days)}")
        count = len(self._chased)
        self.title.setText(f"To ask: {counted(count, 'practice')}" if count else "Everyone has sent a return")
        for part in (*self.tools, self.list, self.mail, self.template):
            part.setVisible(bool(count))
        shown = self.mail.practice
        self.list.show_table(_COLUMNS, [self._cells(each) for each in self._chased])
        self.open_practice(shown)

    def open_practice(self, code: str) -> None:
        """Show the mail to a practice; to the first where that one is not asked."""
        codes = [each.practice for each in self._chased]
        if codes:
            number = codes.index(code) if code in codes else self.list.figures.order[0]
            self.list.selectRow(list(self.list.figures.order).index(number))
        self._show_mail()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workspace.to_ask:
            self.open_practice(self.workspace.to_ask)
            self.workspace.to_ask = ""

    def save_csv(self, target: Path) -> None:
        """Save the list with its texts; what may not be written over is said."""
        services = self.workspace.services
        if services is None:
            return
        network, due = self.workspace.network(), self.workspace.due
        texts = {each.practice: mail_to(each, network, due, self.template.text) for each in self._chased}
        asked = {each.practice: self.workspace.asked_on(each.practice) for each in self._chased}
        days = {code: day for code, day in asked.items() if day is not None}
        table = chase_table(self._chased, due, days, texts)
        what = Collation(network, self.workspace.files(), self.workspace.store.is_demo(), table)
        try:
            services.export(self._export, what, target, self.workspace.store.path, never)
        except (UserError, OSError) as error:
            self._say(str(error), "error")
        else:
            self._say(f"Saved as {target}", "bold")

    def _cells(self, each: Chase) -> list[str]:
        day = self.workspace.asked_on(each.practice)
        asked = InWords("–", None) if day is None else InWords(narrow_day_words(day), day)
        return [each.name, each.sentence, asked]

    def lay_out(self) -> None:
        """The mail beside the list, or below it where there is little room."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._across.setDirection(down if in_one_column(self) else across)

    def _current(self) -> Chase | None:
        number = self.list.current
        return self._chased[number] if number is not None and number < len(self._chased) else None

    def _on_row(self) -> None:
        self.said.hide()
        self._show_mail()

    def _show_mail(self) -> None:
        each = self._current()
        if each is not None:
            self.mail.show_mail(each, self._mail_to(each), self.workspace.asked_on(each.practice))

    def _mail_to(self, each: Chase) -> str:
        return mail_to(each, self.workspace.network(), self.workspace.due, self.template.text)

    def _set_asked(self, asked: bool) -> None:
        each = self._current()
        if each is not None:
            self.workspace.set_asked(each.practice, day_of_today() if asked else None)

    def _copy(self) -> None:
        each = self._current()
        if each is not None:
            self._copied(self._mail_to(each), f"Email to {each.name} copied")

    def _copy_all(self) -> None:
        wanted = [each for each in self._chased if each.wants_pdf]
        without, others = (
            [each for each in wanted if not each.email],
            sum(bool(each.other) and not each.wants_pdf for each in self._chased),
        )
        more = f". No address is known of {counted(len(without), 'practice')}" if without else ""
        if others:
            more += f". {counted(others, 'practice')} asked for something else: copy those emails one by one"
        if not wanted:
            self._say("Nobody is asked for a PDF: copy the emails one by one", "bold")
            return
        text = mail_to_all(wanted, self.workspace.network(), self.workspace.due, self.template.text)
        self._copied(text, f"Email to all copied{more}")

    def _copy_list(self) -> None:
        self._copied(list_text(self._chased, self.workspace.network(), self.workspace.due), "List copied")

    def _copied(self, text: str, sentence: str) -> None:
        set_look(self.said, "look", "bold")
        copy_text(self.said, text, sentence)

    def _choose_csv(self) -> None:
        suffix = self._export.suffix
        name = f"Chase list, {Collation(self.workspace.network(), (), demo=False).name}{suffix}"
        folder = self.workspace.store.path.parent
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._export.action, str(folder / name), f"CSV files (*{suffix})"
        )
        if chosen:
            self.save_csv(Path(chosen))

    def _say(self, sentence: str, look: str) -> None:
        set_look(self.said, "look", look)
        self.said.setText(sentence)
        self.said.show()
