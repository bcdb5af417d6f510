"""What is asked about a file that reads well: its end may be missing, or its rows may stand there twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from greenpractice.returns.file_questions import EXCEL, EXCEL_KEEPS, PORTAL, PORTAL_KEEPS

_MOST_SEEN = 262_144
_BYTES = 8
_TIMES = {2: "twice", 3: "three times", 4: "four times"}


@dataclass(slots=True)
class WholeRows:
    """Rows of inhalers by what stands in all of their cells: which of them have been there before.

    Published tables never say a row twice. Only so many are kept in mind: of a doubled file that is enough.
    """

    times: dict[bytes, int] = field(default_factory=dict)

    def see(self, fields: Sequence[str], span: str) -> None:
        """Count one row; `span` is the month by the name of its table: of another it is another."""
        print = blake2b(
            "\x1f".join((span, *fields)).encode(errors="surrogatepass"), digest_size=_BYTES
        ).digest()
        there = self.times.get(print)
        if there is not None or len(self.times) < _MOST_SEEN:
            self.times[print] = (there or 0) + 1

    def add(self, other: "WholeRows") -> None:
        """Those of another part of the same file."""
        for print, times in other.times.items():
            self.times[print] = self.times.get(print, 0) + times

    def question(self) -> str | None:
        """How many stand there more than once, and what to look at; None if none does."""
        again = [times for times in self.times.values() if times > 1]
        if not again:
            return None
        most = max(again)
        often = _TIMES.get(most, f"{most:,} times")
        if len(again) == 1:
            said = f"one whole row of inhalers stands there {often}"
        else:
            said = f"{len(again):,} whole rows of inhalers stand there {'up to ' if most > 2 else ''}{often}"
        return f"{said}, so it is counted as often. Look whether the file was put together from two copies"


def cut_kind(rows: int, lines: int) -> str | None:
    """The question, if a table of so many rows, or lines with its header, may be the start of a longer one.

    No published table has exactly so many rows by chance: each is what a program keeps of a longer one.
    """
    if lines == EXCEL_KEEPS:
        return EXCEL
    return PORTAL if rows == PORTAL_KEEPS else None
