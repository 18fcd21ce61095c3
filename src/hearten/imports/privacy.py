"""What is kept of a person here: where their pieces came from, and what their old readers said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.imports import source
from hearten.imports.models import ArchivedComment, ArchivedItem, ArchivedPicture, Import, OldPath

IMPORT = ("kind", "state", "total", "done", "here", "looked", "reason", "begun_at")
ITEM = ("post", "title", "outcome", "findings", "left_out", "enclosure", "was_public", "worked_through")


def export(account: Account) -> dict[str, Any]:
    """Imports, their reports and old paths. Old comments come without the names under them (I32)."""
    comments = ArchivedComment.objects.filter(item__therapist__account=account)
    return {
        "imports": [
            dated(row) for row in Import.objects.filter(therapist__account=account).order_by("pk").values(*IMPORT)
        ],
        "pieces": list(ArchivedItem.objects.filter(therapist__account=account).values(*ITEM)),
        "old_paths": list(OldPath.objects.filter(therapist__account=account).values("path", "post")),
        "old_comments": [dated(row) for row in comments.order_by("pk").values("item__post", "text", "written_at")],
        "pictures": list(
            ArchivedPicture.objects.filter(therapist__account=account).values_list("image", flat=True)
        ),
    }


def dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row ready for JSON."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def erase(account: Account) -> list[Kept]:
    """Rows, and archives that still wait. Nothing stays."""
    rows = Import.objects.filter(therapist__account=account)
    stored = list(rows.exclude(stored="").values_list("stored", flat=True))
    for table in (OldPath, ArchivedPicture, ArchivedItem):
        table._default_manager.filter(therapist__account=account).delete()
    rows.delete()
    for name in stored:
        source.forget(name)
    return []


PERSONAL_DATA = PersonalData(
    export=export, erase=erase, says="Archives of what you wrote elsewhere, and the comments that came with them."
)
