"""What CONTRIBUTING.md promises is true: each recipe is followed in a copy, each path it names is there."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from greenpractice.facts.factors import load_factors
from tests.contributing_page import Recipe, recipes

ROOT = Path(__file__).parents[1]
PAGES = ("CONTRIBUTING.md", "README.md", "docs/ARCHITECTURE.md")
COPIED = ("db", "greenpractice", "resources", "tests", "ui")
RECIPES = recipes()
START = "e00dc75"  # the commit after which subjects are short
WHO = ("--practice", "C82001", "--period", "2025-26-Q1")


class Copy:
    """A copy of the checkout in which a recipe was followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python there, without whatever is installed of ourselves."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.root, capture_output=True, text=True, check=False
        )

    def program(self, *commands: tuple[str, ...], **sections: list[dict[str, str]]) -> list[str]:
        """Record the sample return with these sections; then what each command prints."""
        values = json.loads((ROOT / "tests/files/sample-return.json").read_text(encoding="utf-8"))
        values["sections"] |= sections
        (self.root / "given.json").write_text(json.dumps(values), encoding="utf-8")
        every = [("record", "given.json"), *commands]
        lines = [
            "from greenpractice.app import main",
            *(f"assert main({[*each, '--store', 'store.db']}) == 0; print(chr(0))" for each in every),
        ]
        done = self.run("-c", "\n".join(lines))
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\0")[1:]

    def test(self, recipe: Recipe, *more: str) -> None:
        """The tests that the recipe names pass."""
        done = self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *recipe.tests, *more)
        assert done.returncode == 0, done.stdout[-4000:]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    for folder in COPIED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return Copy(tmp_path)


def test_a_section_has_its_lines_in_the_footprint(copy: Copy):
    recipe = RECIPES["A section"]
    recipe.follow(copy.root)
    found = json.loads(copy.program(("footprint", *WHO, "--json"), gardening=[{"petrol_litres": "10"}])[0])
    assert found["by_section"]["gardening"] == 25
    (line,) = (line for line in found["lines"] if line["section"] == "gardening")
    assert (line["factor_key"], line["kgco2e"], line["factor_year"]) == ("mower_petrol.litre", 25, None)
    copy.test(recipe)


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
    copy.test(recipe)


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
    copy.test(recipe)


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
    copy.test(recipe, "-k", "contact")


def test_a_page_opens_and_has_help(copy: Copy):
    recipe = RECIPES["A page"]
    recipe.follow(copy.root)
    copy.test(recipe, "-k", "thanks or has_help")


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
