"""What goes into a built app: our modules, the resources, and of all libraries those that something loads."""

import os
import posixpath
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path, PurePath, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from greenpractice import __version__
from release.program import PLATFORMS

ROOT = Path(__file__).resolve().parents[1]
NAME = "greenpractice"
TITLE = "Greener Practice"
BUILT_FROM = "built-from.txt"
COMMIT_VARIABLE = "GREENPRACTICE_COMMIT"  # of the build: the commit; SOURCE_DATE_EPOCH is the second of it
COMMAND_LINE = f"{NAME}-cli"
VERSION = __version__
OUR_FOLDERS = ("greenpractice", "db", "ui")
# Python's own that only developers use, other databases' and pictures' that no PDF of ours has.
NOT_NEEDED = (
    "tkinter", "_tkinter", "PIL.ImageTk", "PIL._imagingtk", "PIL._avif", "PIL._webp",
    "unittest", "pydoc", "doctest", "pdb", "readline", "curses", "_curses", "test",
    "PySide6.QtNetwork", "PySide6.QtDBus", "sqlalchemy.testing", "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle", "sqlalchemy.dialects.postgresql",
)  # fmt: skip
# Qt's plugins by their folders, without the system's letters around the name.
QT_PLUGINS = {
    "platforms": PLATFORMS,
    "imageformats": {"svg"},  # PNG is in Qt itself
    "iconengines": {"svgicon"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "printsupport": {"cupsprintersupport"},
}
LOADED_BY_NAME = re.compile(r"(lib)?(pdfium|python3\d*(\.\d+)?)\.(so|dll|dylib)(\.\d+)*|Python")
Entry = tuple[str, str, str]  # where it goes, where it comes from, its kind: as PyInstaller has them


def our_modules() -> list[str]:
    """Every module of ours: pages and commands are imported by names that only their lists have."""
    files = [path.relative_to(ROOT) for each in OUR_FOLDERS for path in sorted((ROOT / each).rglob("*.py"))]
    return ["resources", *(".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files)]


def resource_files() -> list[tuple[str, str]]:
    """Each file of resources and the folder it goes to; pictures are the README's."""
    pictures = ROOT / "resources" / "pictures"
    return [
        (str(path), path.parent.relative_to(ROOT).as_posix())
        for path in sorted((ROOT / "resources").rglob("*.*"))
        if path.is_file() and path.suffix not in (".py", ".pyc") and not path.is_relative_to(pictures)
    ]


def built_from(commit: str, seconds: str) -> str:
    """What About reads of the commit that an app was built from, and its day."""
    return f"{commit} {datetime.fromtimestamp(int(seconds), UTC).date().isoformat()}\n"


def needed_packages() -> set[str]:
    """The packages that the program stands on, with those they need themselves on this system."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        waiting = [Requirement(text) for text in tomllib.load(file)["project"]["dependencies"]]
    found: set[str] = set()
    while waiting:
        needed = waiting.pop()
        name = canonicalize_name(needed.name)
        if name not in found and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += map(Requirement, metadata.requires(name) or ())
    return found


def left_out_modules() -> list[str]:
    """What PyInstaller shall not follow: packages for developers, which others use where they find them."""
    needed = needed_packages()
    others = [
        module
        for module, packages in metadata.packages_distributions().items()
        if not needed & {canonicalize_name(package) for package in packages}
    ]
    return sorted({*NOT_NEEDED, *others} - {*OUR_FOLDERS})


def is_used(place: str) -> bool:
    """False for a plugin or a translation of Qt that the program does not use."""
    parts = PurePath(place).parts
    if "PySide6" not in parts:
        return True
    if "plugins" not in parts:
        return not {"translations", "qml"} & {*parts}
    folder, name = parts[parts.index("plugins") + 1], PurePath(place).stem
    return re.sub(r"^(lib)?q?", "", name) in QT_PLUGINS.get(folder, ())


def shipped(
    entries: Iterable[Entry], imports_of: Callable[[str], Iterable[str]], is_systems: Callable[[str], bool]
) -> list[Entry]:
    """Without parts of Qt that are not used, and then without libraries that nothing loads.

    A system's library goes in only where Python or a package other than Qt asks for it: what Qt asks for
    comes with the system, as the package for Debian says.
    """
    used = [entry for entry in entries if is_used(entry[0])]
    files = {entry[0]: entry for entry in used if entry[2] != "SYMLINK"}
    by_name: dict[str, list[str]] = {}
    for place in files:
        by_name.setdefault(PurePath(place).name.casefold(), []).append(place)
    kept = {place for place, (_, _, kind) in files.items() if kind != "BINARY" or _is_root(place)}
    waiting = [place for place in sorted(kept) if files[place][2] in ("BINARY", "EXTENSION")]
    while waiting:
        place = waiting.pop()
        of_qt = PurePath(place).parts[0] in ("PySide6", "shiboken6")
        for name in imports_of(files[place][1]):
            for other in by_name.get(PurePath(name).name.casefold(), ()):
                if other not in kept and not (of_qt and is_systems(files[other][1])):
                    kept.add(other)
                    waiting.append(other)
    kept -= _of_frameworks_without_library(kept, files)
    there = kept | {each.as_posix() for place in kept for each in PurePosixPath(_posix(place)).parents}
    links = {_posix(place): source for place, source, kind in used if kind == "SYMLINK"}
    return [
        each
        for each in used
        if (_led_to(each[0], links) in there if each[2] == "SYMLINK" else each[0] in kept)
    ]


def _is_root(place: str) -> bool:
    return "plugins" in PurePath(place).parts or _is_loaded_by_name(place)


def _is_loaded_by_name(place: str) -> bool:
    return LOADED_BY_NAME.fullmatch(PurePath(place).name) is not None


def _posix(place: str) -> str:
    return place.replace("\\", "/")


def _framework(place: str) -> str:
    """The framework of macOS that a file is in, or an empty text."""
    return found[0] if (found := re.match(r".*?\.framework(?=/)", _posix(place))) else ""


def _of_frameworks_without_library(kept: Iterable[str], files: Mapping[str, Entry]) -> set[str]:
    """What is left of frameworks whose library stays out: macOS signs no app that has half of one."""
    whole = {_framework(place) for place in kept if files[place][2] == "BINARY"} | {""}
    return {place for place in kept if _framework(place) not in whole}


def _led_to(place: str, links: Mapping[str, str]) -> str:
    """Where a link leads in the end, also where it leads through a folder that is one itself."""
    parts = _posix(place).split("/")
    for _ in links:
        above = next((a for n in range(1, len(parts) + 1) if (a := "/".join(parts[:n])) in links), None)
        if above is None:
            break
        rest = parts[above.count("/") + 1 :]
        parts = (
            posixpath.normpath("/".join([posixpath.dirname(above), links[above], *rest]))
            .lstrip("/")
            .split("/")
        )
    return "/".join(parts)


def is_systems(source: str) -> bool:
    """Whether a file belongs to this Linux and not to Python or a package; elsewhere nothing does."""
    if not sys.platform.startswith("linux") or _is_loaded_by_name(source):
        return False
    import sysconfig

    paths = sysconfig.get_paths()
    # as they lie on the disk: an environment may be reached by a link
    ours = map(os.path.realpath, (paths["stdlib"], paths["purelib"], paths["platlib"], sys.prefix))
    return not any(Path(os.path.realpath(source)).is_relative_to(each) for each in ours)


def macos_properties() -> dict[str, object]:
    """What macOS is told of the app: one with a window, though it also has a command line."""
    return {
        "CFBundleDocumentTypes": document_types(),
        "LSBackgroundOnly": False,  # else PyInstaller takes it from the last program
        "NSHighResolutionCapable": True,
    }


def document_types() -> list[dict[str, object]]:
    """What macOS is told of files: its own kinds open with the app, PDFs only where somebody chooses it."""
    pack = {
        "CFBundleTypeName": f"{TITLE} pack",
        "CFBundleTypeExtensions": ["gppack"],
        "LSHandlerRank": "Owner",
    }
    starter = {
        "CFBundleTypeName": f"{TITLE} starter file",
        "CFBundleTypeExtensions": ["gpstarter"],
        "LSHandlerRank": "Owner",
    }
    comparison = {
        "CFBundleTypeName": f"{TITLE} comparison file",
        "CFBundleTypeExtensions": ["gpcompare"],
        "LSHandlerRank": "Owner",
    }
    pdf = {"CFBundleTypeName": "PDF", "LSItemContentTypes": ["com.adobe.pdf"], "LSHandlerRank": "Alternate"}
    return [{**each, "CFBundleTypeRole": "Viewer"} for each in (pack, starter, comparison, pdf)]


def windows_version() -> str:
    """The version as Windows shows it in a file's properties, in the words that PyInstaller reads."""
    numbers = tuple([*map(int, re.findall(r"\d+", VERSION)), 0, 0, 0, 0][:4])
    said = {
        "CompanyName": TITLE,
        "FileDescription": TITLE,
        "FileVersion": VERSION,
        "InternalName": NAME,
        "LegalCopyright": "MIT licence",
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": TITLE,
        "ProductVersion": VERSION,
    }
    texts = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in said.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('080904B0', [{texts}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0809, 1200])])])\n"
    )
