"""What CONTRIBUTING.md promises is true: each recipe is followed in a copy, each path it names is there."""

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest

from greenpractice.facts.factors import load_factors
from tests.checkout_copy import COPIED, Copy
from tests.contributing_page import recipes
from tests.one_more import add_one_more

ROOT = Path(__file__).parents[1]
PAGES = ("CONTRIBUTING.md", "README.md", "docs/ARCHITECTURE.md")
RECIPES = recipes()
START = "e00dc75"  # the commit after which subjects are short
# the pages that show indicators
DRAWN = """
import sys
from pathlib import Path
from greenpractice.app import LocalServices
from ui import screenshots

for pages in ("PAGES", "NETWORK_PAGES"):
    keys = ("home", "indicators", "summary", "network", "side", "report")
    setattr(screenshots, pages, [page for page in getattr(screenshots, pages) if page.key in keys])
LocalServices().screenshots(Path("pictures"))
"""
WHO = ("--practice", "C82001", "--period", "2025-26-Q1")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_section_has_its_lines_in_the_footprint(copy: Copy):
    recipe = RECIPES["A section"]
    recipe.follow(copy.root)
    found = json.loads(copy.program(("footprint", *WHO, "--json"), gardening=[{"petrol_litres": "10"}])[0])
    assert found["by_section"]["gardening"] == 25
    (line,) = (line for line in found["lines"] if line["section"] == "gardening")
    assert (line["factor_key"], line["kgco2e"], line["factor_year"]) == ("mower_petrol.litre", 25, None)
    copy.test(*recipe.tests)


def test_an_indicator_is_worked_out_and_says_what_it_would_take(copy: Copy):
    recipe = RECIPES["An indicator"]
    recipe.follow(copy.root)
    care = {"asthma_register": "100", "saba_6_or_more": "20", "technique_checked": "60"}
    asked = ("indicators", *WHO)
    found, said, *_ = copy.program((*asked, "--json"), asked, asthma_care=[care])
    last = json.loads(found)["indicators"][-1]
    assert (last["id"], last["value"], last["status"]) == ("RESP-03", 0.6, "lower_reached")
    assert last["to_reach_upper"] == {"count": 20, "of": "patients"}
    assert "20 more patients with technique checked." in said
    copy.test(*recipe.tests)


def test_one_indicator_more_of_another_section_is_on_every_page_and_in_every_output(copy: Copy):
    """Of electricity, in kWh, by the bills as the footprint counts them: nothing is made for the four."""
    add_one_more(copy.root)
    bills = [
        {"site": "Main", "kwh": "9100", "tariff": "standard", "from": "2025-04-01", "to": "2025-06-30"},
        {"site": "Main", "kwh": "4000", "tariff": "renewable", "from": "2025-03-01", "to": "2025-05-31"},
    ]
    period = ("--period", "2025-26-Q1")
    found, said, _, extracted, collated, *_ = copy.program(
        ("indicators", *WHO, "--json"), ("indicators", *WHO), ("report", *WHO, "--output", "sent.pdf"),
        ("extract", "sent.pdf"),
        ("collate", "sent.pdf", "--pcn", "U30213", *period, "--json", "--output", "a.pdf"),
        ("collate", "sent.pdf", "--pcn", "U30213", *period, "--xlsx", "a.xlsx"),
        electricity=bills,
    )  # fmt: skip
    for values in (json.loads(found), json.loads(collated)):
        one = values["indicators"][-1]
        assert (one["id"], one["basis"], one["thresholds"]["scheme"]) == ("EN-01", "kWh", "Made up")
        assert one["numerator"] == pytest.approx(4000 * 61 / 92)
        assert one["denominator"] == pytest.approx(9100 + 4000 * 61 / 92)
    assert "EN-01" in said
    assert json.loads(extracted)["period"] == "2025-26-Q1"
    drawn = copy.run("-c", DRAWN)
    assert drawn.returncode == 0, drawn.stderr
    pictures = list((copy.root / "pictures").glob("*.png"))
    assert len(pictures) == 2 * 7 + 2  # light and dark, and the first run; both reports on paper, in grey


def test_a_factor_set_is_refused_until_every_number_is_there(copy: Copy):
    recipe = RECIPES["A factor set"]
    year = load_factors().last_year + 1
    recipe.follow(copy.root, year=str(year))
    table = copy.root / "resources/factors/uk_conversion_factors.csv"
    load = (
        "from greenpractice.facts.factors import load_factors; found = load_factors(); "
        "print(found.last_year, found.of_year(found.last_year).get('water.supply', 'm3').carried_forward)"
    )
    refused = copy.run("-c", load)
    assert f"{year}" in refused.stderr.splitlines()[-1]
    assert "uk_conversion_factors.csv" in refused.stderr.splitlines()[-1]
    fill_in(table, year)
    assert copy.run("-c", load).stdout.split() == [str(year), "False"]
    copy.test(*recipe.tests)


def fill_in(table: Path, year: int) -> None:
    """Put numbers in the rows of a year: those of the year before will do for a test."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    numbers = {row[0]: row[3:5] for row in rows if row[1] == str(year - 1)}
    for row in rows:
        if row[1] == str(year):
            row[3:5] = numbers[row[0]]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def test_an_export_is_written_by_the_command_line_and_tested_by_its_line(copy: Copy):
    recipe = RECIPES["An export"]
    recipe.follow(copy.root)
    copy.program(("report", *WHO, "--output", "whom.csv"))
    written = (copy.root / "whom.csv").read_text(encoding="utf-8-sig")
    assert written == "Name,Email\nPractice manager,manager@example.org\n"
    copy.test(*recipe.tests, "-k", "contact")


def test_a_page_opens_and_has_help(copy: Copy):
    recipe = RECIPES["A page"]
    recipe.follow(copy.root)
    copy.test(*recipe.tests, "-k", "thanks or has_help")


def test_every_recipe_is_followed_and_names_tests_that_are_there():
    followed = re.findall(r'RECIPES\["([^"]+)"\]', Path(__file__).read_text(encoding="utf-8"))
    assert followed == list(RECIPES)
    for recipe in RECIPES.values():
        assert recipe.tests
        for test in recipe.tests:
            file, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), test


@pytest.mark.parametrize("page", PAGES)
def test_every_path_a_page_names_is_there(page: str):
    text = (ROOT / page).read_text(encoding="utf-8")
    made = {step.file for recipe in RECIPES.values() for step in recipe.steps if page == "CONTRIBUTING.md"}
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    named = [part for part in re.findall(r"`([^`\n]+)`", text) if looks_like_a_path(part)]
    assert [path for path in [*linked, *named] if path not in made and not is_there(path, page)] == []


def looks_like_a_path(part: str) -> bool:
    """A file of the checkout, or a folder written with a slash at its end; not a file of somebody's own."""
    part = part.partition("::")[0]
    is_file = re.fullmatch(r"[\w.-]+\.(py|md|toml)|[\w.-]+/[\w./-]+\.\w+", part) is not None
    return is_file or re.fullmatch(r"(greenpractice|ui|db|resources|tests)/[\w/.-]*", part) is not None


def is_there(path: str, page: str) -> bool:
    """From the root, from the page's folder or from `greenpractice`; a name alone may stand anywhere."""
    path = path.partition("::")[0]
    if any((ROOT / start / path).exists() for start in ("", Path(page).parent, "greenpractice")):
        return True
    return "/" not in path and any(found for room in COPIED for found in (ROOT / room).rglob(path))


def test_every_test_file_that_proves_a_criterion_is_there():
    named = set(re.findall(r"test_\w+\.py", (ROOT / "tests/ui/README.md").read_text(encoding="utf-8")))
    assert len(named) > 20
    assert named - {path.name for path in (ROOT / "tests").rglob("test_*.py")} == set()


def test_subjects_of_commits_are_short():
    git = ["git", "-C", str(ROOT)]
    known = subprocess.run([*git, "cat-file", "-e", f"{START}^{{commit}}"], capture_output=True, check=False)
    if known.returncode:
        pytest.skip("the history of the checkout is not here")
    log = subprocess.run([*git, "log", "--no-merges", "--format=%s", f"{START}..HEAD"], capture_output=True,
                         text=True, check=True)  # fmt: skip
    assert [subject for subject in log.stdout.splitlines() if len(subject) > 72] == []
