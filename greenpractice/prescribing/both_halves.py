"""A very large plain table read by two processes, one half each; alone where a second cannot be had."""

import os
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from greenpractice.errors import UserError
from greenpractice.prescribing.collecting import no_collecting
from greenpractice.prescribing.header import Header, Stand
from greenpractice.prescribing.opening import Part, Progress, blocks, halves, is_sixteen_bits
from greenpractice.prescribing.rows import RowTaker
from greenpractice.prescribing.searching import Looking, NotSearchable, looking_for, search
from greenpractice.prescribing.sums import Sums
from greenpractice.prescribing.values import Refused, Whose
from greenpractice.processes import start


@dataclass(frozen=True, slots=True)
class Task:
    """One search: all that another process needs to be told."""

    part: Part
    file: str
    header: Header
    stand: Stand
    practice: Whose
    looking: Looking

    def run(self, progress: Progress | None = None) -> Sums:
        """The sums of the part, rows counted from its start; Refused, or NotSearchable."""
        layout = self.header.layout
        taker = RowTaker(self.file, layout, self.practice, self.stand.span, self.stand.product)
        first = self.header.row if self.part.start else 0
        lines = search(blocks(self.part, progress), self.header, self.looking, taker, first)
        taker.sums.rows_read = lines - (0 if self.part.start else self.header.row)
        return taker.sums


def search_table(
    part: Part, file: str, header: Header, stand: Stand, practice: Whose,
    first_block: bytes, progress: Progress | None, processes: int = 2,
) -> Sums:  # fmt: skip
    """The sums of a whole table; NotSearchable if it must be read record by record."""
    task = Task(part, file, header, stand, practice, looking_for(first_block, header))
    with part.opened() as stream:
        cannot_cut = not part.plain or is_sixteen_bits(stream.read(64))
    if cannot_cut or processes < 2 or (os.cpu_count() or 1) < 2:
        return task.run(progress)
    first, second = halves(part)
    tasks = replace(task, part=first), replace(task, part=second)
    try:
        worker, receiver = start("The second reader", _work, tasks[1], daemon=True, at_once=True)
    except UserError:
        return task.run(progress)
    try:
        with no_collecting():
            sums = tasks[0].run(None if progress is None else _doubled(progress))
            _add_second(sums, _received(receiver, tasks[1]), header)
    finally:
        worker.terminate()
        worker.join()
        receiver.close()
    return sums


def _work(sender: Connection, task: Task) -> None:
    try:
        with no_collecting():
            sender.send(task.run())
    except (Refused, NotSearchable) as error:
        sender.send(error)


def _received(receiver: Connection, task: Task) -> Sums | Refused:
    try:
        answer = receiver.recv()
    except (EOFError, OSError):  # the other process was ended from outside
        return _read_here(task)
    if isinstance(answer, NotSearchable):
        raise answer
    if isinstance(answer, Sums | Refused):
        return answer
    raise TypeError(f"{type(answer).__name__} from the other process")


def _read_here(task: Task) -> Sums | Refused:
    """The answer of the other process, worked out in this one: its rows too count from its own start."""
    try:
        return task.run()
    except Refused as refused:
        return refused


def _add_second(sums: Sums, answer: Sums | Refused, header: Header) -> None:
    """Rows of the second half were counted as if only the header stood before it."""
    before = sums.rows_read
    if isinstance(answer, Refused):
        row = None if answer.row is None else answer.row + before
        raise Refused(answer.why, row, answer.column)
    for found in (answer.problems, answer.rounded_snomed):
        found[:] = [replace(each, row=None if each.row is None else each.row + before) for each in found]
    sums.add(answer)


def _doubled(progress: Progress) -> Progress:
    """The halves are read side by side, so what this one has done stands for both."""

    def report(done: int, size: int) -> None:
        progress(2 * done, 2 * size)

    return report
