"""What is given away for Linux: a packed folder, and a package for Debian and Ubuntu."""

import platform
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from release.archives import Member, deb, members_of, tar_xz
from release.contents import COMMAND_LINE, NAME, ROOT, TITLE, VERSION
from release.icons import DRAWING
from release.unchanged import Commit
from start import FOR_A_WINDOW, NEEDED

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
LIBRARY = f"usr/lib/{NAME}"
SUMMARY = "Carbon, inhaler indicators and a PDF return for GP practices"
PACK_TYPE = f"application/x-{NAME}-pack"
STARTER_TYPE = f"application/x-{NAME}-starter"
COMPARISON_TYPE = f"application/x-{NAME}-comparison"
MAINTAINER = f"{TITLE} maintainers <maintainers@greenpractice.invalid>"

# PDFs stand among what it can open, so that it is offered; nothing makes it the usual one for them.
DESKTOP = f"""[Desktop Entry]
Type=Application
Name={TITLE}
Comment={SUMMARY}
Exec={NAME} %F
Icon={NAME}
Terminal=false
Categories=Office;
MimeType={PACK_TYPE};{STARTER_TYPE};{COMPARISON_TYPE};application/pdf;
StartupWMClass={NAME}
"""
MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{PACK_TYPE}">
    <comment>{TITLE} pack</comment>
    <glob pattern="*.gppack"/>
  </mime-type>
  <mime-type type="{STARTER_TYPE}">
    <comment>{TITLE} starter file</comment>
    <glob pattern="*.gpstarter"/>
  </mime-type>
  <mime-type type="{COMPARISON_TYPE}">
    <comment>{TITLE} comparison file</comment>
    <glob pattern="*.gpcompare"/>
  </mime-type>
</mime-info>
"""


def files_of(folder: Path, commit: Commit, target: Path) -> list[Path]:
    """Write both into the target folder."""
    machine = platform.machine()
    packed = target / f"{NAME}-{VERSION}-linux-{machine}.tar.xz"
    packed.write_bytes(tar_xz(members_of(folder, f"{NAME}-{VERSION}"), commit.seconds))
    package = target / f"{NAME}_{VERSION}_{ARCHITECTURES.get(machine, machine)}.deb"
    data = [*data_members(folder)]
    package.write_bytes(deb(control_members(data), data, commit.seconds))
    return [packed, package]


def data_members(folder: Path) -> Iterator[Member]:
    """The folder where Debian keeps programs, both commands, and what desktops want to know."""
    small = {
        f"usr/share/applications/{NAME}.desktop": DESKTOP.encode(),
        f"usr/share/doc/{NAME}/copyright": (ROOT / "LICENSE").read_bytes(),
        f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg": DRAWING.read_bytes(),
        f"usr/share/mime/packages/{NAME}.xml": MIME.encode(),
    }
    members = [*members_of(folder, LIBRARY), *(Member(place, content) for place, content in small.items())]
    members += [Member(f"usr/bin/{name}", link=f"../lib/{NAME}/{name}") for name in (NAME, COMMAND_LINE)]
    for member in in_folders(members):
        yield Member(f"./{member.place}", member.content, member.link, member.is_program)


def in_folders(members: Iterable[Member]) -> Iterator[Member]:
    """The members, each after the folders it stands in."""
    known: set[str] = set()
    for member in members:
        parts = member.place.split("/")
        for depth in range(1, len(parts)):
            above = "/".join(parts[:depth])
            if above not in known:
                known.add(above)
                yield Member(above)
        if member.place not in known:
            known.add(member.place)
            yield member


def control_members(data: Iterable[Member]) -> list[Member]:
    """What dpkg wants to know of the package."""
    contents = [member.content for member in data if member.content is not None]
    fields = {
        "Package": NAME,
        "Version": VERSION,
        "Architecture": ARCHITECTURES.get(platform.machine(), platform.machine()),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(sum(len(each) for each in contents) // 1024 + 1),
        "Depends": ", ".join([f"libc6 (>= {needed_glibc(contents)})", *depends()]),
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{SUMMARY}\n It works without internet and holds no patient data.",
    }
    return [Member("./control", "".join(f"{name}: {text}\n" for name, text in fields.items()).encode())]


def depends() -> list[str]:
    """The packages of the libraries that Qt loads: those that a set-up from source installs."""
    return sorted({*NEEDED.values(), *FOR_A_WINDOW.values()})


def needed_glibc(contents: Iterable[bytes]) -> str:
    """The oldest system library that every program and library among them runs with."""
    found = {
        tuple(map(int, number.split(b".")))
        for content in contents
        if content.startswith(b"\x7fELF")
        for number in re.findall(rb"GLIBC_(\d+\.\d+)", content)
    }
    return ".".join(map(str, max(found, default=(2, 34))))
