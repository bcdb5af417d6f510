"""What is held beside a data file to compare with; what verifies it is loaded only where there is any."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from greenpractice.own_files import comparisons_folder
from greenpractice.periods import Period

if TYPE_CHECKING:
    from greenpractice.comparison.comparison_file import Comparison


@dataclass(frozen=True, slots=True)
class Held:
    """The comparisons that are there, the keys that a person accepted, and what is damaged, in words."""

    comparisons: "tuple[Comparison, ...]" = ()
    keys: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()

    def is_confirmed(self, comparison: "Comparison") -> bool:
        """True where a person compared its key with what the Lead read out."""
        return comparison.public_key in self.keys

    def printed_with(self, period: Period) -> "Comparison | None":
        """The one that the PDF of a period shows: confirmed, of the period itself, else the newest before."""
        confirmed = [each for each in self.comparisons if self.is_confirmed(each)]
        return newest_for(period, confirmed)


def newest_for(period: Period, comparisons: "list[Comparison]") -> "Comparison | None":
    """Of the period itself, else the newest before it and of its kind; of several groups the largest."""
    until = [each for each in comparisons if each.period.last_day <= period.last_day]
    return max(
        until,
        key=lambda each: (
            each.period == period,
            each.period.last_day,
            each.period.is_year == period.is_year,
            each.practices,
            each.made,
            each.digest,
        ),
        default=None,
    )


def held_beside(store: Path) -> Held:
    """What is held beside a data file; each file is verified whenever it is read."""
    if not comparisons_folder(store).is_dir():
        return Held()
    from greenpractice.comparison.kept import held

    return held(store)
