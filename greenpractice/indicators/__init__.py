"""All indicators, and the measures watched beside them, in the order of app, document and report."""

from greenpractice.indicators import es01, es02, higher_gwp, not_air_mart, resp01, resp02, saba_share
from greenpractice.indicators.base import AnyDeclared, AnyMeasure

INDICATORS: tuple[AnyDeclared, ...] = (es01.INDICATOR, es02.INDICATOR, resp01.INDICATOR, resp02.INDICATOR)
WATCHED: tuple[AnyMeasure, ...] = (saba_share.MEASURE, not_air_mart.MEASURE, higher_gwp.MEASURE)
MEASURES: tuple[AnyMeasure, ...] = (*INDICATORS, *WATCHED)
INDICATOR_BY_ID = {indicator.id: indicator for indicator in INDICATORS}
