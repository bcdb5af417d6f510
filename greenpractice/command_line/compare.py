"""The command `compare open`: what is usual in a network, from its Lead's file, to stand beside one's own."""

from argparse import Namespace
from collections.abc import Iterator

from greenpractice.command_line.commands import Answer, Services, opened
from greenpractice.comparison import kept
from greenpractice.comparison.comparison_file import Comparison
from greenpractice.comparison.held import held_beside
from greenpractice.comparison.measures import load_measures
from greenpractice.errors import UserError
from greenpractice.files import need_file
from greenpractice.network.states import fingerprint
from greenpractice.returns.documents import Json
from greenpractice.tasks.bill_import import returns_of

_ASK = (
    "Ask your Lead for their key, by telephone, and compare the six groups. If they agree, open the file "
    "again with --accept-key and them. Until then it stands in no PDF."
)


def take(asked: Namespace, services: Services) -> Answer:
    """Keep a comparison beside the data; with the key that its Lead read out it stands in the PDF too."""
    need_file(asked.file)
    path = services.store_path(asked.store)
    if not path.exists():
        raise UserError(f"There is no data file {path}. Enter your figures first, then open it again.")
    with opened(services, path, write=True) as store:
        mine = kept.Mine(returns_of(store, asked.practice), store.is_demo())
        taken = kept.take(store.path, asked.file, mine, asked.accept_key)
        is_confirmed = held_beside(store.path).is_confirmed(taken)
    name = f"{taken.group_name}, {taken.period.words}, is here to compare with."
    return Answer(
        "\n".join(_lines(taken)),
        _comparison_json(taken, is_confirmed),
        messages=(name,) if is_confirmed else (name, _ASK),
    )


def _lines(taken: Comparison) -> Iterator[str]:
    yield f"{taken.group_name}, {taken.period.words}: {taken.sent} of {taken.practices} practices sent"
    yield f"Signed with the key {fingerprint(taken.public_key)}"
    yield from (
        f"  {load_measures()[key].title}: {each.practices} practices" for key, each in taken.measures.items()
    )


def _comparison_json(taken: Comparison, is_confirmed: bool) -> Json:
    return {
        "group": taken.group,
        "group_name": taken.group_name,
        "period": taken.period.id,
        "practices": taken.practices,
        "sent": taken.sent,
        "made": taken.made.isoformat(timespec="seconds"),
        "key": fingerprint(taken.public_key),
        "confirmed": is_confirmed,
        "measures": {
            key: {
                "practices": each.practices,
                "lower": float(each.lower),
                "middle": float(each.middle),
                "upper": float(each.upper),
            }
            for key, each in taken.measures.items()
        },
    }
