"""What a passphrase becomes before it is stored: one value for the log-in, nothing for data.

With scripts on, the browser derives this value and the passphrase itself never leaves the device. Without
scripts the server derives the same value, so both ways open the same account. The key that protects
device-encrypted data comes from another derivation with its own label, never from this one, so the server can't
reach it from what it stores or receives (docs/decisions/0004-two-keys-from-one-passphrase.md).
"""

import base64
import hashlib
import re
import unicodedata

ITERATIONS = 600_000
DERIVED = re.compile(r"h1\$[A-Za-z0-9_-]{43}\Z")


def accept(login: str, value: str) -> str:
    """The log-in value for what arrived: as it is when the browser derived it, else derived here."""
    return value if DERIVED.match(value) else derive(login, value)


def derive(login: str, passphrase: str) -> str:
    """`h1$` and 32 bytes of PBKDF2-HMAC-SHA256 (600,000 rounds), salted with the log-in name.

    The salt keeps equal passphrases of two people apart on the way here; the stored value is hashed again with
    Argon2 and a random salt.
    """
    salt = f"hearten login v1:{fold(login)}".encode()
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    digest = hashlib.pbkdf2_hmac("sha256", secret, salt, ITERATIONS, dklen=32)
    return "h1$" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def fold(login: str) -> str:
    """A log-in name as it is compared: `Ána ` and `ána` are one."""
    return unicodedata.normalize("NFKC", login).strip().casefold()
