"""What is heard of a window, whoever asks: items in the order they are read, and what is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

STRUCTURE = frozenset(
    {"application", "filler", "frame", "layered pane", "menu bar", "panel", "scroll bar", "scroll pane",
     "splitter", "status bar", "tool bar"}
)  # fmt: skip
CELLS = frozenset({"cell", "table cell"})


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its role, as the accessibility bus calls it, and all that is said of it."""

    role: str
    name: str
    description: str = ""
    focusable: bool = False
    level: int = 0  # of a heading
    labelled: bool = False  # by a label of its own
    children: list["Item"] = field(default_factory=list)

    @property
    def is_read(self) -> bool:
        """True for what somebody who listens comes upon."""
        return self.focusable or bool(self.name) or self.role not in STRUCTURE

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"


def read(item: Item) -> Iterator[Item]:
    """All items from here on, in the order they are read."""
    yield item
    for child in item.children:
        yield from read(child)


def heard(item: Item) -> list[Item]:
    """What somebody who listens comes upon, in order."""
    return [each for each in read(item) if each.is_read]


def with_role(item: Item, *roles: str) -> list[Item]:
    """The items that are heard with one of these roles."""
    return [each for each in heard(item) if each.role in roles]


def faults_heard(item: Item) -> list[str]:
    """Everything that is wrong with what is heard."""
    return [
        *nameless(item),
        *twice(heard(item)),
        *headings_wrong(item),
        *without_question(item),
        *charts_wrong(item),
    ]


def nameless(item: Item) -> Iterator[str]:
    """Items without a name. A cell that cannot be reached lies under another one, which is wider."""
    for each in heard(item):
        if not each.name and not (each.role in CELLS and not each.focusable):
            yield f"{each.role} has no name"
        if "\u200b" in each.name or each.name != each.name.strip():
            yield f"{each} has marks in its name that nobody types"


def twice(items: Sequence[Item]) -> Iterator[str]:
    """What is said again at once."""
    for each in items:
        if each.description and each.description.casefold() in each.name.casefold():
            yield f"{each} says {each.description!r} again"
    said = [each for each in items if each.role not in CELLS]
    for before, after in pairwise(said):
        if before.name == after.name and not after.labelled and not names(before, after):
            yield f"{before} is followed by {after}"
        elif (
            before.role == "label"
            and not after.labelled
            and after.name.startswith((f"{before.name}:", f"{before.name},"))
        ):
            yield f"{after} begins with {before}"
        elif after.role == "label" != before.role and after.name in parts(before.name):
            yield f"{before} said {after} already"


def names(heading: Item, after: Item) -> bool:
    """True where a heading names the group or table below it, or an item of a list the page beside it."""
    return (
        heading.role == "heading" and after.role in ("table", "list", "panel")
    ) or heading.role == "list item"


def parts(name: str) -> list[str]:
    """`Paper, Completed, 339 kg` in its three parts."""
    return name.replace(": ", ", ").split(", ")


def headings_wrong(item: Item) -> Iterator[str]:
    """Of the headings: one of the first level, and no level left out."""
    levels = [each.level for each in with_role(item, "heading")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    for before, after in pairwise(sorted({0, *levels})):
        if after > before + 1:
            yield f"a heading of level {after} and none of {before + 1}"


def without_question(item: Item, question: str = "") -> Iterator[str]:
    """Radio buttons that stand in no group with a name, and do not say it themselves."""
    asked = item.name if item.role in ("panel", "grouping") else question
    if item.role == "radio button" and not asked and ": " not in item.name:
        yield f"{item} has no question"
    for child in item.children:
        yield from without_question(child, asked or question)


def charts_in(item: Item) -> list[Item]:
    """The charts that are heard."""
    return with_role(item, "chart")


def charts_wrong(item: Item) -> Iterator[str]:
    """Charts without a sentence, or without a table: one in their place, or the one they are of."""
    yield from (f"{each} has no sentence" for each in charts_in(item) if len(each.name.split()) < 5)
    tables = tuple(f"{each.name}, " for each in with_role(item, "table"))
    for place in read(item):
        said = [child.name for child in place.children]
        for chart in (child for child in place.children if child.role == "chart"):
            if not any(name.startswith("Show as table: ") for name in said) and not chart.name.startswith(
                tables
            ):
                yield f"{chart} has no table"
