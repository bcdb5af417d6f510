"""What this program is, in words: for About, and as details that help support and hold no figure or name."""

import platform
from datetime import date

from PySide6.QtCore import qVersion

from greenpractice import __version__
from greenpractice.errors import FactsError
from greenpractice.facts.factors import load_factors
from greenpractice.facts.in_use import in_use
from greenpractice.facts.tables_reading import resource_text
from greenpractice.periods import day_words

BUILT_FROM = "built-from.txt"  # among the resources of a built app: the commit, and its day

ABOUT_LINES = (
    "For GP practices in Leicester, Leicestershire and Rutland. Works without the internet.",
    "This app is not made or endorsed by the NHS.",
    "Its own code is under the MIT licence.",
    "Made with Qt and PySide6 (LGPL v3), Python, SQLAlchemy, ReportLab, pypdf, openpyxl and cryptography. "
    "The typeface is Lato (SIL Open Font License).",
    "Contains public sector information licensed under the Open Government Licence v3.0.",
    "This app never looks for a newer version. Whoever gave it to you tells you of one. Its project's page "
    "tells those by mail who watch its releases.",
)


def version_words() -> str:
    """The program with its version, and which commit it was built from; one from source says so."""
    try:
        commit, day = resource_text(BUILT_FROM).split()
    except FactsError:
        return f"Greener Practice {__version__}, from source"
    return f"Greener Practice {__version__}, built from {commit[:10]} of {day_words(date.fromisoformat(day))}"


def factor_set_words() -> str:
    """Which years' factors are on board, and the newest publication of them."""
    factors = load_factors()
    newest = next(each for each in factors.of_year(factors.last_year).every if each.year is not None)
    return f"Emission factors {factors.first_year} to {factors.last_year}, newest: {newest.source.words}"


def facts_lines() -> tuple[str, ...]:
    """Which facts count: the factors, and each pack that stands before what the app came with."""
    packs = (f"Facts pack {pack.id} of {day_words(pack.day)}" for pack in in_use().packs)
    return factor_set_words(), *packs


def support_details() -> str:
    """Versions and kind of computer, one a line."""
    return "\n".join(
        (
            version_words(),
            *facts_lines(),
            f"Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
        )
    )
