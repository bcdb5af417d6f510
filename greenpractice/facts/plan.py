"""The Green Plan as dated data: what practices and networks can do, and the targets drawn on charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, cast, get_args

from greenpractice.errors import FactsError, UserError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.sources import Source, load_sources, need_source
from greenpractice.facts.tables_reading import (
    Table,
    need_date,
    need_decimal,
    need_text,
    no_more,
    parse_toml,
    resource_text,
)
from greenpractice.periods import Period
from greenpractice.texts import name_key

Actor = Literal["practice", "pcn"]
_Sources = Mapping[str, Source]
_SIZE_KEYS = ("change", "baseline", "value", "unit")
_TARGET_KEYS = ("by", "undated", "earliest", "words", *_SIZE_KEYS, "source", "where", "note")
_PLAN_KEYS = ("name", "version", "first_day", "last_day", "period", "source", "themes", "actions")
_ACTION_KEYS = ("theme", "title", "text", "for", "due", "ongoing", "when", "sections", "note")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached by a day: a `change` against the year `baseline`, or a `value` in `unit`.

    `change` is a share: -0.5 is half as much. `by` is None where the source names no date, `earliest` is
    the start of a window such as 2028 to 2032.
    """

    key: str
    by: date | None
    earliest: date | None
    words: str
    change: Decimal | None
    baseline: Period | None
    value: Decimal | None
    unit: str
    source: Source
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class PlanAction:
    """One thing to do: who can, until when (ongoing: no `due`), and which sections of a return show it."""

    code: str
    theme: str
    title: str
    text: str
    actors: tuple[Actor, ...]
    due: date | None
    when: str
    sections: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class GreenPlan:
    """A plan in force for a while; `period` says it in words, `themes` are the titles of its parts."""

    name: str
    version: str
    first_day: date
    last_day: date
    period: str
    source: Source
    themes: Mapping[str, str]
    actions: tuple[PlanAction, ...]
    targets: tuple[Target, ...]

    def action(self, code: str) -> PlanAction | None:
        """The action with this code, however it is typed."""
        key = name_key(code)
        return next((action for action in self.actions if name_key(action.code) == key), None)

    def targets_for(self, key: str) -> tuple[Target, ...]:
        """Targets for one thing, the earliest first, one without a date last; none if the plan sets none."""
        targets = [target for target in self.targets if target.key == key]
        return tuple(sorted(targets, key=lambda target: target.by or date.max))


@of_facts
def load_plan() -> GreenPlan:
    """The shipped plan."""
    sources = load_sources("plan/sources.toml")
    targets = parse_targets("plan/targets.toml", resource_text("plan/targets.toml"), sources)
    return parse_plan("plan/actions.toml", resource_text("plan/actions.toml"), sources, targets)


def parse_targets(file: str, text: str, sources: _Sources) -> tuple[Target, ...]:
    """Targets of every key."""
    targets = []
    for key, entries in parse_toml(file, text).items():
        if not isinstance(entries, list):
            raise FactsError(file, key, f"it must be a list of targets: [[{key}]]")
        for number, entry in enumerate(entries, start=1):
            place = f"{key} {number}"
            targets.append(_target(file, place, key, _need_table(file, place, entry), sources))
    return tuple(targets)


def parse_plan(file: str, text: str, sources: _Sources, targets: Sequence[Target]) -> GreenPlan:
    """The plan with its actions, in the order of the file."""
    plan = parse_toml(file, text)
    no_more(file, "", plan, _PLAN_KEYS)
    themes = {
        theme: need_text(file, "themes", theme, title)
        for theme, title in _need_table(file, "themes", plan.get("themes")).items()
    }
    actions = [
        _action(file, f"actions.{code}", code, _need_table(file, f"actions.{code}", entry), themes)
        for code, entry in _need_table(file, "actions", plan.get("actions")).items()
    ]
    first_day = need_date(file, "first_day", "first_day", plan.get("first_day"))
    last_day = need_date(file, "last_day", "last_day", plan.get("last_day"))
    if last_day < first_day:
        raise FactsError(file, "last_day", f"{last_day} is before {first_day}")
    return GreenPlan(
        need_text(file, "name", "name", plan.get("name")),
        need_text(file, "version", "version", plan.get("version")),
        first_day,
        last_day,
        need_text(file, "period", "period", plan.get("period")),
        need_source(file, "source", sources, plan.get("source")),
        themes,
        tuple(actions),
        tuple(targets),
    )


def _target(file: str, place: str, key: str, entry: Table, sources: _Sources) -> Target:
    no_more(file, place, entry, _TARGET_KEYS)
    by = _day_or(file, place, entry, "by", "undated")
    earliest = need_date(file, place, "earliest", entry["earliest"]) if "earliest" in entry else None
    if earliest and not (by and earliest < by):
        raise FactsError(file, place, "earliest must be a day before `by`")
    if ("change" in entry) == ("value" in entry):
        raise FactsError(file, place, "either change or value must be given")
    change, baseline, value, unit = None, None, None, ""
    if "change" in entry:
        change, baseline = (
            _change(file, place, entry["change"]),
            _baseline(file, place, entry.get("baseline")),
        )
        no_more(file, place, entry, [name for name in _TARGET_KEYS if name != "unit"])
    else:
        value = need_decimal(file, place, "value", entry["value"])
        unit = need_text(file, place, "unit", entry.get("unit"))
        no_more(file, place, entry, [name for name in _TARGET_KEYS if name != "baseline"])
    return Target(
        key,
        by,
        earliest,
        need_text(file, place, "words", entry.get("words")),
        change,
        baseline,
        value,
        unit,
        need_source(file, place, sources, entry.get("source")),
        need_text(file, place, "where", entry.get("where")),
        _note(file, place, entry),
    )


def _action(file: str, place: str, code: str, entry: Table, themes: Mapping[str, str]) -> PlanAction:
    no_more(file, place, entry, _ACTION_KEYS)
    theme = need_text(file, place, "theme", entry.get("theme"))
    if theme not in themes:
        raise FactsError(file, place, f"theme {theme!r} is not one of the plan's themes")
    actors = _texts(file, place, "for", entry.get("for"))
    if not actors or not set(actors) <= set(get_args(Actor)):
        raise FactsError(
            file, place, f"for must name practice, pcn or both, not {', '.join(actors) or 'nobody'}"
        )
    return PlanAction(
        code,
        theme,
        need_text(file, place, "title", entry.get("title")),
        need_text(file, place, "text", entry.get("text")),
        cast("tuple[Actor, ...]", actors),
        _day_or(file, place, entry, "due", "ongoing"),
        need_text(file, place, "when", entry.get("when")),
        _texts(file, place, "sections", entry.get("sections")),
        _note(file, place, entry),
    )


def _day_or(file: str, place: str, entry: Table, day: str, without: str) -> date | None:
    """The day, or None where the entry says `without = true`; neither or both is refused."""
    if without not in entry:
        return need_date(file, place, day, entry.get(day))
    if entry[without] is not True or day in entry:
        raise FactsError(file, place, f"either {day} or {without} = true must be given")
    return None


def _change(file: str, place: str, value: object) -> Decimal:
    """A fall of at most everything: from -1 to 0."""
    size = -value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    if size is None or not Decimal(size).is_finite() or not 0 <= size <= 1:
        raise FactsError(file, place, f"change must be a number from -1 to 0, not {value!r}")
    return Decimal(-size)


def _baseline(file: str, place: str, value: object) -> Period:
    text = need_text(file, place, "baseline", value)
    try:
        period = Period.parse(text)
    except UserError as error:
        raise FactsError(file, place, f"baseline: {error}") from error
    if not period.is_year:
        raise FactsError(file, place, f"baseline must be a year like 2019-20, not {period}")
    return period


def _note(file: str, place: str, entry: Table) -> str:
    return need_text(file, place, "note", entry["note"]) if "note" in entry else ""


def _texts(file: str, place: str, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise FactsError(file, place, f"{name} must be a list of words")
    return tuple(need_text(file, place, name, text) for text in value)


def _need_table(file: str, place: str, value: object) -> Table:
    if not isinstance(value, Mapping):
        raise FactsError(file, place, "it must be a table")
    return value
