"""What is kept of a professional here: their page, credentials and policies."""

from typing import Any

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.directory.models import Therapist

FIELDS = (
    "handle", "name", "role", "headline", "bio", "approach", "purpose", "audience", "wont_do", "languages",
    "works_with", "price", "access", "complaints", "closed", "review_comments_first", "comments_close_after_days",
    "hours_days", "hours_from", "hours_until", "hours_zone", "hours_words", "comments_a_day", "resting",
    "questions_within_days",
)  # fmt: skip


def export(account: Account) -> dict[str, Any]:
    """The page as its owner wrote it, with every credential and every version of the policy."""
    row = Therapist.objects.filter(account=account).first()
    if row is None:
        return {}
    return {
        "page": {name: getattr(row, name) for name in FIELDS},
        "topics": list(row.topics.values_list("name", flat=True)),
        "credentials": list(row.credentials.values("title", "register", "number", "jurisdiction", "insurer")),
        "policies": [
            {"version": item.version, "since": item.since.isoformat(), "text": item.text}
            for item in row.policies.order_by("version")
        ],
    }


def erase(account: Account) -> list[Kept]:
    """The page and all that hangs on it. What was written on it is erased before, by the apps above."""
    Therapist.objects.filter(account=account).delete()
    return []


PERSONAL_DATA = PersonalData(
    export=export,
    erase=erase,
    says="If you are a professional here: your page, your credentials, and every version of your policy.",
)
