"""What a program does to the files of one folder, call by call: told by strace, which Linux has."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.faults.disk import Call, Cut, Disk, Make, Move, Remove, Said, Sync, Write

ROOT = Path(__file__).parents[2]
NOTHING = ("lseek", "chmod", "fchmod", "close")  # what they change is no content and no name
TRACED = (
    "openat", "open", "creat", "write", "pwrite64", "writev", "pwritev", "pwritev2", "ftruncate", "truncate",
    "fsync", "fdatasync", "sync_file_range", "unlink", "unlinkat", "rmdir", "rename", "renameat", "renameat2",
    "mkdir", "mkdirat", "sendfile", "copy_file_range", "splice", "link", "linkat", "symlink", "symlinkat",
    "fallocate", "io_uring_enter", "mmap", *NOTHING,
)  # fmt: skip
_LINE = re.compile(r"(?P<process>\d+) +(?P<name>\w+)\((?P<given>.*)\) += (?P<result>-?\d+).*", re.DOTALL)
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)", re.DOTALL)
_OPENED = re.compile(r"(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
SAID = "said "  # what the program writes to standard output when it has told something


def has_strace() -> bool:
    """Whether strace is there and may watch a program."""
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode
        == 0
    )


def record(folder: Path, command: Sequence[str], log: Path) -> list[Call]:
    """Run a command to its end: all it does in `folder` and all it says; raises if it does not end well."""
    watched = ["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "100000000", "-o", str(log)]
    watched += ["-e", f"trace={','.join(f'?{name}' for name in TRACED)}"]
    before = Disk(folder)
    subprocess.run([*watched, *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return list(_Reading(before).calls(log))


class _Reading:
    """Lines of strace become calls; positions in files are kept as the system keeps them."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._at: dict[tuple[str, str], int] = {}  # where a process stands in a file, by number

    def calls(self, log: Path) -> Iterator[Call]:
        for line in _whole_lines(log):
            found = _LINE.fullmatch(line)
            if found is None or found["result"].startswith("-"):
                continue  # the end of a process or a signal; or a call that failed, and did nothing
            for call in self._read(found["process"], found["name"], found["given"], found["result"]):
                self._disk.carry_out(call)
                yield call

    def _read(self, process: str, name: str, given: str, result: str) -> Iterator[Call]:
        texts = [_bytes(text) for text in _TEXT.findall(given)]
        if name in ("open", "openat", "creat"):
            yield from self._opened(process, given, _named(texts[-1]), result)
        elif name in _NAMES:
            paths = [_named(text) for text in texts]
            if any(self._is_here(path) for path in paths):
                yield _NAMES[name](*paths)
        elif opened := [(number, _path(text)) for number, text in _OPENED.findall(given)]:
            if name == "write" and opened[0][0] == "1" and texts[0].startswith(SAID.encode()):
                yield Said(texts[0].decode().removeprefix(SAID))
            elif self._is_here(opened[0][1]):
                yield from self._in_file(process, name, given, opened, texts, int(result))
        elif name not in NOTHING and any(self._is_here(_named(text)) for text in texts):
            raise NotImplementedError(f"strace tells of {name}({given[:200]})")

    def _in_file(
        self,
        process: str,
        name: str,
        given: str,
        opened: Sequence[tuple[str, Path]],
        texts: Sequence[bytes],
        result: int,
    ) -> Iterator[Call]:
        path, place = opened[0][1], (process, opened[0][0])
        last = given.rsplit(",", 1)[-1].strip()
        match name:
            case "pwrite64":
                yield Write(path, int(last), texts[0][:result])
            case "write":
                yield self._written(place, path, texts[0][:result])
            case "sendfile":
                yield self._written(place, path, self._sent(process, opened[1], given, result))
            case "ftruncate":
                yield Cut(path, int(last))
            case "fsync" | "fdatasync":
                yield Sync(path)
            case "lseek":
                self._at[place] = result
            case "mmap" if "PROT_WRITE" not in given or "MAP_SHARED" not in given:
                pass
            case _ if name not in NOTHING:
                raise NotImplementedError(f"strace tells of {name}({given[:200]})")

    def _opened(self, process: str, given: str, path: Path, result: str) -> Iterator[Call]:
        self._at[process, result] = 0
        if not self._is_here(path):
            return
        if "O_APPEND" in given or not path.is_absolute():
            raise NotImplementedError(f"strace tells of an opening that is not understood: {given[-200:]}")
        if path not in self._disk.live and "O_CREAT" in given:
            yield Make(path)
        elif "O_TRUNC" in given:
            yield Cut(path, 0)

    def _written(self, place: tuple[str, str], path: Path, data: bytes) -> Call:
        start = self._at.get(place, 0)
        self._at[place] = start + len(data)
        return Write(path, start, data)

    def _sent(self, process: str, source: tuple[str, Path], given: str, length: int) -> bytes:
        """What came out of another file, from the place that is named, or where the process stood in it."""
        named = re.search(r"\[(\d+)\]", given)
        start = int(named[1]) if named else self._at.get((process, source[0]), 0)
        if not named:
            self._at[process, source[0]] = start + length
        return bytes(self._disk.live[source[1]].live[start : start + length])

    def _is_here(self, path: Path) -> bool:
        return self._disk.root in (path, *path.parents)


_NAMES: dict[str, Callable[..., Call]] = {
    "mkdir": lambda path: Make(path, is_folder=True),
    "rename": Move,
    "unlink": Remove,
}


def _whole_lines(log: Path) -> Iterator[str]:
    """Calls in the order of their ends: one that another process came between is put together."""
    begun: dict[str, str] = {}
    with log.open(encoding="ascii") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.endswith("<unfinished ...>"):
                begun[line.split()[0]] = line.removesuffix("<unfinished ...>").rstrip()
                continue
            resumed = _RESUMED.fullmatch(line)
            yield line if resumed is None else f"{begun.pop(resumed[1])}{resumed[2]}"


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _named(text: bytes) -> Path:
    return Path(text.decode("utf-8", "surrogateescape"))


def _path(text: str) -> Path:
    """The name of an open file; of a pipe it is no path."""
    return _named(_bytes(text)) if text.startswith("\\x") else Path(text)
