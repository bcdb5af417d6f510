"""The measures watched beside the indicators, pooled over a network: a card of values and counts."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenpractice.indicators.side_by_side import compared_words, first_lever, why_they_differ
from greenpractice.indicators.watching import counts_words
from greenpractice.indicators.words import INTRODUCTION_OF_WATCHED
from greenpractice.network.network import Network
from ui.widgets.controls import card, clear, page_layout, words


class NetworkWatched(QWidget):
    """Apart from the indicators: no ruler, no threshold, no status."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("network-watched")
        frame, inside = card()
        page_layout(self).addWidget(frame)
        inside.addWidget(words("Also watched", "card"))
        inside.addWidget(words(INTRODUCTION_OF_WATCHED, "hint"))
        self._lines = QVBoxLayout()
        inside.addLayout(self._lines)

    def show_network(self, network: Network) -> None:
        """Show the measures of a network, and whom each is without."""
        clear(self._lines)
        said_first = (
            first_lever(network.watched, network.period.last_day),
            why_they_differ(network.indicators, network.watched),
        )
        for name, said in zip(("lever", "differ"), said_first, strict=True):
            if said:
                self._lines.addWidget(words(said, "", f"network-{name}"))
        for number, each in enumerate(network.watched):
            self._lines.addWidget(words(f"{each.name}: {each.facts.title}", "bold"))
            said = f"{each.value_words}. {counts_words(each)}. {each.facts.good}"
            than = compared_words(each, network.period.last_day)
            said += f" {than}" if than else ""
            if each.left_out and each.value is not None:
                said += f" Without {', '.join(map(network.name, each.left_out))}, who have none of these."
            self._lines.addWidget(words(said, "", f"network-watched-{number}"))
