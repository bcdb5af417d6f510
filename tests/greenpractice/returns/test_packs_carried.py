"""Which packs are got goes on to later quarters: the newer ones only, only forwards, and said from where."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.packs_asked import packs_asked
from greenpractice.returns.packs_carried import (
    Packs,
    brands_in,
    carried_from,
    last_said,
    moved_on,
    said_in,
    with_carried,
)
from tests.greenpractice.returns.test_packs_asked import (
    AFTER,
    BEFORE,
    CLENIL,
    FOSTAIR,
    STRONGER,
    a_return,
    got,
)

NEXT, LATER, YEAR = AFTER.next, AFTER.next.next, Period(2027)
OLD, NEW, NOBODY = "HFA134a", "HFA152a", "not_known"
NOTE = "Packs: carried over from July to September 2026"
(BRAND,) = brands_in(a_return(got(CLENIL)))


def imported(period: Period, *earlier: ReturnDocument, before: str = "") -> ReturnDocument:
    """What a return of the period becomes with three products, where it had none or one before."""
    start = a_return(*([got(before)] if before else []), period=period)
    after = a_return(got(FOSTAIR), got(CLENIL), got(STRONGER), period=period)
    return with_carried(start, after, last_said(period, earlier))


def carried(packs: str, period: Period = NEXT) -> ReturnDocument:
    return a_return(got(CLENIL, packs), period=period, flags=(Flag("inhalers", 0, "propellant", note=NOTE),))


def test_the_first_row_of_the_brand_takes_it_over_and_says_from_where():
    found = imported(NEXT, a_return(got(STRONGER, NEW)))
    assert [row.get("propellant") for row in found.rows("inhalers")] == [None, NEW, None]
    assert found.flags == (Flag("inhalers", 1, "propellant", note=NOTE),)
    assert list(packs_asked(found)) == []


@pytest.mark.parametrize("packs", [OLD, NOBODY, ""])
def test_only_the_newer_packs_are_carried(packs: str):
    assert imported(NEXT, a_return(got(CLENIL, packs))) == imported(NEXT)


def test_the_last_answer_decides_and_the_first_who_said_it_is_named():
    new = a_return(got(CLENIL, NEW))
    assert imported(LATER, new, carried(NEW)).flags[0].note == NOTE
    assert imported(LATER, new, a_return(got(CLENIL, NEW), period=NEXT)).flags[0].note == carried_from(NEXT)
    assert not imported(LATER, new, a_return(got(CLENIL, OLD), period=NEXT)).flags
    assert not imported(LATER, a_return(got(CLENIL, NEW), got(STRONGER, OLD))).flags


def test_nothing_is_carried_backwards_nor_to_what_is_not_wholly_after():
    for other in (a_return(got(CLENIL, NEW), period=NEXT), a_return(got(CLENIL, NEW), period=YEAR)):
        assert not imported(AFTER, other).flags
        assert not imported(other.period, other).flags
    assert not imported(Period(2027, 3), a_return(got(CLENIL, NEW), period=YEAR)).flags


def test_what_could_not_be_said_yet_is_not_carried():
    assert not imported(AFTER, a_return(got(CLENIL, NEW), period=BEFORE)).flags


def test_a_brand_that_stood_there_is_asked_about_as_before():
    assert not imported(NEXT, a_return(got(CLENIL, NEW)), before=STRONGER).flags


def test_an_answer_fills_later_returns_up_to_the_first_that_has_one():
    empty, asked = a_return(got(FOSTAIR), period=NEXT), a_return(got(STRONGER), period=LATER)
    end, beyond = Period(2027, 1), Period(2027, 2)
    for packs in (OLD, NEW, NOBODY):
        later = [a_return(got(CLENIL), period=beyond), a_return(got(CLENIL, packs), period=end), asked, empty]
        assert list(moved_on(BRAND, NEW, AFTER, later)) == [(asked, 0, Packs(NEW, NOTE))]
    assert list(moved_on(BRAND, OLD, AFTER, [asked])) == []
    noted = replace(asked, flags=(Flag("inhalers", 0, "propellant", note="Ask Jo"),))
    assert list(moved_on(BRAND, NEW, AFTER, [noted])) == []


@pytest.mark.parametrize("packs", [OLD, NOBODY])
def test_another_answer_takes_back_what_was_carried_up_to_the_first_that_was_given(packs: str):
    later = [carried(NEW), a_return(got(CLENIL), period=LATER), carried(NEW, Period(2027, 1))]
    own, beyond = a_return(got(CLENIL, NEW), period=Period(2027, 2)), carried(NEW, Period(2027, 3))
    found = moved_on(BRAND, packs, AFTER, [*later, own, beyond])
    assert list(found) == [(later[0], 0, None), (later[2], 0, None)]
    assert list(moved_on(BRAND, NEW, AFTER, later)) == []


def test_without_an_answer_only_what_was_carried_from_there_is_taken_back():
    elsewhere = Flag("inhalers", 0, "propellant", note=carried_from(NEXT))
    later = [carried(NEW), a_return(got(CLENIL), period=LATER)]
    own = a_return(got(CLENIL, NEW), period=Period(2027, 1), flags=(elsewhere,))
    assert list(moved_on(BRAND, None, AFTER, [*later, own])) == [(later[0], 0, None)]


@given(
    st.lists(st.sampled_from([OLD, NEW, NOBODY, ""]), min_size=3, max_size=3),
    st.sets(st.integers(0, 2)),
    st.booleans(),
)
def test_what_is_said_of_a_brand_stays_while_a_strength_of_it_does(
    said: list[str], gone: set[int], is_carried: bool
):
    codes = (CLENIL, STRONGER, "0302000C0BPAABE")
    rows = [got(code, packs) for code, packs in zip(codes, said, strict=True)]
    notes = [Flag("inhalers", place, "propellant", note=NOTE) for place in range(3) if said[place]]
    before = a_return(*rows, flags=tuple(notes if is_carried else ()))
    left = [place for place in range(3) if place not in gone]
    flags = [replace(flag, row=left.index(flag.row)) for flag in before.flags if flag.row in left]
    after = a_return(got(FOSTAIR), *(rows[place] for place in left))
    after = replace(after, flags=tuple(replace(flag, row=flag.row + 1) for flag in flags))
    found = with_carried(before, after, {})
    if any(said[place] for place in left) or not left:
        assert found == after
    else:
        assert said_in(found) == said_in(before)
        assert [row.get("propellant", "") for row in found.rows("inhalers")][2:] == [""] * (len(left) - 1)


@given(st.lists(st.tuples(st.integers(0, 7), st.sampled_from([OLD, NEW, NOBODY, ""])), max_size=6))
def test_what_is_carried_was_the_last_word_of_an_earlier_quarter(answers: list[tuple[int, str]]):
    periods = [BEFORE]
    while len(periods) < 8:
        periods.append(periods[-1].next)
    said = dict(answers)
    documents = [a_return(got(CLENIL, packs), period=periods[place]) for place, packs in said.items()]
    for place, period in enumerate(periods):
        found = imported(period, *(each for each in documents if each.period != period))
        words = [said[each] for each in sorted(said) if 0 < each < place and said[each]]
        wanted = {BRAND: NEW} if words and words[-1] == NEW and period.first_day >= date(2026, 7, 1) else {}
        assert {brand: packs.gas for brand, packs in said_in(found).items()} == wanted
