"""What can be reported, held and decided about. Each app above says how its things are shown and taken down."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from hearten.accounts.models import Account, Role
from hearten.media.voice import Voice


@dataclass(frozen=True)
class Shown:
    """One thing as moderators see it: its words and its pseudonym, never an account.

    url: where it can be read in place, or "" when it can't. is_public: whether anybody may. others_read: whether
    people of its place do, when it is not public. voice: told aloud as well; the text says in short what is in it.
    """

    label: str
    writer: str
    text: str
    url: str
    is_public: bool
    others_read: bool = False
    voice: Voice | None = None


@dataclass(frozen=True)
class Subject:
    """The verbs moderation needs for one kind of thing; each takes the thing's id as text.

    show: None when it does not exist (any more). remove, restore: change who sees it, and record the event.
    tell: puts a neutral notice (accounts.models.BoxNotice kind) into its writer's box.
    is_own: whether the account wrote it (for appeals).
    own: the ids of everything of this kind the account wrote, in one query. Without it, each decision is asked
    with is_own, which is slow.
    keep: what else follows when it stays as it is (a hold that ends), if anything.
    persona: the id of the persona that wrote it, never an account, or None when no name can be written to (R95);
    moderators decide about that name in its space.
    hold: hides it from everybody but its writer, for now. ask: the same until its writer has changed it; the app
    then calls `actions.changed_as_asked`. let_go: ends a hold that nobody has looked at in time. restore undoes
    both. Without them, neither can be decided.
    what: what it is called, when not by its model's name.
    at_once: takes it out of sight at once, when the check finds that it pushes somebody towards harm; a person
    decides after (R95). Without it, such words must not be shown before a person has read them.
    mask: covers passages of it for readers and keeps the text for its writer (moderation.masking, I16).
    waits_for: whether the account has it before it while the public can't see it yet, so that it can be reported.
    kept_by: whether the account looks after the place where it stands. With it, only those accounts and safety
    leads may decide about it; without it, every moderator of the host may.
    decided: whether anything can be decided about it. A call for help is only answered (I12).
    """

    show: Callable[[str], Shown | None]
    remove: Callable[[str, Account], None]
    restore: Callable[[str, Account], None]
    tell: Callable[[str, str], None]
    is_own: Callable[[str, Account], bool]
    own: Callable[[Account], Collection[str]] | None = None
    keep: Callable[[str, Account], None] | None = None
    waits_for: Callable[[str, Account], bool] | None = None
    persona: Callable[[str], str | None] | None = None
    at_once: Callable[[str], None] | None = None
    mask: Callable[[str, Collection[str], Account], None] | None = None
    kept_by: Callable[[str, Account], bool] | None = None
    hold: Callable[[str, Account], None] | None = None
    ask: Callable[[str, Account], None] | None = None
    let_go: Callable[[str], None] | None = None
    what: str = ""
    decided: bool = True


def all_kinds() -> dict[str, Subject]:
    """Every kind that can be reported, by name."""
    subjects: dict[str, Subject] = import_string(settings.SUBJECTS)
    return subjects


def find(subject: str) -> tuple[Subject, str] | None:
    """The verbs and the id behind `app.model:id`, or None when its kind can't be reported."""
    kind, _, key = subject.partition(":")
    subjects = all_kinds()
    return (subjects[kind], key) if kind in subjects and key else None


def looked_after_by(account: Account, subject: str) -> bool:
    """Whether this moderator may decide about it: what stands in a group is for those who look after that group,
    and for safety leads.
    """
    found = find(subject)
    if found is None or found[0].kept_by is None or account.has_role(Role.SAFETY_LEAD):
        return True
    return found[0].kept_by(found[1], account)
