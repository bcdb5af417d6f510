"""The foot bar of a page of sections: how far they are, and the button that goes on to what waits next."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from greenpractice.returns.progress import Progress, Status, counting
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import SECTION as INHALERS
from ui.entry.figure_history import COMMAND
from ui.inhalers.inhaler_words import foot_words
from ui.practice.going_on import next_title
from ui.session.workspace import Workspace
from ui.widgets.controls import button, page_layout
from ui.window.page import Page
from ui.window.page_spec import PageSpec
from ui.window.parts.foot_bar import FootBar
from ui.window.parts.status_marks import LOOK_OF, together


class SectionFoot(Page):
    """Its green button is Ctrl+Enter: it goes on, or to what is wrong or missing. `asks` does a command."""

    def __init__(self, workspace: Workspace, spec: PageSpec, asks: Callable[[str], object]) -> None:
        super().__init__(workspace)
        self._sections = spec.sections
        primary = button("", f"{spec.key}-go-on", lambda: asks("complete"), "primary")
        primary.show_icon("chevron-right", "on_button", at_end=True)
        primary.setToolTip("Ctrl+Enter")
        self._bar = FootBar(spec.key, primary)
        history = button("History", f"{spec.key}-history", lambda: asks(COMMAND), "quiet", icon="history")
        history.setToolTip("Ctrl+H in a figure")
        history.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Ctrl+H is nearer than any number of Tabs
        self._bar.add(history)
        page_layout(self).addWidget(self._bar)

    def refresh(self) -> None:
        progress = self.workspace.progress()
        counted = counting(progress)
        mine = {key: progress[key] for key in self._sections if key in counted} or {
            key: progress[key] for key in self._sections
        }
        status = together([each.status for each in mine.values()])
        goes = next_title(self.workspace, self._sections)
        says_done = status in (Status.COMPLETED, Status.NOT_YET_STARTED)  # or there is nothing to call so
        words = f"Next: {goes}" if says_done else f"Completed, next: {goes}"
        self._bar.primary.setVisible(self.workspace.can_write)
        missing, so_far = missing_words(mine), ""
        if self._sections == (INHALERS.key,):
            how_far, so_far = foot_words(self.workspace)
            missing = missing if status is Status.PROBLEM else how_far
        self._bar.show_state(words, status.value, LOOK_OF[status], missing, so_far)


def missing_words(progress: dict[str, Progress]) -> str:
    """What the first section lacks that is not completed, named where the page has several."""
    order = (Status.PROBLEM, Status.IN_PROGRESS, Status.NOT_YET_STARTED, Status.CANNOT_START_YET)
    for wanted in order:
        for key, each in progress.items():
            if each.status is wanted and (each.remark or len(progress) > 1):
                remark = each.remark or each.status.value.lower()
                title = SECTION_BY_KEY[key].title
                return f"{title}: {remark}" if len(progress) > 1 else remark[:1].upper() + remark[1:]
    return ""
