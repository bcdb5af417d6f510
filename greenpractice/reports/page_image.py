"""The pages of a PDF as pictures: plain values for any thread, without what renders them."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels, row by row from the top; each is 4 bytes: blue, green, red and one unused."""

    width: int
    height: int
    bytes_a_row: int
    pixels: bytes


class PreviewPages(Protocol):
    """The pages of a PDF, counted from 0; each method may be called from any thread."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page, in points."""
        ...

    def image(self, page: int, width: int) -> PageImage:
        """The page so many pixels wide."""
        ...

    def text(self, page: int) -> str:
        """What the page says, line by line."""
        ...
