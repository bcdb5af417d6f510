"""Two columns of blocks side by side, read left whole and then right whole."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from greenpractice.reports.blocks import Block
from greenpractice.reports.text import SMALL
from greenpractice.reports.words import GAP


class Halves(Block):
    """Blocks in two columns of half the width each; they stand on one page."""

    def __init__(self, left: Sequence[Flowable], right: Sequence[Flowable]) -> None:
        super().__init__(SMALL)
        self.sides = (left, right)
        self.spaceBefore = max((side[0].getSpaceBefore() for side in self.sides if side), default=0.0)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.half = (available_width - GAP) / 2
        self.places = [self._places(side) for side in self.sides]
        self.height = max(places[-1][1] if places else 0.0 for places in self.places)
        return self.width, self.height

    def _places(self, side: Sequence[Flowable]) -> list[tuple[float, float]]:
        """Where each block of a side begins and ends, downwards from the top."""
        found, end, after = list[tuple[float, float]](), 0.0, 0.0
        for number, block in enumerate(side):
            before = max(block.getSpaceBefore() - after, 0) if number else 0.0
            start = end + after + before
            end = start + block.wrap(self.half, 0)[1]
            found.append((start, end))
            after = block.getSpaceAfter()
        return found

    def draw(self) -> None:
        for number, (side, places) in enumerate(zip(self.sides, self.places, strict=True)):
            for block, (_, end) in zip(side, places, strict=True):
                block.drawOn(self.canv, number * (self.half + GAP), self.height - end)
