"""The licences of what is in a built app: the text of each part, and a list that says where it is."""

import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path, PurePath

from release import bill
from release.contents import ROOT, TITLE, VERSION, Entry
from release.unchanged import CannotBuild

FOLDER = "licences"
LIST = "list.txt"
SHIPPED = Path(__file__).with_name("licence_texts")
OF_QT = ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt.txt")
# Packages whose wheels bring no text: what is put there for them.
BRING_NONE = {"pyside6-essentials": OF_QT, "shiboken6": OF_QT}
OF_SYSTEM = Path("/usr/share/doc")
_WORDS = ("licen", "copying", "notice", "authors")


def licences_of(collected: Iterable[Entry], work: Path) -> list[Entry]:
    """The texts of all that was collected, and the list of them; CannotBuild where one is missing."""
    parts = bill.parts_of(collected)
    found: dict[str, list[Entry]] = {}
    for name in sorted({*parts.packages, *bill.BUILDERS}):
        found[f"{name} {metadata.version(name)}, {_stated(name)}"] = [*of_package(name)]
    if parts.of_python:
        found["Python, PSF-2.0"] = [(f"{FOLDER}/python/LICENSE.txt", str(of_python()), "DATA")]
    _, called = bill.this_system()
    for library in sorted(parts.libraries):
        package, version = bill.system_package(Path(library))
        text = OF_SYSTEM / package / "copyright"
        if not package or not text.is_file():
            raise CannotBuild(f"Nobody knows the licence of {library}: it cannot be given away.")
        place = f"{FOLDER}/system/{package}.txt"
        found[f"{PurePath(library).name}, of {called}'s {package} {version}"] = [(place, str(text), "DATA")]
    missing = [name for name, texts in found.items() if not texts]
    if missing:
        raise CannotBuild(
            f"The text of a licence is missing: {'; '.join(missing)}. Put it in {SHIPPED.name}."
        )
    (work / LIST).write_text("".join(list_lines(found)), encoding="utf-8")
    ours = [
        (f"{FOLDER}/LICENSE", str(ROOT / "LICENSE"), "DATA"),
        (f"{FOLDER}/{LIST}", str(work / LIST), "DATA"),
    ]
    return sorted({*ours, *(text for texts in found.values() for text in texts)})


def list_lines(found: dict[str, list[Entry]]) -> Iterator[str]:
    """Each part with the places of its texts, for whoever opens the folder."""
    yield f"{TITLE} {VERSION} is under the MIT licence: LICENSE\n"
    yield "Its font Lato is under the SIL Open Font License: ../resources/fonts/OFL.txt\n"
    yield "Its Tabler icons are under the MIT licence: ../resources/icons/tabler/LICENSE.txt\n\n"
    yield "These parts of others are in it:\n\n"
    for name, texts in found.items():
        places = [PurePath(place).relative_to(FOLDER).as_posix() for place, _, _ in texts]
        more = f" and {len(places) - 3} more beside it" if len(places) > 3 else ""
        yield f"{name}: {', '.join(places[:3])}{more}\n"


def of_package(name: str) -> Iterator[Entry]:
    """The texts that a package brings, else those that are put there for it."""
    brought = False
    for file in metadata.files(name) or ():
        if file.parts[0].endswith(".dist-info") and any(
            word in file.as_posix().casefold() for word in _WORDS
        ):
            brought = True
            place = PurePath(FOLDER, name, *file.parts[1:]).as_posix()
            yield place, str(file.locate()), "DATA"
    if not brought:
        for text in BRING_NONE.get(name, ()):
            yield f"{FOLDER}/qt/{text}", str(SHIPPED / text), "DATA"


def of_python() -> Path:
    """The licence of the Python that is in it, where it has it; else of one like it."""
    places = (Path(sysconfig.get_paths()["stdlib"]), Path(sys.base_prefix))
    return next(
        (text for place in places if (text := place / "LICENSE.txt").is_file()), SHIPPED / "Python.txt"
    )


def _stated(name: str) -> str:
    licence = bill.licence_of(metadata.metadata(name))
    return str(licence.get("expression") or licence["license"]["name"])
