"""The key of an installation, made at first run beside its store, that signs the returns it exports."""

from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from greenpractice.errors import UserError
from greenpractice.files import write_in_one_step
from greenpractice.store import key_file

_making = Lock()  # a preview and the PDF itself may both find that there is no key yet


class SigningKey:
    """An Ed25519 key; it says which installation exported a return, not who typed it."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private

    @property
    def public_key(self) -> str:
        """The public key, 64 hexadecimal digits."""
        return self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, data: bytes) -> str:
        """The signature over `data`, 128 hexadecimal digits; the same data gives the same signature."""
        return self._private.sign(data).hex()


def signing_key(store: Path) -> SigningKey:
    """The key of the installation whose store this is, made now if there is none yet."""
    path = key_file(store)
    with _making:
        if not path.exists():
            return made_key(path)
    return read_key(path)


def made_key(path: Path) -> SigningKey:
    """A new key, in a file for its owner only."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_in_one_step(path, pem, private=True)
    return SigningKey(private)


def existing_or_passing_key(store: Path) -> SigningKey:
    """The same for one who may only look: where there is no key, one that is kept nowhere."""
    path = key_file(store)
    return read_key(path) if path.exists() else SigningKey(Ed25519PrivateKey.generate())


def read_key(path: Path) -> SigningKey:
    """The key in a file; UserError where it is none."""
    try:
        loaded = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise UserError(
            f"{path}: the signing key cannot be read. Move it away and a new one is made; "
            "your PCN will be told that the key is new"
        ) from error
    if not isinstance(loaded, Ed25519PrivateKey):
        raise UserError(f"{path}: this is not a signing key of Greener Practice. Move it away")
    return SigningKey(loaded)


def signature_holds(public_key: str, signature: str, data: bytes) -> bool:
    """True if `signature` was made over exactly `data` with the key; nonsense is False, never an error."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), data)
    except (ValueError, InvalidSignature):
        return False
    return True
