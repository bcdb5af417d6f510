"""The chase list: who has to be asked and why, texts to copy, when each was asked; nothing is ever sent."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from greenpractice.errors import UserError
from greenpractice.exchange.network_tables import chase_table
from greenpractice.network.chasing import Chase, chase_list, list_text, mail_to, mail_to_all
from greenpractice.periods import day_of_today, day_words, due_day
from greenpractice.phrases import counted
from greenpractice.tasks.exports import never
from greenpractice.tasks.network_files import Collation
from ui.network.pages.chase_template import TemplateCard
from ui.network.pages.lead_page import NetworkPage
from ui.widgets import tokens
from ui.widgets.columns import flow
from ui.widgets.controls import button, card, clear, copy_text, line, page_layout, row, set_look, words

if TYPE_CHECKING:
    from ui.network.session.lead_workspace import NetworkWorkspace

_MOST = 25


class ChasePage(NetworkPage):
    """Copy a mail, send it with the mail program, tick when it was asked."""

    def __init__(self, workspace: "NetworkWorkspace") -> None:
        super().__init__(workspace)
        self.setObjectName("network-chase")
        self._chased: list[Chase] = []
        self._all = False
        self._export = workspace.exports.for_network("chase-list")
        self.place_words = words("", "section", "chase-place")
        self.due = words("", "bold", "chase-due")
        self.said = words("", "bold", "chase-said")
        self.said.hide()
        self._buttons = flow(
            button("Copy email to all", "chase-copy-all", self._copy_all, "primary"),
            button("Copy list", "chase-copy-list", self._copy_list),
            button(f"{self._export.action}…", self._export.control, self._choose_csv),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.SPACE_2)
        self._more = button("Show all", "chase-more", self._show_all, "link")
        self.template = TemplateCard(workspace)
        frame, inside = card()
        self.title = words("", "card", "chase-title")
        inside.addWidget(self.title)
        inside.addWidget(words("Copy a text into your mail program. Nothing is sent from here", "hint"))
        inside.addWidget(self._buttons)
        inside.addWidget(self.said)
        inside.addLayout(self._list)
        inside.addLayout(row(self._more))
        layout = page_layout(self)
        for part in (self.place_words, self.due, frame, self.template):
            layout.addWidget(part)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show whom to ask for the period in view."""
        workspace = self.workspace
        network = workspace.network()
        found = chase_list(network, workspace.states())
        self._chased = sorted(found, key=lambda each: each.name.casefold())
        self.place_words.setText(self.place())
        left = (self._due() - day_of_today()).days
        when = f"{counted(left, 'day')} left" if left > 0 else "today" if left == 0 else "the day has passed"
        self.due.setText(f"Due on {day_words(self._due())}: {when}")
        count = len(self._chased)
        self.title.setText(f"To ask: {counted(count, 'practice')}" if count else "Everyone has sent a return")
        self._buttons.setVisible(bool(count))
        self.template.setVisible(bool(count))
        shown = self._chased if self._all else self._chased[:_MOST]
        self._more.setVisible(len(shown) < count)
        self._more.setText(f"Show the other {counted(count - len(shown), 'practice')}")
        clear(self._list)
        for each in shown:
            self._list.addWidget(line())
            self._list.addWidget(self._entry(each))

    def save_csv(self, target: Path) -> None:
        """Save the list with its texts; what may not be written over is said."""
        services = self.workspace.services
        if services is None:
            return
        network, due = self.workspace.network(), self._due()
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

    def _due(self) -> date:
        return due_day(self.workspace.period, self.workspace.choices.due_days)

    def _entry(self, each: Chase) -> QWidget:
        entry = QWidget()
        inside = page_layout(entry)
        inside.setSpacing(tokens.SPACE_1)
        inside.addWidget(words(f"{each.name} ({each.practice})", "bold", f"chase-name-{each.practice}"))
        why = f"{each.sentence} {each.request}" if each.other else each.sentence
        inside.addWidget(words(why, "", f"chase-why-{each.practice}"))
        contact = ", ".join(part for part in (each.contact, each.email) if part)
        inside.addWidget(words(contact or "No contact known: none of its returns named one", "hint",
                               f"chase-contact-{each.practice}"))  # fmt: skip
        copy = button("Copy email", f"chase-copy-{each.practice}", partial(self._copy, each))
        copy.setAccessibleName(f"Copy email to {each.name}")
        day = self.workspace.asked_on(each.practice)
        tick = QCheckBox(f"Asked on {day_words(day)}" if day else "Asked today")
        tick.setObjectName(f"chase-asked-{each.practice}")
        tick.setAccessibleName(f"{tick.text()}: {each.name}")
        tick.setChecked(day is not None)
        tick.toggled.connect(partial(self._set_asked, each.practice))
        inside.addLayout(row(copy, tick))
        return entry

    def _set_asked(self, code: str, asked: bool) -> None:
        self.workspace.set_asked(code, day_of_today() if asked else None)
        tick = self.findChild(QCheckBox, f"chase-asked-{code}")
        if tick is not None:
            tick.setFocus()

    def _copy(self, each: Chase) -> None:
        text = mail_to(each, self.workspace.network(), self._due(), self.template.text)
        self._copied(text, f"Email to {each.name} copied")

    def _copy_all(self) -> None:
        wanted = [each for each in self._chased if each.wants_pdf]
        without, others = (
            [each for each in wanted if not each.email],
            sum(bool(each.other) and not each.wants_pdf for each in self._chased),
        )
        more = f". No address is known of {counted(len(without), 'practice')}" if without else ""
        if others:
            more += f". {counted(others, 'practice')} asked for something else: copy those emails below"
        if not wanted:
            self._say("Nobody is asked for a PDF: copy the emails below", "bold")
            return
        text = mail_to_all(wanted, self.workspace.network(), self._due(), self.template.text)
        self._copied(text, f"Email to all copied{more}")

    def _copy_list(self) -> None:
        self._copied(list_text(self._chased, self.workspace.network(), self._due()), "List copied")

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

    def _show_all(self) -> None:
        self._all = True
        self.refresh()
