"""What a pack of facts would change, said in so few lines that the button below them stays near."""

from decimal import Decimal

from greenpractice.packs.changes import FigureChange
from greenpractice.periods import Period
from greenpractice.store import ReturnKey
from ui.facts.looking import MOST_PERIODS, figure_words


def changes(count: int) -> list[FigureChange]:
    """Of as many quarters back from a newest one, each 10 kg less."""
    found, period = [], Period(2026, 2)
    for _ in range(count):
        found.append(FigureChange(ReturnKey("C82001", period), Decimal(1000), Decimal(990)))
        period = period.previous
    return found


def test_of_many_quarters_the_newest_are_said_and_the_others_together():
    said = figure_words(changes(30))
    assert len(said) == MOST_PERIODS + 1
    assert said[0] == "July to September 2026: 1,000 kg CO₂e now, 990 kg with this pack"
    assert said[-1] == (
        "26 earlier periods, back to April to June 2019, together: "
        "26,000 kg CO₂e now, 25,740 kg with this pack"
    )


def test_a_few_quarters_are_each_said():
    assert len(figure_words(changes(MOST_PERIODS))) == MOST_PERIODS
    assert "together" not in " ".join(figure_words(changes(MOST_PERIODS)))
