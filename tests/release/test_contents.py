"""What goes into a built app: all that is read or imported by name, and nothing that is not loaded."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from greenpractice import __version__
from release.contents import (
    BUILT_FROM,
    ROOT,
    built_from,
    document_types,
    is_systems,
    is_used,
    left_out_modules,
    macos_properties,
    needed_packages,
    our_modules,
    resource_files,
    shipped,
    windows_version,
)
from release.program import give_back, leave_what_is_missing, words_of
from release.unchanged import locked_packages
from ui.network.lead_pages import NETWORK_PAGES
from ui.practice.practice_pages import PAGES
from ui.window import about


def test_modules_imported_by_a_name_are_in_it() -> None:
    modules = {*our_modules()}
    assert {f"ui.{page.module}" for page in (*PAGES, *NETWORK_PAGES)} <= modules
    commands = (ROOT / "greenpractice" / "command_line").glob("*.py")
    assert {f"greenpractice.command_line.{file.stem}" for file in commands} - modules <= {
        "greenpractice.command_line.__init__"
    }
    assert {"resources", "db.opening", "greenpractice.exchange.reading_worker"} <= modules


def test_every_resource_that_code_reads_is_in_it_at_its_place() -> None:
    given = {f"{folder}/{Path(source).name}" for source, folder in resource_files()}
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}
    left_out = {path for path in there - given if not path.endswith((".py", ".pyc"))}
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("greenpractice", "db", "ui")
        for path in (ROOT / folder).rglob("*.py")
    )
    assert len(given) > 25
    assert [path for path in left_out if Path(path).name in code] == []
    assert {Path(path).parent.as_posix() for path in left_out} == {"resources/pictures"}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/plugins/imageformats/qjpeg.dll", False),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("resources/plan/actions.toml", True),
    ],
)
def test_parts_of_qt_that_are_not_used_stay_out(place: str, expected: bool) -> None:
    assert is_used(place) is expected


def test_a_library_goes_in_only_where_something_loads_it() -> None:
    imports = {
        "QtGui": ["libQt6Gui.so.6"],
        "Gui": ["libglib.so.0"],
        "xcb": ["libxcb-cursor.so.0"],
        "vnc": ["libvnc.so"],
        "_ssl": ["libssl.so.3"],
        "libssl": ["libcrypto.so.3"],
    }
    systems = {"libssl", "crypto", "glib", "cursor", "vnclib"}
    entries = [
        ("PySide6/QtGui.so", "QtGui", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "Gui", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Network.so.6", "Network", "BINARY"),
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "xcb", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "vnc", "BINARY"),
        ("libvnc.so", "vnclib", "BINARY"),
        ("libglib.so.0", "glib", "BINARY"),
        ("libxcb-cursor.so.0", "cursor", "BINARY"),
        ("lib-dynload/_ssl.so", "_ssl", "EXTENSION"),
        ("libssl.so.3", "libssl", "BINARY"),
        ("libcrypto.so.3", "crypto", "BINARY"),
        ("libpython3.11.so.1.0", "libpython", "BINARY"),
        ("pypdfium2_raw/libpdfium.so", "pdfium", "BINARY"),
        ("resources/plan/actions.toml", "actions", "DATA"),
    ]
    kept = shipped(entries, lambda source: imports.get(source, []), systems.__contains__)
    assert [place for place, _, _ in kept] == [
        "PySide6/QtGui.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libQt6Gui.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "lib-dynload/_ssl.so",
        "libssl.so.3",
        "libcrypto.so.3",
        "libpython3.11.so.1.0",
        "pypdfium2_raw/libpdfium.so",
        "resources/plan/actions.toml",
    ]


def framework(name: str) -> list[tuple[str, str, str]]:
    """What PyInstaller collects of a framework of macOS: its library, its list, and the links to them."""
    top = f"PySide6/Qt/lib/{name}.framework"
    return [
        (f"{top}/Versions/A/{name}", name, "BINARY"),
        (f"{top}/Versions/A/Resources/Info.plist", f"{name}.plist", "DATA"),
        (f"{top}/Versions/Current", "A", "SYMLINK"),
        (f"{top}/{name}", f"Versions/Current/{name}", "SYMLINK"),
        (f"{top}/Resources", "Versions/Current/Resources", "SYMLINK"),
        (name, f"{top}/Versions/A/{name}", "SYMLINK"),
    ]


def test_a_framework_of_macos_is_in_it_with_all_its_links_or_not_at_all() -> None:
    """Else nothing can sign the app, and macOS calls it damaged."""
    used, unused = framework("QtCore"), framework("QtNetwork")
    ours = ("PySide6/QtCore.abi3.so", "binding", "EXTENSION")
    imports = {"binding": ["@rpath/QtCore.framework/Versions/A/QtCore"]}
    kept = shipped([ours, *used, *unused], lambda source: imports.get(source, []), lambda _source: False)
    assert kept == [ours, *used]


def test_what_python_and_packages_brought_is_no_part_of_the_system() -> None:
    assert not is_systems(ast.__file__)
    assert not is_systems(pytest.__file__)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is the system's")
def test_an_environment_that_is_reached_by_a_link_is_no_part_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = tmp_path / "kept" / "lib" / "libQt6Core.so.6"
    (tmp_path / "linked").symlink_to(tmp_path / "kept")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "linked"))
    assert not is_systems(str(brought))
    assert not is_systems(str(tmp_path / "linked" / "lib" / brought.name))
    assert is_systems("/usr/lib/x86_64-linux-gnu/libX11.so.6")


def test_packages_for_developers_stay_out() -> None:
    needed = needed_packages()
    assert {"pyside6-essentials", "pypdfium2", "shiboken6", "et-xmlfile"} <= needed
    assert needed <= locked_packages((ROOT / "requirements.lock").read_text(encoding="utf-8")).keys()
    left_out = {*left_out_modules()}
    assert {"pytest", "hypothesis", "pikepdf", "pip", "tkinter"} <= left_out
    assert not left_out & {"PySide6", "reportlab", "PIL", "greenpractice", "db", "ui"}


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert f"greenpractice_{__version__}_amd64.deb" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_about_names_the_commit_a_built_app_was_built_from(monkeypatch: pytest.MonkeyPatch) -> None:
    assert about.version_words() == f"Greener Practice {__version__}, from source"
    there = {BUILT_FROM: built_from("0123456789abcdef", "1700000000")}
    monkeypatch.setattr(about, "resource_text", there.__getitem__)
    assert (
        about.version_words() == f"Greener Practice {__version__}, built from 0123456789 of 14 November 2023"
    )


def test_windows_shows_the_version_among_a_file_s_properties() -> None:
    ast.parse(windows_version())
    assert f"StringStruct('ProductVersion', '{__version__}')" in windows_version()
    assert f"filevers=({', '.join(__version__.split('.'))}, 0)" in windows_version()


def test_the_program_for_the_command_line_never_opens_a_window_by_itself() -> None:
    assert words_of("/opt/greenpractice-cli", []) == ["--help"]
    assert words_of("C:/Apps/greenpractice-cli.exe", ["check"]) == ["check"]
    assert words_of("C:/Apps/greenpractice.exe", []) == []


def test_macos_opens_its_own_kinds_with_it_and_pdfs_only_if_it_is_chosen() -> None:
    pack, starter, comparison, pdf = document_types()
    assert (pack["CFBundleTypeExtensions"], pack["LSHandlerRank"]) == (["gppack"], "Owner")
    assert (starter["CFBundleTypeExtensions"], starter["LSHandlerRank"]) == (["gpstarter"], "Owner")
    assert (comparison["CFBundleTypeExtensions"], comparison["LSHandlerRank"]) == (["gpcompare"], "Owner")
    assert (pdf["LSItemContentTypes"], pdf["LSHandlerRank"]) == (["com.adobe.pdf"], "Alternate")


def test_on_macos_it_is_an_app_with_a_window() -> None:
    """An app with `LSBackgroundOnly` has none, and PyInstaller sets that where any program has a console."""
    told = macos_properties()
    assert (told["LSBackgroundOnly"], told["NSHighResolutionCapable"]) == (False, True)
    assert told["CFBundleDocumentTypes"] == document_types()
    assert "info_plist=contents.macos_properties()" in (ROOT / "release" / "program.spec").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "is_left"),
    [
        ("xcb", True),
        ("offscreen:size=800x600", True),
        ("wayland;xcb", True),
        ("windows:darkmode=0", True),
        ("wayland", False),
        ("wayland-egl;eglfs", False),
        ("", False),
    ],
)
def test_a_way_of_drawing_that_is_not_built_in_is_not_asked_for(asked: str, is_left: bool) -> None:
    environment = {"QT_QPA_PLATFORM": asked, "HOME": "/home/a"}
    leave_what_is_missing(environment)
    assert environment == {"HOME": "/home/a", **({"QT_QPA_PLATFORM": asked} if is_left else {})}
    leave_what_is_missing(nothing := {})
    assert nothing == {}


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_what_the_app_starts_finds_its_own_libraries_and_not_the_app_s(before: str | None) -> None:
    environment = {"LD_LIBRARY_PATH": "/usr/lib/greenpractice/_internal", "HOME": "/home/a"}
    if before:
        environment["LD_LIBRARY_PATH_ORIG"] = before
    give_back(environment)
    assert environment.pop("PYINSTALLER_RESET_ENVIRONMENT") == "1"
    assert environment == {"HOME": "/home/a", **({"LD_LIBRARY_PATH": before} if before else {})}
