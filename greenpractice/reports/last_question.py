"""The last question of a report begins where its own last page is not left nearly empty."""

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable

from greenpractice.reports.blocks import LEAST_FILLED, heading
from greenpractice.reports.tagged import height_of
from greenpractice.reports.text import Content
from greenpractice.reports.words import PAGE_HEIGHT

_NEARLY_EMPTY, _NEARLY_FULL = 0.36, 0.94  # of a page: a little more may go over, as no table ends in one row
_WORTH_BEGINNING = 0.2  # of a page, for a title and what it leads to
_ENOUGH = 1 / 3  # of a page, under which none is left


def last_question(title: Content, blocks: Sequence[Flowable]) -> list[Flowable]:
    """A title and all that answers it, at the end of a report: on a new page, or where there is room."""
    rest = [heading(title, 2), *blocks]
    return [_Beginning(rest), *rest]


class _Beginning(CondPageBreak):
    """Begins a page or goes on with one, as `page_title` does, or the other way if that ends better."""

    def __init__(self, rest: Sequence[Flowable]) -> None:
        super().__init__(0)
        self._rest = rest

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        high = height_of(self._rest, available_width)
        anew = begins_anew(high / PAGE_HEIGHT, available_height / PAGE_HEIGHT)
        self.height = available_height + 1 if anew else 0
        width, height = super().wrap(available_width, available_height)
        return width, height


def begins_anew(pages: float, room: float) -> bool:
    """Whether so many pages begin on a new one, where `room` is left of the one before, all in pages."""
    usual = room < 1 - LEAST_FILLED
    can_go_on, can_begin = room >= _WORTH_BEGINNING, 1 - room >= _ENOUGH
    other_is_better = _ends_badly(pages, 1 if usual else room) and not _ends_badly(
        pages, room if usual else 1
    )
    if other_is_better and (can_go_on if usual else can_begin):
        return not usual
    return usual


def _ends_badly(pages: float, first: float) -> bool:
    """Whether the last page is nearly empty, or so full that a little may go over to another."""
    behind = pages - first
    return behind > 0 and not _NEARLY_EMPTY <= behind % 1 <= _NEARLY_FULL
