"""A tiny kind of thing that can be reported: notes kept in memory, so that these tests need no other app."""

from dataclasses import dataclass, field

from hearten.accounts.models import Account
from hearten.moderation.subjects import Shown, Subject


@dataclass
class Note:
    """One note. visible: whether readers see it. told: the notices its writer got."""

    owner: object
    text: str = "Some words"
    visible: bool = True
    told: list[str] = field(default_factory=list)


NOTES: dict[str, Note] = {}


def show(key: str) -> Shown | None:
    note = NOTES.get(key)
    if note is None:
        return None
    return Shown(f"note {key}", "Quiet Robin", note.text, "/somewhere/", note.visible)


def remove(key: str, by: Account) -> None:
    NOTES[key].visible = False


def restore(key: str, by: Account) -> None:
    NOTES[key].visible = True


def tell(key: str, kind: str) -> None:
    NOTES[key].told.append(kind)


def is_own(key: str, account: Account) -> bool:
    return key in NOTES and NOTES[key].owner == account.pk


def own(account: Account) -> list[str]:
    return [key for key, note in NOTES.items() if note.owner == account.pk]


SUBJECTS = {
    "tests.note": Subject(show, remove, restore, tell, is_own, own),
    "tests.slow": Subject(show, remove, restore, tell, is_own),
}
