"""What this program is, in words: for About, and as details that help support and hold no figure or name."""

import platform

from PySide6.QtCore import qVersion

from greenpractice import __version__
from greenpractice.facts.factors import load_factors

ABOUT_LINES = (
    "For GP practices in Leicester, Leicestershire and Rutland. Works without the internet.",
    "This app is not made or endorsed by the NHS.",
    "Its own code is under the MIT licence.",
    "Made with Qt and PySide6 (LGPL v3), Python, SQLAlchemy, ReportLab, pypdf, openpyxl and cryptography. "
    "The typeface is Lato (SIL Open Font License).",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
)


def factor_set_words() -> str:
    """Which years' factors are on board, and the newest publication of them."""
    factors = load_factors()
    newest = next(each for each in factors.of_year(factors.last_year).every if each.year is not None)
    return f"Emission factors {factors.first_year} to {factors.last_year}, newest: {newest.source.words}"


def support_details() -> str:
    """Versions and kind of computer, one a line."""
    return "\n".join(
        (
            f"Greener Practice {__version__}",
            factor_set_words(),
            f"Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
        )
    )
