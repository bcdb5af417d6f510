"""Why carbon changed between two periods, in words and rows: every cause, section by section."""

from collections.abc import Sequence
from decimal import Decimal

from greenpractice.answers.changes_since import signed, signed_exact
from greenpractice.answers.moved_words import moved_words
from greenpractice.carbon.carbon_words import CO2E
from greenpractice.carbon.comparing import AddedUp, Comparison
from greenpractice.carbon.decomposing import Effect, Moved
from greenpractice.cells import InWords
from greenpractice.explaining.answer import Answer, Step, kg_exact
from greenpractice.numbers import exact, show_kg
from greenpractice.periods import Period
from greenpractice.phrases import counted, joined, lower_first
from greenpractice.sections import SECTION_BY_KEY

HEADINGS: dict[Moved, str] = {
    Moved.LIST: "Patients",
    Moved.VOLUME: "For each patient",
    Moved.MIX: "Kinds",
    Moved.FACTOR: "Factors",
    Moved.METHOD: "New method",
    Moved.GAS: "New gas",
}
_IN_A_SENTENCE: dict[Moved, tuple[str, str]] = {  # what it is called where it made less, and more
    Moved.LIST: ("fewer patients", "more patients"),
    Moved.VOLUME: ("less for each patient", "more for each patient"),
    Moved.MIX: ("kinds with less carbon", "kinds with more carbon"),
    Moved.FACTOR: ("the grid and other factors of the year",) * 2,
    Moved.METHOD: ("factors that are worked out anew",) * 2,
    Moved.GAS: ("another gas in the same inhalers",) * 2,
}
_ALL = "All compared"


def changed_sentence(found: Comparison, earlier: Period) -> str:
    """`1.7 tonnes less than in July to September 2025: more patients +66 kg, another gas −1.8 t.`"""
    if not found.sections:
        return f"Nothing that {earlier.words} has too."
    than = held_words(found, earlier)
    if not found.kg:
        start = f"As much as in {than}"
    else:
        start = f"{show_kg(abs(found.kg))} {'more' if found.kg > 0 else 'less'} than in {than}"
    said = []
    for moved in Moved:
        kg = found.by(moved)
        if kg:
            words = _IN_A_SENTENCE[moved][kg > 0]
            if moved is Moved.VOLUME and not found.tells_list_size:
                words = words.removesuffix(" for each patient") + " was used"
            said.append(f"{words} {signed(kg)}")
    return f"{start}: {', '.join(said)}." if said else f"{start}."


def held_words(found: Comparison, period: Period, section: str = "") -> str:
    """`the same 2 quarters of April 2025 to March 2026`, where a year is not compared whole."""
    held = found.held(section)
    if not period.is_year or held == {len(period.made_of)}:
        return period.words
    same = counted(min(held), "quarter") if len(held) == 1 else "quarters"
    return f"the same {same.removeprefix('1 ')} of {period.words}"


def changed_notes(found: Comparison) -> list[str]:
    """What is not compared, and what is not known."""
    notes = []
    if isinstance(found, AddedUp):
        notes.append(f"Like for like of {counted(len(found.of), 'practice')}.")
    if fewer := [key for key in found.sections if found.held(key) != found.held()]:
        names = joined([lower_first(SECTION_BY_KEY[key].title) for key in fewer])
        notes.append(f"Of fewer quarters: {names}.")
    if found.left_out:
        names = joined([lower_first(SECTION_BY_KEY[key].title) for key in found.left_out])
        of = " of every practice" if isinstance(found, AddedUp) and len(found.of) > 1 else ""
        notes.append(f"Not compared{of}, as one of the two lacks it or has only a part of it: {names}.")
    if found.sections and not found.knows_patients:
        whose = "In some practices the patients" if found.tells_list_size else "The patients"
        notes.append(f"{whose} of both periods are not known, so list size is in the amount.")
    return notes


def changed_titles(found: Comparison) -> list[str]:
    """The headings of the table: causes that made nothing anywhere have no column."""
    return ["Section", "Change", *(_heading(found, moved) for moved in _causes(found))]


def changed_rows(found: Comparison) -> list[list[str]]:
    """All that is compared, then each section: what changed in all, and what each cause made of it."""
    rows = [[_ALL, _cell(found.kg), *(_cell(found.by(moved)) for moved in _causes(found))]]
    for key, each in found.each.items():
        causes = (_cell(found.by(moved, sections=(key,))) for moved in _causes(found))
        rows.append([SECTION_BY_KEY[key].title, _cell(each.kg), *causes])
    return rows


def why_section_changed(found: Comparison, key: str, earlier: Period, later: Period) -> Answer:
    """Each thing of a section, the most moved first: what changed in all, and by which cause."""
    of_each: dict[str, list[Effect]] = {}
    for effect in found.effects:
        if effect.section == key:
            of_each.setdefault(effect.activity, []).append(effect)
    with exact():
        sums = {name: sum((each.kg for each in effects), Decimal(0)) for name, effects in of_each.items()}
    order = sorted(of_each, key=lambda name: -abs(sums[name]))
    steps = tuple(
        Step(of_each[name][0].name, _causes_words(of_each[name], found), signed_exact(sums[name]), "", ())
        for name in order
    )
    change = found.each[key]
    then, now = (held_words(found, period, key) for period in (earlier, later))
    how = f"{kg_exact(change.then)} in {then}, {kg_exact(change.now)} in {now}."
    notes = [moved_words(moved, knows_patients=found.tells_list_size) for moved in _causes(found)]
    title = f"{SECTION_BY_KEY[key].title}, {later.words} against {earlier.words}"
    told = tuple(f"{note[:1].upper()}{note[1:]}." for note in notes)
    return Answer(title, signed_exact(change.kg), how, steps, told, ("What", "Causes", CO2E))


def _causes(found: Comparison) -> Sequence[Moved]:
    return [moved for moved in Moved if any(each.kg for each in found.effects if each.moved is moved)]


def _heading(found: Comparison, moved: Moved) -> str:
    return "Amount" if moved is Moved.VOLUME and not found.tells_list_size else HEADINGS[moved]


def _causes_words(effects: Sequence[Effect], found: Comparison) -> str:
    said = [f"{lower_first(_heading(found, each.moved))} {signed(each.kg)}" for each in effects if each.kg]
    return ", ".join(said) or "nothing"


def _cell(kg: Decimal) -> InWords:
    words = signed(kg) if kg else "0"
    return InWords(words[1:] if "under" in words else words, kg)
