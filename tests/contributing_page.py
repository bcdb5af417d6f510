"""The recipes of CONTRIBUTING.md as data: which file each step changes and how, and doing it in a copy."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

PAGE = Path(__file__).parents[1] / "CONTRIBUTING.md"
_FENCE = re.compile(r"^ *```(?P<info>[^\n`]+)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^ *\d+\. `(?P<file>[^`]+)`", re.MULTILINE)
_TEST = re.compile(r"^- `(?P<test>tests/[^`]+::[^`]+)`$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One block: `change` says what it does to the file."""

    file: str
    change: str  # "diff", "run", or anything else for text at the end
    body: str


@dataclass(frozen=True)
class Recipe:
    """A part of the page: its steps in order, and the tests that fail until they are done."""

    title: str
    steps: tuple[Step, ...]
    tests: tuple[str, ...]

    def follow(self, copy: Path, **words: str) -> None:
        """Do every step in a copy of the checkout; words in braces are filled in."""
        for step in self.steps:
            body = step.body
            for name, word in words.items():
                body = body.replace(f"{{{name}}}", word) if step.change != "run" else body
            _do(step.change, body, copy / step.file, copy)


def recipes() -> dict[str, Recipe]:
    """Every recipe by its title."""
    parts = re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = (_recipe(part) for part in parts)
    return {recipe.title: recipe for recipe in found}


def _recipe(part: str) -> Recipe:
    title = part.partition("\n")[0]
    tests = tuple(match["test"] for match in _TEST.finditer(part))
    return Recipe(title, tuple(_steps(part)), tests)


def _steps(part: str) -> Iterator[Step]:
    for fence in _FENCE.finditer(part):
        *_, step = _STEP.finditer(part, 0, fence.start())
        yield Step(step["file"], fence["info"].split()[-1], dedent(fence["body"]))


def _do(change: str, body: str, file: Path, copy: Path) -> None:
    if change == "run":
        subprocess.run([sys.executable, "-c", body], cwd=copy, check=True)
    elif change == "diff":
        text = file.read_text(encoding="utf-8")
        for place in body.split("@@\n"):
            text = _changed(text, place, file)
        file.write_text(text, encoding="utf-8")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(body)


def _changed(text: str, place: str, file: Path) -> str:
    lines = [(line[:1], line[1:]) for line in place.splitlines(keepends=True)]
    before = "".join(line for sign, line in lines if sign != "+")
    after = "".join(line for sign, line in lines if sign != "-")
    assert text.count(before) == 1, f"{file.name} must have these lines once:\n{before}"
    return text.replace(before, after)
