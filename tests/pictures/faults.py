"""What a measure gives back: how many places it looked at, and what it found there."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Found:
    """By measure: how many places were measured, and a sentence for each fault."""

    places: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def look(self, measure: str, faults: Iterable[str], places: int) -> None:
        """Add what a measure found in so many places."""
        self.places[measure] = self.places.get(measure, 0) + places
        self.faults += [(measure, fault) for fault in dict.fromkeys(faults)]
