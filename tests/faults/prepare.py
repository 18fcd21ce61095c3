"""Run inside a host's environment: what people need for some rounds of faults. Prints it as JSON."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
django.setup()

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.utils import timezone  # noqa: E402

from hearten.accounts.models import Account  # noqa: E402
from hearten.moderation.actions import confirm_line, fill_record  # noqa: E402
from hearten.moderation.paperwork import host_country, papers, to_confirm  # noqa: E402
from tests.blog.pieces import draft  # noqa: E402
from tests.blog.reading import address, published  # noqa: E402
from tests.cast import account, assemble  # noqa: E402


def main(count: int) -> dict[str, object]:
    """`count` drafts of Ana, `count` members who write one comment each, and Ana's session."""
    cast = assemble()
    open_house(cast.grace)
    open_piece = published(cast.ana, slug="open", title="Come in")
    return {
        "session": session(cast.ana),
        "posts": [draft(cast.ana, title=f"A night without sleep {number}").pk for number in range(count)],
        "open": address(open_piece),
        "members": [session(account(f"member{number}")) for number in range(count)],
    }


def open_house(grace: Account) -> None:
    """The host's paperwork is done, so comments are open (R107)."""
    for paper in papers().values():
        answers = {question.id: "Looked at." for question in paper.questions}
        fill_record(kind=paper.kind, answers=answers, name="Grace Nyberg", by=grace)
    if country := host_country():
        for entry in to_confirm(country):
            confirm_line(line_id=entry.id, checked_on=timezone.localdate(), name="Grace Nyberg", by=grace)


def session(of: Account) -> str:
    """A cookie's value."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(of.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = of.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
