"""How good the figures of a footprint are and what to chase next, as JSON and as plain text."""

from collections.abc import Iterator

from greenpractice.carbon.grades import Grade, rule_words
from greenpractice.carbon.reading_to_chase import HowGood, ToChase
from greenpractice.facts.uncertainty import RANKS
from greenpractice.network.network import Network
from greenpractice.phrases import first_upper
from greenpractice.returns.documents import Json
from greenpractice.sections import SECTION_BY_KEY


def how_sure_json(found: HowGood) -> Json:
    """Grades with their kg and ranges by section, and what is worth chasing, what weighs most first."""
    return {
        **_grade(found.sure.whole),
        "missing": list(found.sure.missing),
        "why": found.sure.words or None,
        "rule": rule_words(),
        "by_section": {key: _grade(grade) for key, grade in found.sure.sections.items()},
        "to_chase": [_chase(each) for each in found.to_chase],
    }


def how_sure_of_network_json(network: Network) -> Json:
    """The grade of all and of each practice, what figures rest on, and what to chase first."""
    found = network.together
    return {
        **_grade(found.sure.whole),
        "practices": {code: how_sure_json(good) for code, good in network.good.items()},
        "resting": [
            {
                "section": each.section,
                "rests_on": each.kind,
                "practices": list(each.practices),
                "half_range_kgco2e": float(each.half),
            }
            for each in found.resting
        ],
        "to_chase": [{"practice": code, **_chase(each)} for code, each in found.to_chase],
    }


def how_sure_lines(found: HowGood) -> Iterator[str]:
    """The same for people; nothing where nothing is counted."""
    if found.next is None:
        return
    yield "How sure is this?"
    yield f"  {found.sure.words}"
    for key, grade in found.sure.sections.items():
        yield f"  {SECTION_BY_KEY[key].title:<22}{first_upper(grade.word)}, {grade.range_words}"
    yield f"  {found.next.told()}"
    yield f"  {rule_words()}"


def _grade(grade: Grade) -> Json:
    return {
        "grade": grade.word,
        **{f"{rank}_kgco2e": float(grade.by_rank[rank]) for rank in RANKS},
        "less_kgco2e": float(grade.least),
        "more_kgco2e": float(grade.most),
    }


def _chase(found: ToChase) -> Json:
    place = found.place
    return {
        "period": place.period.id if place else None,
        "section": place.section if place else None,
        "row": place.row if place else None,
        "field": place.field if place else None,
        "rests_on": found.kind,
        "half_range_kgco2e": float(found.half),
        "words": found.words,
    }
