"""The measures watched beside the indicators: a card with each value, its counts and why."""

from functools import partial

from PySide6.QtWidgets import QWidget

from greenpractice.answers.history import View
from greenpractice.answers.indicator_reasons import why_watched
from greenpractice.comparison.telling import Compared, usual_words
from greenpractice.indicators import WATCHED
from greenpractice.indicators.side_by_side import compared_words
from greenpractice.indicators.watching import counts_words
from greenpractice.indicators.words import INTRODUCTION_OF_WATCHED
from ui.session.workspace import Workspace
from ui.widgets.controls import card, line, page_layout, row, words
from ui.window.why import WhyButton


class WatchedCard(QWidget):
    """Apart from the indicators: no ruler, no threshold, no status."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card-watched")
        frame, inside = card()
        page_layout(self).addWidget(frame)
        inside.addWidget(words("Also watched", "card"))
        inside.addWidget(words(INTRODUCTION_OF_WATCHED, "hint"))
        self._titles, self._values, self._counts = {}, {}, {}
        for measure in WATCHED:
            name = _name(measure.id)
            self._titles[measure.id] = words("", "bold", f"watched-title-{name}")
            self._values[measure.id] = WhyButton(f"watched-{name}", workspace)
            self._counts[measure.id] = words("", "", f"watched-counts-{name}")
            inside.addWidget(line())
            inside.addWidget(self._titles[measure.id])
            beside = row(self._values[measure.id], self._counts[measure.id], stretch=False)
            beside.setStretch(1, 1)
            inside.addLayout(beside)

    def show_view(self, view: View, others: Compared | None) -> None:
        """Show the measures of a view, with what is usual of each in the network."""
        for each in view.watched():
            id = each.facts.id
            self._titles[id].setText(f"{each.name}: {each.facts.title}")
            self._values[id].say(each.value_words, each.facts.title, partial(why_watched, each, view.parts))
            than = compared_words(each, view.period.last_day)
            usual = usual_words(others, id)
            self._counts[id].setText(
                " ".join(filter(None, (f"{counts_words(each)}.", each.facts.good, than, usual)))
            )


def _name(id: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in id.casefold())
