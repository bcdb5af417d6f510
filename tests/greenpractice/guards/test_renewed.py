"""A facts pack may renew what is usual; a guard of what no section has is refused."""

from datetime import date

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.guards import GUARDS
from greenpractice.facts.in_use import Facts, Pack, trying
from greenpractice.facts.tables_reading import resource_text
from greenpractice.guards.asking import asked_of
from greenpractice.packs.sound import need_sound
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument


def with_table(old: str, new: str) -> Facts:
    """The facts with one change in the table of guards."""
    text = resource_text(GUARDS)
    assert text.count(old) == 1
    files = {GUARDS: text.replace(old, new)}
    return Facts((Pack("Guards", "us", date(2027, 1, 1), files, "key", "digest"),))


def test_what_a_pack_calls_usual_counts_while_it_is_in_use():
    sections = {"practice": ({"staff": "20"},), "paper": ({"reams": "500"},)}
    document = ReturnDocument("C89999", Period(2026, 1), 1, "2026-07-08", sections=sections)
    assert [issue.field for issue in asked_of(document, {})] == ["reams"]
    wider = with_table("person employed,reams,year,1,25,0.1,80", "person employed,reams,year,1,25,0.1,800")
    need_sound(wider)
    with trying(wider):
        assert asked_of(document, {}) == []
    assert [issue.field for issue in asked_of(document, {})] == ["reams"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("paper_staff,paper,reams,", "paper_staff,paper,pages,", "paper has no field pages"),
        ("paper_staff,paper,reams,reams of paper,reams,", "paper_staff,paper,reams,reams of paper,sheets,",
         "paper has no field sheets"),
        ("paper_staff,paper,", "paper_staff,parchment,", "no section is called parchment"),
    ],
)  # fmt: skip
def test_a_guard_of_what_no_section_has_is_refused_by_its_row(old: str, new: str, said: str):
    with pytest.raises(FactsError, match="paper_staff") as refused:
        need_sound(with_table(old, new))
    assert said in str(refused.value)


def test_no_guard_may_be_left_out():
    line = next(each for each in resource_text(GUARDS).splitlines() if each.startswith("mdi_share,"))
    with pytest.raises(FactsError, match="mdi_share: it is missing; keep every row"):
        need_sound(with_table(f"{line}\n", ""))
