"""Who can open a backup: the holder of a private key that is kept elsewhere, or of a passphrase.

A key pair is better: the host then knows only the public half, so whoever breaks in can't read older backups.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

PUBLIC, PRIVATE = "hearten-public-", "hearten-private-"
#: scrypt's cost: 128 MB of memory for each guess (OWASP's first choice, 2024).
COST, MOST_COST = 2**17, 2**20
#: A passphrase shorter than this, in characters, is guessed from a stolen file.
SHORTEST = 20
ONCE = bytes(12)  # every wrapping key is used for one message only


class WrongKey(Exception):
    """This key or passphrase does not open that; the text says what to try."""


def new_pair() -> tuple[str, str]:
    """A public key for the host, and the private key that never touches it again."""
    private = X25519PrivateKey.generate()
    return written(PUBLIC, private.public_key().public_bytes_raw()), written(PRIVATE, private.private_bytes_raw())


def written(prefix: str, raw: bytes) -> str:
    """A key as text, with four bytes that show a slip of the pen."""
    return prefix + base64.urlsafe_b64encode(raw + hashlib.sha256(raw).digest()[:4]).decode()


def unwritten(prefix: str, text: str) -> bytes:
    """The 32 bytes of a key. Raises WrongKey when a letter is wrong or it is another kind of key."""
    try:
        raw = base64.b64decode(text.strip().removeprefix(prefix), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not text.strip().startswith(prefix) or len(raw) != 36 or hashlib.sha256(raw[:32]).digest()[:4] != raw[32:]:
        raise WrongKey(f"That is not a whole key: it starts with {prefix} and has {len(prefix) + 48} letters.")
    return raw[:32]


def lock_for(public_keys: list[str], key: bytes) -> dict[str, Any]:
    """The header of a file that the holder of any of these keys can open. Raises WrongKey."""
    return {"for": [_sealed_for(unwritten(PUBLIC, text), key) for text in public_keys]}


def _sealed_for(public: bytes, key: bytes) -> dict[str, str]:
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    wrapping = _wrapping(once.exchange(X25519PublicKey.from_public_bytes(public)), mine, public)
    return {"once": mine.hex(), "key": AESGCM(wrapping).encrypt(ONCE, key, None).hex()}


def lock_with(passphrase: str, key: bytes) -> dict[str, Any]:
    """The header of a file that this passphrase opens. Raises WrongKey when it can be guessed."""
    if len(passphrase) < SHORTEST:
        raise WrongKey(f"The passphrase has fewer than {SHORTEST} characters. Six or more random words are good.")
    salt = os.urandom(16)
    wrapping = _stretched(passphrase, salt, COST)
    return {"salt": salt.hex(), "cost": COST, "key": AESGCM(wrapping).encrypt(ONCE, key, None).hex()}


def unlock(header: dict[str, Any], secret: str) -> bytes:
    """The key of a file's pieces. secret: a private key or the passphrase. Raises WrongKey."""
    try:
        return _unlock_own(header["for"], secret) if "for" in header else _unlock_phrase(header, secret)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WrongKey("The beginning of the file is damaged: nobody can open it.") from error


def _unlock_own(locks: list[dict[str, str]], secret: str) -> bytes:
    private = X25519PrivateKey.from_private_bytes(unwritten(PRIVATE, secret))
    public = private.public_key().public_bytes_raw()
    for lock in locks:
        once = bytes.fromhex(lock["once"])
        wrapping = _wrapping(private.exchange(X25519PublicKey.from_public_bytes(once)), once, public)
        try:
            return AESGCM(wrapping).decrypt(ONCE, bytes.fromhex(lock["key"]), None)
        except InvalidTag:
            continue
    raise WrongKey("This backup was made for another key, or its beginning was changed.")


def _unlock_phrase(header: dict[str, Any], secret: str) -> bytes:
    cost = int(header["cost"])
    if not 2 <= cost <= MOST_COST:
        raise WrongKey("The beginning of the file is damaged: nobody can open it.")
    wrapping = _stretched(secret.strip(), bytes.fromhex(header["salt"]), cost)
    try:
        return AESGCM(wrapping).decrypt(ONCE, bytes.fromhex(header["key"]), None)
    except InvalidTag:
        raise WrongKey("That is not the passphrase of this backup, or its beginning was changed.") from None


def _wrapping(shared: bytes, once: bytes, public: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=once + public, info=b"hearten backup x25519").derive(shared)


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(passphrase.encode())


def secret_in(file: Path) -> str:
    """What a key file holds. Raises WrongKey in plain words when it can't be read or others can read it."""
    try:
        if file.stat().st_mode & 0o077 and file.is_file():
            raise WrongKey(f"Others on this machine can read {file}. chmod 600 {file}")
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongKey(f"{file} can't be read ({type(error).__name__}).") from error
