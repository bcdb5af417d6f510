"""The house: docs/ARCHITECTURE.md says which room may import which, and every import is held against it."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "ARCHITECTURE.md"
ON_TOP = {"greenpractice/app.py", "greenpractice/__main__.py", "release/program.py"}
ROOTS = {"greenpractice/__init__.py", "ui/__init__.py", "release/__init__.py"}
FRONTS = {"command line", "demo"}
MOST_FILES, MOST_LINES, LONGEST_FUNCTION = 25, 400, 60
CODE = ("greenpractice", "db", "ui", "resources", "release")
FILES = [path.relative_to(ROOT) for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))]
TESTS = [path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("*.py"))]


def by_folder(files: Iterable[Path]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The test once for each folder, with its files: one for each file would be a fifth of all tests."""
    folders: defaultdict[str, list[Path]] = defaultdict(list)
    for file in files:
        folders[file.parent.as_posix()].append(file)
    return pytest.mark.parametrize("files", list(folders.values()), ids=list(folders))


@dataclass(frozen=True)
class Room:
    """A row of the page: folders and files, the rooms above that it may import, packages from outside."""

    name: str
    places: tuple[str, ...]
    may_import: tuple[str, ...]
    packages: tuple[str, ...]


def rooms_of(text: str) -> list[Room]:
    """The rows of the page's tables, in their order."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        named = re.match(r"\*\*(.+?)\*\*: (.+)", cells[0])
        if named is None or len(cells) != 4:
            continue
        folder, places = "", []
        for place in re.findall(r"`([^`]+)`", named[2]):
            folder = place.rpartition("/")[0] if "/" in place else folder
            places.append(place if "/" in place else f"{folder}/{place}")
        names = tuple(name.strip() for name in cells[2].split(",") if name.strip())
        found.append(Room(named[1], tuple(places), names, tuple(re.findall(r"\w+", cells[3]))))
    return found


ROOMS = rooms_of(PAGE.read_text(encoding="utf-8"))
BY_NAME = {room.name: room for room in ROOMS}


def room_of(file: Path) -> Room | None:
    """The room a file is in: that of the longest place which fits; None for what stands on top."""
    fitting = [
        (len(place), room)
        for room in ROOMS
        for place in room.places
        if file.as_posix() == place or (place.endswith("/") and file.as_posix().startswith(place))
    ]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None


@cache
def modules() -> dict[str, Path]:
    """Every module by its dotted name."""
    return {".".join(file.with_suffix("").parts).removesuffix(".__init__"): file for file in FILES}


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports; of a package, the module inside it where that is one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in modules() else node.module or ""


def allowed_rooms(room: Room) -> set[str]:
    """The names of the rooms that a room may import, itself among them."""
    names = {room.name, *(name for name in room.may_import if name in BY_NAME)}
    if room.places[0].startswith("ui/"):
        names |= {each.name for each in ROOMS if each.places[0].startswith("greenpractice/")} - FRONTS
    if "everything in ui" in room.may_import:
        names |= {each.name for each in ROOMS if each.places[0].startswith("ui/")} | {"demo"}
    return names


def test_the_page_names_every_place_once_and_only_rooms_above() -> None:
    assert len(ROOMS) > 30
    places = [place for room in ROOMS for place in room.places]
    assert len(set(places)) == len(places)
    assert [place for place in places if not (ROOT / place).exists()] == []
    above: set[str] = {"everything in ui"}
    for room in ROOMS:
        assert set(room.may_import) <= above, f"{room.name} may import what does not stand above it"
        above.add(room.name)


@by_folder(FILES)
def test_a_module_imports_only_what_its_room_may(files: list[Path]) -> None:
    for file in files:
        room = room_of(file)
        if file.as_posix() in ON_TOP or file.as_posix() in ROOTS:
            continue
        assert room is not None, f"{file} stands in no room of {PAGE.name}"
        for name in imports(ROOT / file):
            check_import(file, room, name)


def check_import(file: Path, room: Room, name: str) -> None:
    """What a file imports stands in a room that its own may import, or is a package it may have."""
    top = name.partition(".")[0]
    if top in CODE:
        target = modules()[name]
        other = room_of(target)
        if target.as_posix() in ROOTS or top == "resources":
            return  # the version of the app; files of facts, read as data
        assert other is not None, f"{file} imports {name}, which stands on top"
        assert other.name in allowed_rooms(room), f"{file} ({room.name}) imports {name} ({other.name})"
    elif top not in sys.stdlib_module_names:
        assert top in room.packages, f"{file} ({room.name}) imports {name}"


@by_folder(file for file in FILES if file.is_relative_to("greenpractice/sections"))
def test_a_section_never_imports_another(files: list[Path]) -> None:
    shared = {"base", "energy", "travel"}
    for file in files:
        for name in imports(ROOT / file) if file.stem != "__init__" else ():
            if name.startswith("greenpractice.sections."):
                assert name.rpartition(".")[2] in shared, f"{file} imports {name}"


@by_folder(FILES)
def test_a_module_says_in_one_sentence_what_lives_there(files: list[Path]) -> None:
    for file in files:
        words = ast.get_docstring(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        assert words, f"{file} does not say what lives there"
        assert words.splitlines()[0].endswith((".", ";")), f"{file} does not say it in one sentence"


def test_every_folder_with_code_is_on_the_page() -> None:
    # what starts with a dot is no part of the program: the environment, caches
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    made = {"build", "dist", "greenpractice-demo"}  # by a run; git does not keep them
    assert {name for name in folders - made if any((ROOT / name).rglob("*.py"))} == {*CODE, "tests"}


def test_only_two_modules_import_by_a_name_that_is_worked_out() -> None:
    """Commands and pages, whose lists the rooms of those two may import from; all else would go unseen."""
    asking = re.compile(r"\b(import_module|__import__)\(")
    found = {file.as_posix() for file in FILES if asking.search((ROOT / file).read_text(encoding="utf-8"))}
    assert found == {"greenpractice/command_line/options.py", "ui/window/page_spec.py"}


def test_background_work_begins_in_one_place() -> None:
    """A thread or a process that is started elsewhere would end without anybody seeing how."""
    starts = re.compile(
        r"\b(?:Process|Popen|Thread|QThread|QRunnable|QThreadPool|ThreadPoolExecutor|ProcessPoolExecutor)\("
        r"|\b(?:fork|spawnv|create_subprocess_exec|start_new_thread)\("
    )
    found = {file.as_posix() for file in FILES if starts.search((ROOT / file).read_text(encoding="utf-8"))}
    assert found == {"greenpractice/processes.py", "ui/session/jobs.py"}


def test_no_folder_is_a_hall() -> None:
    counts: dict[str, int] = {}
    for file in [*FILES, *TESTS]:
        if file.name != "__init__.py":
            counts[file.parent.as_posix()] = counts.get(file.parent.as_posix(), 0) + 1
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


@by_folder([*FILES, *TESTS, Path("start.py")])
def test_a_file_and_its_functions_are_short(files: list[Path]) -> None:
    for file in files:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert text.count("\n") <= MOST_LINES, f"{file} has {text.count(chr(10))} lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                assert lines <= LONGEST_FUNCTION, f"{file}: {node.name} has {lines} lines"


def test_tests_stand_in_folders_named_like_what_they_test() -> None:
    here = {"benchmarks", "pictures", "faults", "long", "mutation", "windows", "cases", "files"}
    for file in TESTS:
        folder = file.relative_to("tests").parent
        if folder.parts and folder.parts[0] not in here:
            assert (ROOT / folder).is_dir(), f"{file} tests no folder of the project"


def test_the_command_line_never_imports_qt() -> None:
    probe = (
        "import sys; from greenpractice.app import main; main(['practices', '--json']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0


def test_the_window_is_seen_before_the_domain_is_imported() -> None:
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
