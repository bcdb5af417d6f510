"""The measures watched beside the indicators, pooled over a network: a card of values and counts."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        for number, each in enumerate(network.watched):
            self._lines.addWidget(words(f"{each.name}: {each.facts.title}", "bold"))
            said = f"{each.value_words}. {counts_words(each)}. {each.facts.good}"
            if each.left_out and each.value is not None:
                said += f" Without {', '.join(map(network.name, each.left_out))}, who have none of these."
            self._lines.addWidget(words(said, "", f"network-watched-{number}"))
