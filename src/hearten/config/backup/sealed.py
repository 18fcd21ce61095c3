"""A stream of sealed pieces: any change, cut, swap or splice is noticed when it is read.

    magic line · length of the header (4 bytes) · header (JSON: who can open it) · salt · pieces

Each piece is AES-256-GCM of at most PIECE bytes. Its nonce is its place in the row and whether it is the last one;
the header and the salt are bound into each. This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár
2015), as the file format of `age` uses it.
"""

import json
import os
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"hearten backup 1\n"
#: Bytes of content in one piece, and what sealing adds to it.
PIECE, TAG = 1024 * 1024, 16
#: A header names a few people who can open the file; a longer one is not ours.
LONGEST_HEADER = 64 * 1024
SALT = 16


class Damaged(Exception):
    """The file is not what was written. The text says how, for whoever runs the host."""


class Sealing:
    """A writable stream; what arrives leaves it sealed. Without `finish`, nothing of it can be opened wholly."""

    def __init__(self, out: BinaryIO, header: dict[str, Any], key: bytes) -> None:
        """header: what is needed to find `key` again, 32 random bytes that were never used before."""
        self.out, self.count, self.kept, self.broken = out, 0, bytearray(), False
        words, salt = json.dumps(header, sort_keys=True).encode(), os.urandom(SALT)
        self.bound = MAGIC + len(words).to_bytes(4, "big") + words + salt
        self.cipher = piece_cipher(key, salt)
        self.out.write(self.bound)

    def write(self, data: bytes) -> int:
        """Take in `data`. Raises OSError when there is no room; what comes after that is let go."""
        if self.broken:  # a tar that is thrown away still writes its end
            return len(data)
        self.kept += data
        while len(self.kept) > PIECE:
            self._seal(bytes(self.kept[:PIECE]), last=False)
            del self.kept[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write what is left, marked as the end."""
        self._seal(bytes(self.kept), last=True)
        self.kept.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self.broken = True
        self.out.write(self.cipher.encrypt(nonce(self.count, last=last), piece, self.bound))
        self.broken = False
        self.count += 1


class Opening:
    """A readable stream of what was sealed. Raises Damaged as soon as anything is not as it was written."""

    def __init__(self, source: BinaryIO, bound: bytes, salt: bytes, key: bytes) -> None:
        self.source, self.bound, self.count = source, bound, 0
        self.cipher = piece_cipher(key, salt)
        self.kept, self.ended = bytearray(), False
        self.ahead = source.read(PIECE + TAG)

    def read(self, size: int) -> bytes:
        """At most `size` bytes; fewer only at the end."""
        while len(self.kept) < size and not self.ended:
            self.kept += self._open()
        piece = bytes(self.kept[:size])
        del self.kept[:size]
        return piece

    def drain(self) -> None:
        """Read on to the end, so that the last piece is checked too."""
        while self.read(PIECE):
            continue

    def _open(self) -> bytes:
        """A piece is the last one when nothing follows it, so a cut file fails at its cut."""
        sealed, self.ahead = self.ahead, self.source.read(PIECE + TAG)
        self.ended = not self.ahead
        try:
            opened = self.cipher.decrypt(nonce(self.count, last=self.ended), sealed, self.bound)
        except (InvalidTag, ValueError) as error:
            raise Damaged(
                f"It is damaged or was changed, near byte {self.source.tell() - len(sealed) - len(self.ahead):,}, "
                "or it ends too early."
            ) from error
        self.count += 1
        return opened


def read_header(source: BinaryIO) -> tuple[dict[str, Any], bytes, bytes]:
    """The header, everything bound into each piece, and the salt. Raises Damaged."""
    start = source.read(len(MAGIC) + 4)
    if not start.startswith(MAGIC) or len(start) < len(MAGIC) + 4:
        raise Damaged("It is not a backup made by Hearten, or its beginning is damaged.")
    length = int.from_bytes(start[-4:], "big")
    if length > LONGEST_HEADER:
        raise Damaged("Its beginning is damaged.")
    words, salt = source.read(length), source.read(SALT)
    try:
        header = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise Damaged("Its beginning is damaged.") from error
    if not isinstance(header, dict) or len(salt) < SALT:
        raise Damaged("Its beginning is damaged.")
    return header, start + words + salt, salt


def piece_cipher(key: bytes, salt: bytes) -> AESGCM:
    """The cipher of one file's pieces."""
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"hearten backup pieces").derive(key))


def nonce(count: int, *, last: bool) -> bytes:
    """The place of a piece, and whether it is the last."""
    return count.to_bytes(11, "big") + bytes([last])
