"""Sessions in our own table: keys hashed, ends rounded to a day, and all of an account's findable (R84)."""

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from hearten.accounts.models import Account, Device, Session

#: Where Django's log-in keeps the account's id inside a session.
OWNER = "_auth_user_id"


def hashed(session_key: str | None) -> str:
    """How a cookie's value is stored: 160 bits of SHA-256. The value is random, so no salt is needed."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's database sessions; only what is written down differs."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        row = Session.objects.filter(session_key=hashed(self.session_key), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return dict(self.decode(row.session_data)) if row else {}

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
