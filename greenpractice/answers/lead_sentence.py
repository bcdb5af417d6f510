"""The first sentence of a practice's report: rules in their order, of which the first that holds is said."""

from collections.abc import Callable, Iterator

from greenpractice.answers.causes import PRESCRIBING, is_mostly_grid, main_cause, product_behind
from greenpractice.answers.standing import Standing, Then
from greenpractice.carbon.carbon_words import CO2E, change_words
from greenpractice.carbon.comparing import FACTORS
from greenpractice.numbers import exact
from greenpractice.phrases import lower_first, share_words
from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.themes import INHALERS

MOST_WORDS = 22  # of the sentence: two lines


def lead_of(standing: Standing) -> str:
    """What changed and why, or where the practice starts from."""
    return next(said for rule in RULES if (said := rule(standing)))


def by_one_cause(standing: Standing) -> str:
    """One cause made more than half of the change."""
    found = _all_compared(standing)
    because = _because(standing) if found is not None and not standing.is_about_the_same else ""
    return (
        f"Carbon is {_change(found)} than {standing.a_year_before}, {because}." if found and because else ""
    )


def by_several_causes(standing: Standing) -> str:
    """No cause did, so each theme says its part."""
    found = _all_compared(standing)
    if found is None or standing.is_about_the_same:
        return ""
    parts = ", ".join(_parts(standing))
    return f"Carbon is {_change(found)} than {standing.a_year_before}: {parts} {standing.unit.name}."


def about_the_same(standing: Standing) -> str:
    """The change is within 1%, or within what is estimated."""
    if _all_compared(standing) is None or not standing.is_about_the_same:
        return ""
    total = standing.unit.words(standing.footprint.total)
    return f"Carbon is about the same as {standing.a_year_before}: {total}."


def of_some_sections(standing: Standing) -> str:
    """Only some sections are in both."""
    found, change = standing.compared, standing.change
    if found is None or change is None:
        return ""
    sections = change.comparison.sections
    both = "years" if standing.period.is_year else "quarters"
    start = f"Over the {len(sections)} sections in both {both} carbon is"
    if len(sections) == 1:
        start = f"Over {lower_first(_title(sections[0]))}, all that both {both} have, carbon is"
    if standing.is_about_the_same:
        return f"{start} about the same as {standing.a_year_before}."
    said = f"{start} {_change(found)} than {standing.a_year_before}"
    because = _because(standing)
    longer = f"{said}, {because}."
    return longer if because and len(longer.split()) <= MOST_WORDS else f"{said}."


def since_last_quarter(standing: Standing) -> str:
    """Nothing of a year ago: inhalers do not wait for the season."""
    found = standing.last_quarter
    if found is None:
        return ""
    with exact():
        is_same = abs(found.now - found.then) * 100 < found.then
    said = "about the same as" if is_same else f"{_change(found)} than"
    return f"Inhaler carbon is {said} last quarter; the rest is compared from next year."


def as_first(standing: Standing) -> str:
    """Nothing to compare with."""
    total = standing.footprint.known_total
    if total is None or not standing.by_section.keys() & set(keys_of(INHALERS)):
        return ""
    said = f"{standing.unit.words(total)} {CO2E}"
    key = max(standing.by_section, key=lambda each: standing.by_section[each])
    if total:
        title = lower_first(_title(key))
        said += f", and {share_words(standing.by_section[key], total)} of it is {title}"
    if standing.is_first:
        when = "next year" if standing.period.is_year else "next quarter"
        return f"First return: {said}. This is the starting point; change shows from {when}."
    return f"{said[:1].upper()}{said[1:]}. No earlier return has the same to compare with."


def without_inhalers(standing: Standing) -> str:
    """Carbon, but not of inhalers."""
    total = standing.footprint.known_total
    if total is None:
        return ""
    return f"{standing.unit.words(total)} {CO2E} without inhalers, the largest part, not yet entered."


def of_nothing(standing: Standing) -> str:
    """No carbon at all."""
    have = f"{standing.entered} of {standing.sections} sections"
    return f"No carbon yet: {have} {'has' if standing.entered == 1 else 'have'} figures."


RULES: tuple[Callable[[Standing], str], ...] = (
    by_one_cause,
    by_several_causes,
    about_the_same,
    of_some_sections,
    since_last_quarter,
    as_first,
    without_inhalers,
    of_nothing,
)


def title_of_change(standing: Standing) -> str:
    """What did it, above the list of causes: `Prescribing did most of the change`."""
    found = standing.compared
    assert found is not None
    with exact():
        net = found.now - found.then
    cause = main_cause(standing.causes, net)
    if standing.is_about_the_same:
        return "Little changed in all"
    if cause is None:
        return "Several things made the change"
    if cause.key in PRESCRIBING:
        return "Prescribing did most of the change"
    if cause.key == FACTORS:
        return "New factors did most of the change"
    return f"{cause.words.partition(' (')[0]}: most of the change"


def _all_compared(standing: Standing) -> Then | None:
    """What is compared, where that is all there is of both."""
    change = standing.change
    return standing.compared if change is not None and not change.comparison.left_out else None


def _change(found: Then | None) -> str:
    assert found is not None
    return change_words(found.then, found.now)


def _because(standing: Standing) -> str:
    """`mostly because 130 fewer Ventolin Evohaler were prescribed`; "" where no cause is more than half."""
    found, change = standing.compared, standing.change
    if found is None or change is None:
        return ""
    with exact():
        net = found.now - found.then
    cause = main_cause(standing.causes, net)
    if cause is None:
        return ""
    if cause.key == FACTORS:
        share = "all" if abs(cause.kg) >= abs(net) else "most"
        is_grid = net < 0 and is_mostly_grid(change, cause.kg)
        return f"{share} of it " + ("the grid's own greening" if is_grid else "from new published factors")
    said = product_behind(change, cause) or cause.because
    return f"mostly because {said}"


def _parts(standing: Standing) -> Iterator[str]:
    """`inhalers −2.4`, a theme each; what is too small to be seen is left out."""
    unit = standing.unit
    assert standing.change is not None
    for name, kg in standing.change.comparison.parts:
        if unit.size(kg):
            yield f"{'new factors' if name == FACTORS else lower_first(name)} {unit.signed(kg)}"


def _title(key: str) -> str:
    return SECTION_BY_KEY[key].title
