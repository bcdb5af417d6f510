"""Of plausible practices next to nothing is asked: a colleague who asks too often is not listened to."""

from collections import Counter

from greenpractice.guards.asking import asked_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from tests.greenpractice.guards.plausible import practices

MANY, SEED, MOST = 1000, 20261130, 0.02


def figures_in(document: ReturnDocument) -> int:
    fields = {key: section.fields for key, section in SECTION_BY_KEY.items()}
    return sum(
        fields[key][field].is_number
        for key, rows in document.sections.items()
        for row in rows
        for field in row
    )


def test_of_a_thousand_plausible_practices_under_two_figures_of_a_hundred_are_asked_about() -> None:
    figures, asked, about = 0, 0, Counter[str]()
    alone = 0
    for number, practice in enumerate(practices(MANY, SEED)):
        period = Period(2024 + number % 3, 1 + number % 4)
        earlier = {}
        if number % 10 == 0:  # some have earlier quarters to be set beside
            earlier = {each: practice.quarter(each) for each in (period.previous, period.year_before)}
        document = practice.quarter(period)
        found = asked_of(document, earlier)
        figures += figures_in(document)
        asked += len(found)
        alone += bool(found)
        about.update(f"{issue.section}.{issue.field}" for issue in found)
    print(f"\n{MANY} plausible practices: {asked} questions on {figures} figures, {asked / figures:.2%}")  # noqa: T201
    print(f"{alone} practices are asked something; most about {about.most_common(5)}")  # noqa: T201
    assert asked / figures < MOST
