"""Sessions in our own table: keys hashed, ends rounded to a day, and all of an account's findable (R84)."""

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from hearten.accounts.models import Account, Device, Session
from hearten.prepared import Given, Prepared

#: Where Django's log-in keeps the account's id inside a session.
OWNER = "_auth_user_id"


#: A session that has not ended, with its account.
OPEN = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    ).select_related("account")
)


def hashed(session_key: str | None) -> str:
    """How a cookie's value is stored: 160 bits of SHA-256. The value is random, so no salt is needed."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's database sessions; only what is written down differs."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    #: The account beside the session that was read: one statement for both. Whoever uses it checks it first.
    owner: Account | None = None

    def load(self) -> dict[str, Any]:
        rows = OPEN.objects(key=hashed(self.session_key), now=timezone.now())
        if not rows:
            self._session_key = None
            return {}
        self.owner = rows[0].account
        return dict(self.decode(rows[0].session_data))

    def exists(self, session_key: str) -> bool:
        return super().exists(hashed(session_key))

    def delete(self, session_key: str | None = None) -> None:
        Session.objects.filter(session_key=hashed(session_key or self.session_key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return Session(
            session_key=hashed(self.session_key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=data.get(OWNER),
        )

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The midnight (UTC) after the usual end: the time of a log-in can't be read from it."""
        end: datetime = super().get_expiry_date(**kwargs)
        return datetime.combine(end.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def end_sessions(account: Account, *, but: str = "") -> None:
    """Sign the account out of every browser at once, except the one whose hashed key is `but`."""
    Session.objects.filter(account=account).exclude(session_key=but).delete()
    Device.objects.filter(account=account).exclude(session_hash=but).delete()


def end_session(session: str) -> None:
    """Sign one browser out. session: its hashed key."""
    Session.objects.filter(session_key=session).delete()
    Device.objects.filter(session_hash=session).delete()
