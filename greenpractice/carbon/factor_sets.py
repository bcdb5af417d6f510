"""Which dated sets of factors a footprint was computed with, as the seal of a return names them."""

from greenpractice.carbon.footprint import Footprint
from greenpractice.returns.documents import Json


def factor_sets(footprint: Footprint) -> Json:
    """Which sets the lines used: the year of the yearly factors, and the inhaler set."""
    sets = {}
    years = sorted({line.factor.year for line in footprint.lines if line.factor.year is not None})
    if years:
        sets["uk_conversion_factors"] = ", ".join(str(year) for year in years)
    if any(line.section == "inhalers" for line in footprint.lines):
        sets["inhalers"] = "indicative"
    return sets
