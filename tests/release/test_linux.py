"""What Linux is told of the app: what it needs, and which files it opens."""

import configparser
from pathlib import Path
from xml.etree import ElementTree

import start
from release.archives import Member
from release.linux import (
    COMPARISON_TYPE,
    DESKTOP,
    MIME,
    PACK_TYPE,
    STARTER_TYPE,
    control_members,
    data_members,
    needed_glibc,
)


def test_the_package_needs_what_a_set_up_from_source_installs() -> None:
    (control,) = control_members([Member("./usr/lib/a.so", b"\x7fELF GLIBC_2.34 GLIBC_2.9")])
    assert control.content is not None
    fields = dict(line.split(": ", 1) for line in control.content.decode().splitlines() if ": " in line)
    assert fields["Depends"].split(", ")[0] == "libc6 (>= 2.34)"
    assert {*start.NEEDED.values(), *start.FOR_A_WINDOW.values()} < {*fields["Depends"].split(", ")}
    assert {"Package", "Version", "Architecture", "Maintainer", "Description"} <= fields.keys()


def test_versions_of_the_c_library_are_numbers_and_only_programs_have_them() -> None:
    assert needed_glibc([b"\x7fELF GLIBC_2.4 GLIBC_2.17", b"\x7fELF GLIBC_2.38"]) == "2.38"
    assert needed_glibc([b"\x7fELF GLIBC_2.4", b"GLIBC_2.99"]) == "2.4"


def test_the_package_holds_the_app_its_commands_and_what_desktops_want(tmp_path: Path) -> None:
    (tmp_path / "greenpractice").write_bytes(b"")
    members = {member.place: member for member in data_members(tmp_path)}
    assert members["./usr/bin/greenpractice-cli"].link == "../lib/greenpractice/greenpractice-cli"
    assert "./usr/lib/greenpractice/greenpractice" in members
    for place in members:
        assert place.rpartition("/")[0] in {".", *members}, f"{place} stands in no folder"
    assert "./usr/share/icons/hicolor/scalable/apps/greenpractice.svg" in members


def test_packs_open_with_it_and_pdfs_only_if_it_is_chosen() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(DESKTOP)
    assert entry["Desktop Entry"]["MimeType"] == (
        f"{PACK_TYPE};{STARTER_TYPE};{COMPARISON_TYPE};application/pdf;"
    )
    assert entry["Desktop Entry"]["Exec"] == "greenpractice %F"
    kinds = [kind.get("type") for kind in ElementTree.fromstring(MIME.encode())]
    assert kinds == [PACK_TYPE, STARTER_TYPE, COMPARISON_TYPE]  # what a PDF is stays as it was
