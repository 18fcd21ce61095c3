"""The sealed stream: whatever is done to a backup's bytes, reading it fails instead of giving something else."""

import io
import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten.config.backup import keys, sealed
from hearten.config.backup.sealed import TAG, Damaged, Opening, Sealing, read_header

KEY = bytes(range(32))


@pytest.fixture(autouse=True, scope="module")
def small_pieces() -> Iterator[None]:
    """So that a few hundred bytes are many pieces."""
    patch = pytest.MonkeyPatch()
    patch.setattr(sealed, "PIECE", 64)
    yield
    patch.undo()


def seal(content: bytes, key: bytes = KEY, **header: str) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, {"about": "a test", **header}, key)
    for start in range(0, len(content), 50):
        sealing.write(content[start : start + 50])
    sealing.finish()
    return out.getvalue()


def unseal(data: bytes, key: bytes = KEY) -> bytes:
    source = io.BytesIO(data)
    _header, bound, salt = read_header(source)
    opening = Opening(source, bound, salt, key)
    return b"".join(iter(lambda: opening.read(33), b""))


def pieces(data: bytes) -> tuple[bytes, list[bytes]]:
    """What comes before the first piece, and each piece."""
    source = io.BytesIO(data)
    start = read_header(source)[1]
    size = sealed.PIECE + TAG
    rest = data[len(start) :]
    return start, [rest[at : at + size] for at in range(0, len(rest), size)]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_what_was_sealed_comes_back(content: bytes) -> None:
    assert unseal(seal(content)) == content


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 127, 128, 129])
def test_sizes_around_a_whole_piece_come_back(size: int) -> None:
    assert unseal(seal(b"x" * size)) == b"x" * size


def test_every_single_changed_bit_is_noticed() -> None:
    data = seal(os.urandom(200))
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << random.Random(at).randrange(8)
        with pytest.raises(Damaged):
            unseal(bytes(changed))


def test_a_file_cut_anywhere_is_refused() -> None:
    data = seal(os.urandom(200))
    for size in range(len(data)):
        with pytest.raises(Damaged):
            unseal(data[:size])


@pytest.mark.parametrize("tail", [b"x", bytes(16), bytes(80)])
def test_anything_after_the_end_is_refused(tail: bytes) -> None:
    with pytest.raises(Damaged):
        unseal(seal(b"a" * 200) + tail)


def test_pieces_in_another_order_twice_or_left_out_are_refused() -> None:
    start, parts = pieces(seal(os.urandom(300)))
    assert len(parts) == 5
    for wrong in (
        [parts[1], parts[0], *parts[2:]],
        [parts[0], *parts],
        [parts[0], *parts[2:]],
        parts[:-1],
        [parts[-1]],
    ):
        with pytest.raises(Damaged):
            unseal(start + b"".join(wrong))


def test_pieces_of_another_backup_of_the_same_key_are_refused() -> None:
    mine, other = seal(b"a" * 300), seal(b"b" * 300)
    start, parts = pieces(mine)
    _start, others = pieces(other)
    with pytest.raises(Damaged):
        unseal(start + others[0] + b"".join(parts[1:]))
    with pytest.raises(Damaged):
        unseal(pieces(other)[0] + b"".join(parts))


def test_nothing_of_a_damaged_piece_is_given_out() -> None:
    data = bytearray(seal(b"a" * 64 + b"b" * 64 + b"c" * 10))
    data[-1] ^= 1
    source = io.BytesIO(bytes(data))
    _header, bound, salt = read_header(source)
    opening = Opening(source, bound, salt, KEY)
    assert opening.read(128) == b"a" * 64 + b"b" * 64
    with pytest.raises(Damaged):
        opening.read(1)


def test_what_is_sealed_shows_nothing_of_itself() -> None:
    secret = b"I lie awake most nights"
    assert secret not in seal(secret * 20)


@pytest.mark.parametrize("junk", [b"", b"hello", sealed.MAGIC, sealed.MAGIC + b"\xff\xff\xff\xff", os.urandom(500)])
def test_another_file_is_not_a_backup(junk: bytes) -> None:
    with pytest.raises(Damaged):
        read_header(io.BytesIO(junk))


# --- who can open it --------------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase is stretched for half a second on purpose; not here."""
    monkeypatch.setattr(keys, "COST", 2**4)


PHRASE = "anchor barrel candle donkey ember"


def test_the_holder_of_the_private_key_opens_it_and_the_host_can_not() -> None:  # I29
    public, private = keys.new_pair()
    header = keys.lock_for([public], KEY)
    assert keys.unlock(header, private) == KEY
    with pytest.raises(keys.WrongKey):
        keys.unlock(header, public)


def test_each_of_several_holders_opens_it_and_nobody_else() -> None:
    pairs = [keys.new_pair() for _ in range(3)]
    header = keys.lock_for([public for public, _ in pairs[:2]], KEY)
    assert [keys.unlock(header, private) for _, private in pairs[:2]] == [KEY, KEY]
    with pytest.raises(keys.WrongKey, match="made for another key"):
        keys.unlock(header, pairs[2][1])


def test_a_slip_of_the_pen_in_a_key_is_told() -> None:
    public, private = keys.new_pair()
    for at in range(len(keys.PUBLIC), len(public)):
        wrong = public[:at] + ("A" if public[at] != "A" else "B") + public[at + 1 :]
        with pytest.raises(keys.WrongKey, match="not a whole key"):
            keys.lock_for([wrong], KEY)
    with pytest.raises(keys.WrongKey, match="starts with hearten-public-"):
        keys.lock_for([private], KEY)


def test_the_passphrase_opens_it_and_another_does_not(quick: None) -> None:
    header = keys.lock_with(PHRASE, KEY)
    assert keys.unlock(header, f"{PHRASE}\n") == KEY
    with pytest.raises(keys.WrongKey, match="not the passphrase"):
        keys.unlock(header, PHRASE.upper())


def test_a_passphrase_that_can_be_guessed_is_refused(quick: None) -> None:
    with pytest.raises(keys.WrongKey, match="fewer than 20"):
        keys.lock_with("hunter2", KEY)


def test_two_backups_with_one_passphrase_share_nothing(quick: None) -> None:
    first, second = keys.lock_with(PHRASE, KEY), keys.lock_with(PHRASE, KEY)
    assert first["salt"] != second["salt"]
    assert first["key"] != second["key"]


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"for": 7},
        {"for": [{}]},
        {"for": [{"once": "zz", "key": ""}]},
        {"salt": "00", "cost": 2**40, "key": "00"},
        {"salt": "00", "cost": -1, "key": "00"},
        {"salt": "00", "cost": 3, "key": "00"},
    ],
)
def test_a_header_from_a_hostile_hand_is_refused_at_once(header: dict[str, object]) -> None:
    with pytest.raises(keys.WrongKey):
        keys.unlock(header, keys.new_pair()[1])
