"""A copy of everything that is kept of one person, as one file (R102, I32)."""

import io
import json
import zipfile
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.home.erasure import everything

#: Grows with every change that another program has to know about.
SCHEMA = "hearten-export/1"
READ_ME = """This is everything that {site} kept of you on {day}.

data.json holds it in a form that programs can read; docs/reference/export.md of Hearten describes it.
files/ holds your pictures and your voice notes.

Keep it where only you look: it puts your names side by side.
"""


def data_of(account: Account) -> dict[str, Any]:
    """Each app's part, under the app's name."""
    return {
        "schema": SCHEMA,
        "made_on": timezone.localdate().isoformat(),
        "host": settings.ORIGIN,
        "apps": {name: app.export(account) for name, app in everything().items()},
    }


def copy_of(account: Account) -> bytes:
    """A zip file: data.json, the files, and a page that says what this is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        day = timezone.localdate().isoformat()
        archive.writestr("read-me.txt", READ_ME.format(site=settings.SITE_NAME, day=day))
        archive.writestr("data.json", json.dumps(data_of(account), indent=2, ensure_ascii=False))
        for name, app in everything().items():
            for file, content in app.files(account):
                archive.writestr(f"files/{name}/{file}", content)
    return made.getvalue()
