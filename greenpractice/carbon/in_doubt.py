"""What a question weighs: how far the total moves if the figure it is about is what is usual."""

from decimal import Decimal

from greenpractice.carbon.part import Part
from greenpractice.errors import Issue
from greenpractice.numbers import exact

_NONE = Decimal(0)


def kg_in_doubt(part: Part, issue: Issue) -> Decimal:
    """kg CO2e of the lines that a figure is in, less what they would be of a usual one.

    Of a figure that is not so many times a usual one all of its kg, and 0 of one that is in no line.
    """
    rows = issue.rows or (issue.row,)
    with exact():
        kg = sum(
            (
                line.kg
                for line in part.footprint.lines
                if line.section == issue.section
                and line.row in rows
                and (issue.field is None or issue.field in line.fields)
            ),
            _NONE,
        )
        return abs(kg - kg / issue.times) if issue.times else kg
