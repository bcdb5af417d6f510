"""The one rule of the house: who may import whom, read from the syntax trees."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ON_TOP = {"greenpractice/app.py", "greenpractice/__main__.py"}
OUTSIDE = {
    "PySide6",
    "sqlalchemy",
    "reportlab",
    "pypdf",
    "openpyxl",
    "cryptography",
    "platformdirs",
    "pypdfium2",
}
# Folder, the outside packages and project packages it may import; the longest folder that fits counts.
ALLOWED = {
    "greenpractice": {"greenpractice", "resources"},
    "greenpractice/exchange": {"greenpractice", "resources", "pypdf", "openpyxl", "cryptography"},
    "greenpractice/reports": {"greenpractice", "resources", "reportlab", "pypdf", "openpyxl", "pypdfium2"},
    "greenpractice/prescribing": {"greenpractice", "resources", "openpyxl"},
    "db": {"db", "greenpractice", "sqlalchemy"},
    "ui": {"ui", "greenpractice", "PySide6"},
    "resources": set(),
}
PROJECT = {"greenpractice", "db", "ui", "resources", "tests"}
FILES = [
    path.relative_to(ROOT)
    for folder in ("greenpractice", "db", "ui", "resources")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            yield node.module or ""


def allowed(file: Path) -> set[str]:
    fitting = [folder for folder in ALLOWED if file.is_relative_to(folder)]
    return ALLOWED[max(fitting, key=len)]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_module_imports_only_what_its_folder_may(file: Path):
    for name in imports(ROOT / file):
        top = name.partition(".")[0]
        if file.as_posix() in ON_TOP or top in sys.stdlib_module_names:
            continue
        assert top in allowed(file), f"{file} imports {name}"
        assert top in PROJECT | OUTSIDE, f"{file} imports {name}, which this test does not know"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_nobody_imports_what_stands_on_top(file: Path):
    for name in imports(ROOT / file):
        assert name != "greenpractice.app" or file.as_posix() == "greenpractice/__main__.py"


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.is_relative_to("greenpractice/sections")], ids=str
)
def test_a_section_never_imports_another(file: Path):
    shared = {"base", "energy", "travel"}
    if file.stem == "__init__":
        return
    for name in imports(ROOT / file):
        if name.startswith("greenpractice.sections."):
            assert name.rpartition(".")[2] in shared, f"{file} imports {name}"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_module_says_in_one_sentence_what_lives_there(file: Path):
    words = ast.get_docstring(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    assert words
    assert words.splitlines()[0].endswith((".", ";"))


def test_the_command_line_never_imports_qt():
    import subprocess

    probe = (
        "import sys; from greenpractice.app import main; main(['practices', '--json']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0


def test_the_window_is_seen_before_the_domain_is_imported():
    import subprocess

    probe = (
        "import sys; import greenpractice.app, ui.start; "
        "sys.exit(any(name.startswith(('greenpractice.store', 'greenpractice.sections', 'sqlalchemy')) "
        "for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_the_whole_program_paints_its_window_before_it_imports_what_the_window_does_not_show():
    import os
    import subprocess

    probe = (
        "import os, sys; import greenpractice.app as app, ui.start as start; app.has_display = lambda: True; "
        "late = ('greenpractice.store', 'greenpractice.sections', 'greenpractice.command_line', "
        "'greenpractice.bug', 'ui.session', 'ui.window', 'sqlalchemy', 'db'); "
        "start.begin = lambda *_, **__: (print(*[n for n in sys.modules if n.startswith(late)], flush=True), "
        "os._exit(0)); app.main([])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert (done.returncode, done.stdout.split()) == (0, [])
