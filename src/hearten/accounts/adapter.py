"""What allauth asks us: how names are compared, where a device is noted, how secrets are stored."""

import base64
import hashlib
import hmac

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from hearten.accounts import actions, devices
from hearten.accounts.models import Account
from hearten.accounts.sessions import hashed


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's log-in and log-out, with our device list."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up is ours (accounts/views/signup.py), never allauth's."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """The end of every way in: passphrase, passkey, second step, sign-up, recovery."""
        super().login(request, user)
        devices.remember(request, user)
        Authenticator.objects.filter(user=user).exclude(last_used_at=None).update(last_used_at=None)

    def logout(self, request: HttpRequest) -> None:
        actions.sign_out_device(session=hashed(request.session.session_key))
        super().logout(request)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's second step; its secrets are encrypted with a key made from the host's own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. Please try once more.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host as a device shows it while it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.SITE_NAME}


def _cipher() -> Fernet:
    key = hmac.digest(settings.SECRET_KEY.encode(), b"hearten second step v1", hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(key))
