"""What people type to get in."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm

from hearten.accounts.passphrase import accept


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and passphrase; the passphrase may arrive derived or plain."""

    def clean_password(self) -> str:
        """The derived value, whichever way it came."""
        return accept(self.cleaned_data.get("login", ""), self.cleaned_data["password"])


class ReauthenticateForm(AllauthReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The passphrase again."""

    def clean_password(self) -> str:
        """Raises ValidationError through allauth when it is not the right one."""
        self.cleaned_data["password"] = accept(self.user.login, self.cleaned_data["password"])
        result: Any = super().clean_password()
        return str(result)
