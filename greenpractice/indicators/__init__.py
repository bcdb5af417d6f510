"""All indicators in the order of app, document and report: one tuple."""

from greenpractice.indicators import es01, es02, resp01, resp02
from greenpractice.indicators.base import AnyDeclared

INDICATORS: tuple[AnyDeclared, ...] = (es01.INDICATOR, es02.INDICATOR, resp01.INDICATOR, resp02.INDICATOR)
INDICATOR_BY_ID = {indicator.id: indicator for indicator in INDICATORS}
