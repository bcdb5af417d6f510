"""The commands `move-to`, `move-from` and `key`: to a new computer, with the key that networks know."""

from argparse import Namespace
from functools import partial

from greenpractice.command_line.commands import Answer, Services, opened, saying_how_it_is_meant
from greenpractice.network.states import fingerprint
from greenpractice.store import key_file
from greenpractice.tasks import moving

NO_KEY = "There is no key yet: it is made with the first PDF."


def move_to(asked: Namespace, services: Services) -> Answer:
    """All of this installation in one file."""
    with opened(services, services.store_path(asked.store), write=True) as store:
        return Answer(messages=(moving.move_to(store, asked.file),))


def move_from(asked: Namespace, services: Services) -> Answer:
    """All of another installation in the place of this one."""
    put = partial(services.restore, other_kind=asked.other_kind)
    with saying_how_it_is_meant():
        told = moving.move_from(asked.file, services.store_path(asked.store), put)
    return Answer(messages=(told,))


def key(asked: Namespace, services: Services) -> Answer:
    """This installation's key in six groups, to read out."""
    from greenpractice.exchange.signing import read_key

    path = key_file(services.store_path(asked.store))
    if not path.exists():
        return Answer(NO_KEY, {"fingerprint": None, "public_key": None})
    public = read_key(path).public_key
    return Answer(fingerprint(public), {"fingerprint": fingerprint(public), "public_key": public})
