"""Mails as Outlook saves them, made up: a compound file of storages and streams."""

import struct
from dataclasses import dataclass, field

SECTOR, SHORT, CUTOFF = 512, 64, 4096
FREE, END, TABLE, LIST = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
IN_HEADER, IN_SECTOR = 109, 127
Tree = dict[str, "Tree | bytes"]


@dataclass
class _Made:
    sectors: list[bytes] = field(default_factory=list)
    table: list[int] = field(default_factory=list)
    short: bytes = b""
    short_table: list[int] = field(default_factory=list)
    entries: list[list[object]] = field(default_factory=list)  # name, kind, right, child, start, size

    def put(self, data: bytes) -> int:
        """The first sector of a new stream."""
        first, count = len(self.table), -(-len(data) // SECTOR)
        for number in range(count):
            self.sectors.append(data[number * SECTOR : (number + 1) * SECTOR].ljust(SECTOR, b"\0"))
            self.table.append(first + number + 1 if number < count - 1 else END)
        return first if count else END

    def put_short(self, data: bytes) -> int:
        first, count = len(self.short_table), -(-len(data) // SHORT)
        self.short += data.ljust(count * SHORT, b"\0")
        self.short_table += [first + number + 1 if number < count - 1 else END for number in range(count)]
        return first if count else END

    def add(self, name: str, content: "Tree | bytes") -> int:
        place = len(self.entries)
        if isinstance(content, bytes):
            start = self.put_short(content) if len(content) < CUTOFF else self.put(content)
            self.entries.append([name, 2, FREE, FREE, start, len(content)])
            return place
        self.entries.append([name, 1 if place else 5, FREE, FREE, 0, 0])
        before = None
        for each, inside in content.items():
            here = self.add(each, inside)
            if before is None:
                self.entries[place][3] = here
            else:
                self.entries[before][2] = here
            before = here
        return place


def compound_file(tree: Tree) -> bytes:
    """The tree's storages and streams as one file."""
    made = _Made()
    made.add("Root Entry", tree)
    made.entries[0][4:] = [made.put(made.short), len(made.short)]
    short_table = made.put(struct.pack(f"<{len(made.short_table)}I", *made.short_table))
    directory = made.put(b"".join(_entry(*each) for each in made.entries))  # type: ignore[arg-type]
    count = further = 0  # sectors of the table, and of the list of them that the header has no room for
    while (len(made.table) + count + further) * 4 > count * SECTOR:
        count += 1
        further = -(-max(0, count - IN_HEADER) // IN_SECTOR)
    start = len(made.table)
    numbers = [*made.table, *[TABLE] * count, *[LIST] * further]
    numbers += [FREE] * (count * SECTOR // 4 - len(numbers))
    places = [*range(start, start + count), *[FREE] * IN_HEADER]
    listed, rest = places[:IN_HEADER], places[IN_HEADER:]
    lists = b""
    for number in range(further):
        following = start + count + number + 1 if number < further - 1 else END
        part = rest[number * IN_SECTOR : (number + 1) * IN_SECTOR]
        part += [FREE] * (IN_SECTOR - len(part))
        lists += struct.pack("<128I", *part, following)
    head = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<7I", 0, count, directory, 0, CUTOFF, short_table, 1)
    head += struct.pack("<2I", start + count if further else END, further)
    head += struct.pack("<109I", *listed)
    return head + b"".join(made.sectors) + struct.pack(f"<{len(numbers)}I", *numbers) + lists


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3I36xIQ", text, len(text), kind, 1, FREE, right, child, start, size)


def outlook_mail(*attached: "tuple[str, bytes | Tree]") -> Tree:
    """A mail with attachments of a name: bytes, or another mail."""
    tree: Tree = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_0037001F": "Return".encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(attached):
        inside = "__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            inside: content,
        }
    return tree
