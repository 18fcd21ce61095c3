"""What must exist before settings can be read: the data folder and the secret keys in it."""

import os
import secrets
from pathlib import Path

#: The names of the keys' files in the data folder: what signs sessions, what seals contact cards, what seals the
#: audit chain.
KEY_FILE, CARD_KEY_FILE, AUDIT_KEY_FILE = "secret-key", "card-key", "audit-key"
KEYS = {
    "HEARTEN_SECRET_KEY": KEY_FILE,
    "HEARTEN_CARD_KEY": CARD_KEY_FILE,
    "HEARTEN_AUDIT_KEY": AUDIT_KEY_FILE,
}
#: Commands that run on a machine which has no key yet, and sign nothing.
KEYLESS = {"backup-key", "verify-backup", "restore"}
ROOT = Path(__file__).resolve().parents[3]


def prepare(data: Path | None = None) -> None:
    """Make the data folder (readable by its owner alone) and the secret keys, unless they are there.

    data: the folder; default: HEARTEN_DATA, else `var` beside the code.
    """
    folder = data or Path(os.environ.get("HEARTEN_DATA") or ROOT / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, file in KEYS.items():
        if name not in os.environ and f"{name}_FILE" not in os.environ:
            keep_new_key(folder / file)


def pretend_key() -> None:
    """Keys for this process alone, so that settings can be read before there is a host."""
    data = Path(os.environ.get("HEARTEN_DATA") or ROOT / "var")
    for name, file in KEYS.items():
        if f"{name}_FILE" not in os.environ and not (data / file).is_file():
            os.environ.setdefault(name, secrets.token_urlsafe(64))


def keep_new_key(file: Path) -> None:
    """Write a key that nobody else can read. An existing one is never replaced: too much hangs on it."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64) + "\n")
