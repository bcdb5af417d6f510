"""What a report says became of a return since the version before is what truly happened to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.keys_kept import SeenKey
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.network.states import Question
from greenpractice.periods import Period
from greenpractice.reports.network.versions import next_issue
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReceivedReturn, ReturnKey
from tests.greenpractice.network.samples import KEY, NOW, PCN, Q1, a_return, held, members, verdict
from tests.greenpractice.network.test_published import published

A, B, _, _ = members()
OUT = (Correction(A, date(2026, 4, 1), "left_out"),)
AWAY = (Correction(A, date(2026, 4, 1), "network", "U30213"),)
ONE, TWO = a_return(A), a_return(A, "2000", 2)
OTHER = a_return(A, "2000")
WAS = "April to June 2026 was"
Made = tuple[Sequence[ReturnDocument], Sequence[Correction]]


def network(made: Made, period: Period, questions: Sequence[Question] = ()) -> Network:
    documents, said = made
    directory = load_directory().corrected(said)
    asked = {ReturnKey(A, Q1): questions} if questions else {}
    return Network(one_pcn(directory, PCN), period, documents, directory, load_calculator(), (), asked)


def came(
    document: ReturnDocument, days: int, chosen: int = 0, rejected: str = "", signed: bool = False
) -> ReceivedReturn:
    """A return that came so many days after the version before was made."""
    at, of = NOW + timedelta(days=days), document.revision
    seal = verdict(document, {"public_key": KEY.public_key, "sha256": "5e"}) if signed else Unsigned()
    return ReceivedReturn(of, document, seal, f"{of}.pdf", at, f"{of}", False, chosen, rejected)


@pytest.mark.parametrize(
    ("then", "now", "received", "questions", "words"),
    [
        (((), ()), ((ONE,), ()), [came(ONE, 1)], (), "sent since"),
        (((), OUT), ((ONE,), ()), [came(ONE, -1)], (), "let in again"),
        (((), OUT), ((ONE,), ()), [came(ONE, 1)], (), "sent since"),
        (((), AWAY), ((ONE,), ()), [came(ONE, -1)], (), "taken in since"),
        (((), ()), ((ONE,), ()), [came(ONE, -1, chosen=1)], (), "chosen since"),
        (((), ()), ((ONE,), ()), [came(ONE, -1, signed=True)], (), "accepted since"),
        (((), ()), ((ONE,), ()), [came(ONE, -1)], (), "counts since"),
        (((ONE,), ()), ((), OUT), [came(ONE, -1)], (), "left out by the Lead"),
        (((ONE,), ()), ((ONE,), AWAY), [came(ONE, -1)], (), "stands elsewhere now"),
        (((ONE,), ()), ((), ()), [came(ONE, -1, rejected="Not theirs")], (), "rejected by the Lead"),
        (((ONE,), ()), ((), ()), [came(ONE, -1)], ("conflict",), "waits for the Lead's word"),
        (((ONE,), ()), ((TWO,), ()), [came(ONE, -1), came(TWO, 1)], (),
         "version 2 took the place of version 1 for April to June 2026"),
        (((ONE,), ()), ((TWO,), ()), [came(ONE, -1), came(TWO, -1, signed=True)], (),
         "version 2 took the place of version 1 for April to June 2026, as it was accepted"),
        (((TWO,), ()), ((ONE,), ()), [came(ONE, -1), came(TWO, -1, rejected="Wrong")], (),
         "version 1 for April to June 2026 counts, as version 2 was rejected"),
        (((ONE,), ()), ((OTHER,), ()), [came(ONE, -1), came(OTHER, 1, chosen=1)], (),
         "another file of version 1 for April to June 2026 was chosen"),
        (((ONE,), ()), ((OTHER,), ()), [came(ONE, -1, rejected="Wrong"), came(OTHER, -1)], (),
         "another file of version 1 for April to June 2026 counts, as the one before was rejected"),
    ],
)  # fmt: skip
def test_what_became_of_a_return_is_what_happened_to_it(
    then: Made, now: Made, received: Sequence[ReceivedReturn], questions: Sequence[Question], words: str
):
    """Of a quarter, and of a year of which another quarter stays as it was."""
    stored = held((), received, [SeenKey(A, KEY.public_key, NOW, accepted=True, received=1)])
    first = next_issue(network(then, Q1), (), NOW).report
    told = next_issue(network(now, Q1, questions), [first], NOW, stored=stored).moved
    assert f": {words}. " in told[0]
    same, year = replace(ONE, period=Period(2026, 3)), Period(2026)
    stays = Correction(A, date(2026, 10, 1), "network", PCN, id=9)
    then, now = (([*documents, same], [*said, stays]) for documents, said in (then, now))
    first = next_issue(network(then, year), (), NOW).report
    told = next_issue(network(now, year, questions), [first], NOW, stored=stored).moved
    words = words.replace("taken in since", "counts since")  # it was in some quarter of the year
    assert any(f": {before}{words}. " in told[0] for before in ("", "April to June 2026 ", f"{WAS} "))


def test_published_prescribing_is_told_as_that_and_has_no_version():
    """It "counts since", and a return that was sent took the place of "version 0"."""
    filled, sent = published(A), replace(ONE, period=Q1)
    reports = [next_issue(network(((), ()), Q1), (), NOW).report]
    stored = held([filled])
    there = next_issue(network(((filled,), ()), Q1), reports, NOW, stored=stored)
    assert there.moved[0].startswith(
        f"{network(((), ()), Q1).name(A)}: filled from published prescribing since. "
    )
    stored = held([filled], [came(sent, 1)])
    moved = next_issue(network(((sent,), ()), Q1), [*reports, there.report], NOW, stored=stored).moved
    assert "version 1 took the place of figures that were not sent for April to June 2026" in moved[0]
