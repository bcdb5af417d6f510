"""What an inhaler is called: by the list, by the return, or by its code."""

import pytest

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.sections.inhalers import NO_CODE, Prescribed, product_name

NAMED = next(each for each in load_inhalers().products if each.is_named)
UNNAMED = next(each for each in load_inhalers().products if not each.is_named)


@pytest.mark.parametrize(
    ("code", "name", "called"),
    [
        (NAMED.bnf_code, None, NAMED.name),
        (NAMED.bnf_code, "Mine", NAMED.name),
        (UNNAMED.bnf_code, None, UNNAMED.name),
        (UNNAMED.bnf_code, "Mine", "Mine"),
        ("0301011R0ZZZZZZ", "Mine", "Mine"),
        ("0301011R0ZZZZZZ", None, "0301011R0ZZZZZZ"),
        (None, "Mine", "Mine"),
        (None, None, NO_CODE),
    ],
)
def test_a_name_of_the_list_goes_before_that_of_the_return_and_that_before_a_code(
    code: str | None, name: str | None, called: str
):
    assert product_name(Prescribed(bnf_code=code, name=name)) == called
