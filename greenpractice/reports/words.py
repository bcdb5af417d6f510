"""Numbers and units as reports print them."""

from decimal import Decimal

from greenpractice.numbers import exact, show, show_kg

NO_DATA = "No data"
CO2E = "CO₂e"
CHART_TEXT = 10.0  # points
TEXT_WIDTH, PAGE_HEIGHT = 481.8, 722.8  # of an A4 page between its margins, in points


def kg_words(kg: Decimal | None) -> str:
    """kg or tonnes, or `No data`."""
    return NO_DATA if kg is None else show_kg(kg)


def factor_words(value: Decimal) -> str:
    """A factor at its full published precision."""
    return format(value, "f")


def quantity_words(quantity: Decimal) -> str:
    """A quantity: whole from 100 on, with two decimals below."""
    places = 0 if quantity >= 100 or quantity == quantity.to_integral_value() else 2
    return show(quantity, places)


def change_words(before: Decimal, now: Decimal) -> str:
    """`13% lower`, `4% higher`, `no change`."""
    if not before:
        return "no comparison"
    with exact():
        percent = (now - before) * 100 / before
    text = show(abs(percent), 0)
    if text == "0":
        return "no change"
    return f"{text}% {'higher' if percent > 0 else 'lower'}"
