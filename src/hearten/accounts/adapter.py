"""How allauth sees our accounts: folded names, neutral errors, no e-mail."""

from allauth.account.adapter import DefaultAccountAdapter

from hearten.accounts.passphrase import fold


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's adapter, with our log-in names."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The name as it is stored and compared."""
        return str(super().clean_username(fold(username), shallow=shallow))

    def is_open_for_signup(self, request: object) -> bool:
        """Sign-up is ours (accounts/views/signup.py), never allauth's."""
        return False
