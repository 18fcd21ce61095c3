"""What an account proves itself with besides its passphrase: passkeys, and an app that shows codes."""

import json
from collections.abc import Mapping
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone

from hearten.accounts.models import Account


def passkeys(account: Account) -> QuerySet[Any]:
    """The account's passkeys, oldest first."""
    rows: QuerySet[Any] = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return rows.order_by("pk")


def app(account: Account) -> Authenticator | None:
    """The app that makes six-digit codes for this account, if it has one."""
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()


def listed(account: Account) -> list[dict[str, Any]]:
    """The passkeys as their owner sees them: number, name, and the day each was made."""
    return [
        {"id": row.pk, "name": row.data["name"], "day": timezone.localtime(row.created_at).date()}
        for row in passkeys(account)
    ]


def keep_passkey(account: Account, answer: Mapping[str, Any]) -> None:
    """Keep the passkey that a device made. answer: what it said, already checked."""
    name = f"Passkey {passkeys(account).count() + 1}"
    _only_the_day(WebAuthn.add(account, name, dict(answer)).instance)


def keep_app(account: Account, secret: str) -> None:
    """Keep the secret that an app makes its codes from, encrypted (accounts/adapter.py)."""
    _only_the_day(TOTP.activate(account, secret).instance)


def app_address(account: Account, secret: str) -> str:
    """What an app scans."""
    return str(get_adapter().build_totp_url(account, secret))


def plain(options: Any) -> dict[str, Any]:
    """What a device is asked, as dicts and text, for `<h-passkey>`."""
    made: dict[str, Any] = json.loads(json.dumps(options, cls=DjangoJSONEncoder, default=dict))
    return made


def _only_the_day(row: Authenticator) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Authenticator.objects.filter(pk=row.pk).update(created_at=midnight)
