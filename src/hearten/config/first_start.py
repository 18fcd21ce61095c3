"""What must exist before settings can be read: the data folder and the secret key in it."""

import os
import secrets
from pathlib import Path

#: The name of the key's file in the data folder.
KEY_FILE = "secret-key"
#: Commands that run on a machine which has no key yet, and sign nothing.
KEYLESS = {"backup-key", "verify-backup", "restore"}
ROOT = Path(__file__).resolve().parents[3]


def prepare(data: Path | None = None) -> None:
    """Make the data folder (readable by its owner alone) and a secret key, unless they are there.

    data: the folder; default: HEARTEN_DATA, else `var` beside the code.
    """
    folder = data or Path(os.environ.get("HEARTEN_DATA") or ROOT / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if "HEARTEN_SECRET_KEY" not in os.environ and "HEARTEN_SECRET_KEY_FILE" not in os.environ:
        keep_new_key(folder / KEY_FILE)


def pretend_key() -> None:
    """A key for this process alone, so that settings can be read before there is a host."""
    data = Path(os.environ.get("HEARTEN_DATA") or ROOT / "var")
    if "HEARTEN_SECRET_KEY_FILE" not in os.environ and not (data / KEY_FILE).is_file():
        os.environ.setdefault("HEARTEN_SECRET_KEY", secrets.token_urlsafe(64))


def keep_new_key(file: Path) -> None:
    """Write a key that nobody else can read; an existing one is never replaced: every session hangs on it."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64) + "\n")
