"""Whether two returns say the same is told without their digests, and never another way than these."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, content, say_the_same
from tests.strategies import documents


@given(documents(), documents(), st.data())
def test_two_returns_say_the_same_where_their_content_is_the_same(
    one: ReturnDocument, other: ReturnDocument, data: st.DataObject
):
    keys = data.draw(st.sets(st.sampled_from(sorted({*one.sections, *other.sections} or {"waste"}))))
    mixed = replace(
        one,
        sections={**one.sections, **{key: other.rows(key) for key in keys}, "water": ()},
        flags=data.draw(st.sampled_from((one.flags, one.flags[::-1], one.flags[1:]))),
    )
    for each in (one, other, mixed):
        assert say_the_same(one, each) is (content(one) == content(each))


def test_a_figure_in_another_spelling_is_the_same():
    one = ReturnDocument("A81001", Period(2026, 1), 0, "", sections={"inhalers": ({"inhalers": "12"},)})
    assert say_the_same(one, replace(one, sections={"inhalers": ({"inhalers": "012.0"},)}))
    assert not say_the_same(one, replace(one, sections={"inhalers": ({"inhalers": "13"},)}))
