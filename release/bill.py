"""The bill of materials of a built app: each package in it, with version, hash and licence (CycloneDX)."""

import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from release.contents import NAME, ROOT, TITLE, VERSION, Entry
from release.unchanged import CannotBuild, Commit, Locked

Component = dict[str, Any]
_SPDX = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")
_OURS = "ours"
BUILDERS = frozenset({"pyinstaller"})  # both programs begin with its own


def bill_of(
    collected: Iterable[Entry], commit: Commit, locked: Mapping[str, Locked], hashes: Mapping[str, str]
) -> bytes:
    """The bill as JSON: what is in it is what the files collected belong to, and nothing else."""
    parts = parts_of(collected)
    components = [_package(name, locked, hashes) for name in sorted({*parts.packages, *BUILDERS})]
    components += [_python()] if parts.of_python else []
    components += [_library(Path(source)) for source in sorted(parts.libraries)]
    return json.dumps(_bill(components, commit), indent=2, ensure_ascii=False).encode() + b"\n"


@dataclass(slots=True)
class Parts:
    """What of others is in an app: packages by name, libraries of this system by their files, and Python."""

    packages: set[str] = field(default_factory=set)
    libraries: set[str] = field(default_factory=set)
    of_python: bool = False


def parts_of(collected: Iterable[Entry]) -> Parts:
    """What the files that were collected belong to."""
    owners, parts = _owners(), Parts()
    for _, source, kind in collected:
        owner = _OURS if kind == "SYMLINK" else _owner(Path(source), owners)
        if owner == "python":
            parts.of_python = True
        elif owner == "system":
            parts.libraries.add(source)
        elif owner != _OURS:
            parts.packages.add(owner)
    return parts


def installed_hashes(report: Path) -> dict[str, str]:
    """The SHA-256 of the file that each package was installed from, as pip wrote them at set-up."""
    if not report.is_file():
        return {}
    found: dict[str, str] = {}
    for each in json.loads(report.read_text(encoding="utf-8"))["install"]:
        sha256 = each["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256")
        if sha256:
            found[canonicalize_name(each["metadata"]["name"])] = sha256
    return found


def _bill(components: Sequence[Component], commit: Commit) -> Component:
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{commit.name} {sys.platform}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(commit.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": NAME,
                "name": TITLE,
                "version": VERSION,
                "licenses": [{"license": {"id": "MIT"}}],
                "properties": [{"name": f"{NAME}:commit", "value": commit.name}],
            },
        },
        "components": components,
        "dependencies": [{"ref": NAME, "dependsOn": [each["bom-ref"] for each in components]}],
    }


def _owners() -> dict[str, str]:
    """Each file of an installed package, and the package's name."""
    found: dict[str, str] = {}
    for package in metadata.distributions():
        name = canonicalize_name(package.metadata["Name"])
        folder = os.path.realpath(str(package.locate_file("")))
        found.update({os.path.normcase(os.path.join(folder, file)): name for file in package.files or ()})
    return found


def _owner(source: Path, owners: Mapping[str, str]) -> str:
    """The package a file belongs to; a file made in the build belongs to us."""
    same = os.path.normcase(os.path.realpath(source))
    if same in owners:
        return owners[same]
    if source.is_relative_to(ROOT) and not source.is_relative_to(sys.prefix):
        return _OURS
    if source.is_relative_to(sys.base_prefix) and str(sys.base_prefix) != "/usr":
        return "python"
    if source.is_relative_to(sysconfig.get_paths()["stdlib"]) or "python" in source.name.casefold():
        return "python"
    if sys.platform.startswith("linux"):
        return "system"
    raise CannotBuild(f"Nobody knows which package {source} belongs to: it cannot stand in the bill.")


def _package(name: str, locked: Mapping[str, Locked], hashes: Mapping[str, str]) -> Component:
    about = metadata.metadata(name)
    known = locked[name].sha256
    sha256 = hashes.get(name) or (known[0] if len(known) == 1 else "")
    if sha256 not in known:
        raise CannotBuild(f"{name} was installed from a file that is not in the lock. Set up again.")
    version = about["Version"]
    purl = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": about["Name"],
        "version": version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": sha256}],
        "licenses": [licence_of(about)],
    }


def licence_of(about: metadata.PackageMetadata) -> Component:
    """The licence a package states, as an SPDX expression where it is one."""
    expression, free = ("".join(about.get_all(name) or ()) for name in ("License-Expression", "License"))
    stated = expression or free
    classified = [each for each in about.get_all("Classifier") or () if each.startswith("License ::")]
    stated = stated.splitlines()[0] if stated else " and ".join(each.split(" :: ")[-1] for each in classified)
    if expression or _SPDX.fullmatch(stated):
        return {"expression": stated}
    return {"license": {"name": stated or "not stated"}}


def _python() -> Component:
    version = platform.python_version()
    purl = f"pkg:generic/python@{version}"
    return {
        "type": "framework",
        "bom-ref": purl,
        "name": "Python",
        "version": version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": _digest(Path(libpython()))}],
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }


def libpython() -> str:
    """The file that Python itself is in, wherever this one has it."""
    from PyInstaller.depend.bindepend import get_python_library_path

    return str(get_python_library_path())


def _library(source: Path) -> Component:
    """A library of the Linux it was built on: the file, and the system's package it is from."""
    package, version = system_package(source)
    system, called = this_system()
    return {
        "type": "library",
        "bom-ref": f"file:{source.name}",
        "name": source.name,
        "version": version,
        **({"purl": f"pkg:deb/{system}/{package}@{version}"} if package else {}),
        "hashes": [{"alg": "SHA-256", "content": _digest(source)}],
        "licenses": [{"license": {"name": f"as {called}'s {package} states" if package else "not stated"}}],
    }


def this_system() -> tuple[str, str]:
    """What this Linux calls itself: to programs, as "ubuntu", and to people, as "Ubuntu"."""
    try:
        said = platform.freedesktop_os_release()
    except OSError:
        return "debian", "Debian"
    return said["ID"], said["NAME"].removesuffix(" GNU/Linux")


def system_package(source: Path) -> tuple[str, str]:
    """The package of this Linux that a file is from, and its version; "" where it is from none."""
    found = (source, source.resolve())  # a package may have either, and name it with or without /usr
    bare = [str(path).removeprefix("/usr") for path in found]
    for path in (*map(str, found), *bare, *(f"/usr{path}" for path in bare)):
        said = _said("dpkg-query", "-S", path)
        if said:
            package = said.partition(":")[0].strip()
            return package, _said("dpkg-query", "-W", "-f", "${Version}", package)
    return "", "not known"


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
