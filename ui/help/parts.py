"""The parts of the Help page in their order: how to begin, each page, then words, sums, files and keys."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from greenpractice.indicators.computing import load_indicators, newest_schemes
from greenpractice.indicators.schemes import scheme_words
from greenpractice.tasks.exports import Exports
from ui.help.passages import Look, Passage, glossary_passages, in_lines
from ui.help.texts import TOPICS, Topic


@dataclass(frozen=True, slots=True)
class HelpPart:
    """One part: its words are made when it is shown or searched; `page` is the page that it is about."""

    key: str
    title: str
    passages: Callable[[], Iterable[Passage]]
    page: str = ""


def parts_of_help(
    of_pages: Iterable[HelpPart], exports: Exports, about: Callable[[], Iterable[str]]
) -> Iterator[HelpPart]:
    """All of them; tables of keys and factors have no words of their own."""
    topics = {topic.key: topic for topic in TOPICS}
    yield _of(topics["start"])
    yield from of_pages
    yield HelpPart("glossary", "Glossary", glossary_passages)
    yield _of(topics["method"])
    yield HelpPart("factors", "Emission factors and sources", tuple)
    yield HelpPart("files", "Files to give to others", lambda: in_lines(_file_lines(exports)))
    yield _of(topics["starter"])
    yield HelpPart("indicators", "The indicators", _of_indicators)
    yield _of(topics["privacy"])
    yield HelpPart("keys", "Keyboard shortcuts", tuple)
    yield _of(topics["accessibility"])
    yield HelpPart("about", "About", lambda: in_lines(about()))


def _of(topic: Topic) -> HelpPart:
    return HelpPart(topic.key, topic.title, lambda: in_lines(topic.lines))


def _file_lines(exports: Exports) -> list[str]:
    return [
        "A practice makes these, from the Reports menu.",
        *(export.help_words for export in exports.practice),
        "A network's Lead makes these, from the same menu.",
        *(export.help_words for export in exports.network),
    ]


def _of_indicators() -> Iterator[Passage]:
    yield Passage(Look.HINT, f"Definitions of {scheme_words(newest_schemes())}; still a useful guide")
    for each in load_indicators().values():
        said = (f"{each.id}: {each.title}", f"Counted: {each.numerator}", f"Out of: {each.denominator}")
        yield Passage(Look.NAMED, "\n".join(said))
