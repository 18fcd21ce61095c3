"""What can be done to an account, by its owner or by a host admin."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearten.accounts import proofs, recovery
from hearten.accounts.models import NOBODY, Account, BoxNotice, RecoveryCode, Role
from hearten.accounts.sessions import end_session, end_sessions
from hearten.events.actions import record, revoke_listener
from hearten.live.tickets import listener

#: How long an erasure can be undone (R102).
COOL_OFF = timedelta(days=7)


class NameTaken(Exception):
    """Somebody else chose this log-in name first."""


class CodeUsed(Exception):
    """The recovery code was used a moment ago."""


@transaction.atomic
def join(*, account: Account, secret: str | None, passkey: Mapping[str, Any] | None = None) -> list[str]:
    """Open an account, and return its ten recovery codes, which nobody can read again (R54).

    account: not yet saved, with its folded log-in name. secret: the log-in value of its passphrase
    (accounts/passphrase.py), or None for an account that opens with a passkey. passkey: the device's answer.
    Raises NameTaken.
    """
    account.set_password(secret)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise NameTaken from error
    if passkey is not None:
        proofs.keep_passkey(account, passkey)
    codes = recovery.new_codes(account)
    record("account.joined", subject=account, by=account)
    return codes


@transaction.atomic
def recover(*, code: RecoveryCode, secret: str) -> Account:
    """Let somebody back in with a printed code: the code is used up, every other way in is closed (R54).

    Passkeys and the second step go, because a lost device is the very reason to come this way; sessions end.
    Raises CodeUsed when the same code came twice at once.
    """
    if not RecoveryCode.objects.filter(pk=code.pk, used_on=None).update(used_on=timezone.localdate()):
        raise CodeUsed
    account = code.account
    account.set_password(secret)
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()
    sign_out(account=account)
    BoxNotice.objects.create(account=account, kind="recovered")
    record("account.recovered", subject=account, by=account)
    return account


@transaction.atomic
def change_passphrase(*, account: Account, secret: str, session: str) -> None:
    """Set a new passphrase and end every session but this one. session: its hashed key."""
    account.set_password(secret)
    account.save(update_fields=["password"])
    sign_out(account=account, but=session)
    BoxNotice.objects.create(account=account, kind="passphrase-changed")
    record("account.passphrase-changed", subject=account, by=account)


@transaction.atomic
def renew_codes(*, account: Account) -> list[str]:
    """Ten fresh recovery codes; the old ones stop working."""
    codes = recovery.new_codes(account)
    BoxNotice.objects.create(account=account, kind="codes-renewed")
    record("account.codes-renewed", subject=account, by=account)
    return codes


@transaction.atomic
def ask_erasure(*, account: Account) -> None:
    """Plan the erasure of everything in seven days, and say so on every device (R102)."""
    account.erase_on = timezone.localdate() + COOL_OFF
    account.save(update_fields=["erase_on"])
    BoxNotice.objects.create(account=account, kind="erasing")
    record("account.erasing", subject=account, by=account)


@transaction.atomic
def sign_out(*, account: Account, but: str = "") -> None:
    """End every session of the account and what its pages listen to (R84). but: a hashed session key that stays."""
    end_sessions(account, but=but)
    revoke_listener(listener("account", str(account.pk)), subject=Account(pk=NOBODY), by=None)


@transaction.atomic
def sign_out_device(*, session: str) -> None:
    """End one session and what its pages listen to. session: its hashed key. The event names nobody."""
    end_session(session)
    revoke_listener(listener("session", session), subject=Account(pk=NOBODY), by=None)


@transaction.atomic
def keep(*, account: Account) -> None:
    """Undo a planned erasure, and the pause that came with a statement of being younger."""
    account.erase_on = None
    account.paused = "" if account.paused == "younger" else account.paused
    account.save(update_fields=["erase_on", "paused"])
    BoxNotice.objects.create(account=account, kind="kept")
    record("account.kept", subject=account, by=account)


@transaction.atomic
def state_younger(*, account: Account) -> None:
    """Somebody says that they are under 18: pause, sign out, plan the erasure (R98, I8).

    Nothing about the statement is kept but the pause. A pause that moderators decided stays what it is (I41).
    """
    account.paused = account.paused or "younger"
    account.erase_on = timezone.localdate() + COOL_OFF
    account.save(update_fields=["paused", "erase_on"])
    sign_out(account=account)
    record("account.paused", subject=account, by=account)


@transaction.atomic
def grant_role(*, account: Account, role: Role, by: Account | None) -> None:
    """Let an account do more on this host. by: the host admin, or None at the command line."""
    if role.value not in account.roles:
        account.roles = [*account.roles, role.value]
        account.save(update_fields=["roles"])
        record("account.role-granted", subject=account, by=by, role=role.value)


@transaction.atomic
def revoke_role(*, account: Account, role: Role, by: Account | None) -> None:
    """Take a role back. Everyone stays a member."""
    if role.value in account.roles and role is not Role.MEMBER:
        account.roles = [held for held in account.roles if held != role.value]
        account.save(update_fields=["roles"])
        record("account.role-revoked", subject=account, by=by, role=role.value)
