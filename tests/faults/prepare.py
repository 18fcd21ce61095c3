"""Run inside a host's environment: Ana with drafts that may go out. Prints what a browser needs, as JSON."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearten.config.settings")
django.setup()

from importlib import import_module  # noqa: E402

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from tests.blog.pieces import draft  # noqa: E402
from tests.cast import assemble  # noqa: E402


def main(count: int) -> dict[str, object]:
    """`count` drafts, and Ana's session."""
    cast = assemble()
    posts = [draft(cast.ana, title=f"A night without sleep {number}") for number in range(count)]
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(cast.ana.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = cast.ana.get_session_auth_hash()
    session.create()
    return {"session": session.session_key, "posts": [post.pk for post in posts]}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
