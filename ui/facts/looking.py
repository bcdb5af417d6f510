"""Looking at a pack beside the window: who signed it, and which facts and figures would be others."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from greenpractice.facts.in_use import Facts, Pack, in_use
from greenpractice.numbers import exact, show_in_kg, told_apart
from greenpractice.packs.changes import (
    FactChange,
    FigureChange,
    fact_changes,
    fact_words,
    figure_changes,
    returns_of,
)
from greenpractice.packs.installed import KeyNotAccepted, held, need_key, with_pack
from greenpractice.packs.pack_file import read_pack_file
from greenpractice.periods import Period, day_of_today
from greenpractice.phrases import counted
from greenpractice.returns.documents import ReturnDocument
from ui.session.jobs import Reins
from ui.session.services import WindowServices

MOST_SHOWN, MOST_PERIODS = 12, 4  # all that is said stands above the button that installs it


@dataclass(frozen=True, slots=True)
class Asked:
    """A pack to look at for a data file; `read_out` is the key that a person compared, "" if nobody did.

    `practice` is whose figures are shown, "" for all that the data file has.
    """

    pack: Path
    store: Path
    practice: str
    read_out: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A pack, and what it would change in words; with `why_key` nobody has accepted its key yet."""

    asked: Asked
    pack: Pack
    why_key: str = ""
    is_there: bool = False
    figures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def look(services: WindowServices | None, asked: Asked, _reins: Reins) -> Looked:
    """Read it, and work out the returns with it and without; UserError where it may not be installed."""
    there, pack = held(asked.store), read_pack_file(asked.pack)
    try:
        need_key(pack, asked.pack.name, there, asked.read_out)
    except KeyNotAccepted as error:
        return Looked(asked, pack, str(error))
    if pack in there.packs:
        return Looked(asked, pack, is_there=True)
    before, after = in_use(), with_pack(pack, asked.pack.name, there, day_of_today())
    documents = [each for each in _returns(services, asked.store) if asked.practice in ("", each.ods_code)]
    figures = figure_changes(before, after, documents)
    return Looked(
        asked,
        pack,
        figures=tuple(figure_words(figures)),
        facts=tuple(_fact_words(fact_changes(before, after), after)),
    )


def _returns(services: WindowServices | None, path: Path) -> list[ReturnDocument]:
    """As a store of its own has them: that of the window is of its thread."""
    if services is None:
        return []
    store = services.open_store(path, write=False)
    try:
        return returns_of(store)
    finally:
        store.close()


def figure_words(figures: Sequence[FigureChange]) -> list[str]:
    """The kg of the newest periods before and after, the newest first, then of all earlier ones together."""
    sums: dict[Period, tuple[Decimal, Decimal]] = {}
    for each in figures:
        was, now = sums.get(each.key.period, (Decimal(0), Decimal(0)))
        with exact():
            sums[each.key.period] = was + each.was, now + each.now
    differ = [(period.words, both) for period, both in sums.items() if both[0] != both[1]]
    said, earlier = differ[:MOST_PERIODS], differ[MOST_PERIODS:]
    if earlier:
        with exact():
            both = (
                sum((was for _, (was, _) in earlier), Decimal(0)),
                sum((now for _, (_, now) in earlier), Decimal(0)),
            )
        said.append((f"{counted(len(earlier), 'earlier period')}, back to {earlier[-1][0]}, together", both))
    if not sums:
        return ["There are no figures here yet that could change"]
    if not said:
        return [f"No total changes, of {counted(len(sums), 'period')}"]
    return [
        f"{what}: {before} kg CO₂e now, {after} kg with this pack"
        for what, (was, now) in said
        for before, after in (told_apart(was, now, show_in_kg),)
    ]


def _fact_words(rows: Sequence[FactChange], after: Facts) -> list[str]:
    if not rows:
        return ["Every fact in it is as it is now"]
    more = [f"and {len(rows) - MOST_SHOWN} more"] if len(rows) > MOST_SHOWN else []
    return [*(fact_words(row, after) for row in rows[:MOST_SHOWN]), *more]
