"""Page 1 of the summary asks at most three questions, those that weigh most; the others stand behind."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of_part, worst_first
from greenpractice.carbon.part import Part
from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.signing import SigningKey
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Flag, ReturnDocument
from tests.greenpractice.guards.test_absurd import absurd
from tests.greenpractice.reports.test_summary import pages

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def said(document: ReturnDocument) -> list[str]:
    return [" ".join(page.split()) for page in pages(summary_pdf(document, [], KEY))]


def test_three_questions_stand_in_front_the_heaviest_first_and_the_others_are_counted():
    asked = worst_first(gaps_of_part(Part(absurd(), load_calculator().of_return(absurd()))))
    front, *behind = said(absurd())
    assert [gap.why[:60] in front for gap in asked[:4]] == [True, True, True, False]
    assert front.index(asked[0].why[:60]) < front.index(asked[1].why[:60]) < front.index(asked[2].why[:60])
    assert f"{len(asked) - 3} more stand under “Missing, unusual or not counted”" in front
    rest = " ".join(behind)
    assert f"{len(asked)} figures are asked about" in rest
    assert all(gap.why[:40] in rest for gap in asked)


def test_what_was_confirmed_is_not_asked_in_front():
    flags = tuple(Flag(key, 0, None, confirmed=True) for key in absurd().sections)
    front, *_ = said(replace(absurd(), flags=flags))
    assert "Is this right?" not in front


@pytest.mark.parametrize("kwh", ["9000000", "9000"])
def test_a_whole_return_has_one_front_page_with_questions_and_without(kwh: str):
    document = next(each for each in demo_documents() if each.ods_code == "Z99991")
    bill = {"site": "Main building", "tariff": "standard", "kwh": kwh}
    front, second, *_ = said(replace(document, sections={**document.sections, "electricity": (bill,)}))
    assert ("Is this right?" in front) is (kwh == "9000000")
    assert "How sure is this?" in front
    assert "How sure is this?" not in second
