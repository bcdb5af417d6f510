"""The register of publications that every shipped fact cites."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import SHIPPED, trying
from greenpractice.facts.tables_reading import need_text, no_more, parse_tables, resource_text
from greenpractice.periods import MONTHS, day_words

_KEYS = ("title", "publisher", "date", "licence", "find", "note", "transcription")
_YEAR = re.compile(rf"(?:({'|'.join(MONTHS)}) )?\b(2\d{{3}})\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """One publication: what it is called, who published it when (in words), its licence, where to find it.

    `transcription`: it was read as others wrote it down, so that what was read itself comes before it.
    """

    key: str
    title: str
    publisher: str
    published: str
    licence: str
    find: str
    note: str = ""
    transcription: bool = False

    @property
    def words(self) -> str:
        """Title, publisher and date in one line."""
        return f"{self.title} ({self.publisher}, {self.published})"


def parse_sources(name: str, text: str) -> dict[str, Source]:
    """Sources by key; a missing part or an unknown one is a FactsError."""
    sources = {}
    for key, table in parse_tables(name, text).items():
        no_more(name, key, table, _KEYS)
        sources[key] = Source(
            key,
            need_text(name, key, "title", table.get("title")),
            need_text(name, key, "publisher", table.get("publisher")),
            _published(name, key, table.get("date")),
            need_text(name, key, "licence", table.get("licence")),
            need_text(name, key, "find", table.get("find")),
            str(table.get("note", "")),
            _is_transcription(name, key, table.get("transcription", False)),
        )
    return sources


@cache
def shipped_day(folder: str) -> date:
    """The day of the shipped tables of a folder such as `inhalers`: that of the newest source they cite."""
    name = f"{folder}/sources.toml"
    with trying(SHIPPED):
        dates = [entry.get("date") for entry in parse_tables(name, resource_text(name)).values()]
    return max((day for each in dates for day in _days_in(each)), default=date.min)


def _days_in(published: object) -> Iterator[date]:
    """A date, or the first days of the years and months that words such as `March 2019` name."""
    if isinstance(published, date):
        yield published
        return
    for month, year in _YEAR.findall(str(published)):
        yield date(int(year), MONTHS.index(month) + 1 if month else 1, 1)


def load_sources(name: str) -> dict[str, Source]:
    """The sources of one shipped register, such as `factors/sources.toml`."""
    return parse_sources(name, resource_text(name))


def need_source(file: str, key: str, sources: Mapping[str, Source], value: object) -> Source:
    """The source an entry cites; without one the entry is refused."""
    source = sources.get(value) if isinstance(value, str) else None
    if source is None:
        raise FactsError(file, key, f"source must be one of the register, not {value!r}")
    return source


def _published(name: str, key: str, value: object) -> str:
    """The day of publication in words; a text such as `2021/22` where only that is known."""
    return day_words(value) if isinstance(value, date) else need_text(name, key, "date", value)


def _is_transcription(name: str, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise FactsError(name, key, f"transcription must be true or false, not {value!r}")
    return value
