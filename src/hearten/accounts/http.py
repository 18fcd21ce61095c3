"""Requests whose viewer is known."""

from django.http import HttpRequest

from hearten.accounts.models import Account


class AccountRequest(HttpRequest):
    """A request that passed the log-in middleware: its user is an account."""

    user: Account


def viewer(request: HttpRequest) -> Account | None:
    """Who is looking, or None for a reader without an account."""
    return request.user if isinstance(request.user, Account) else None
