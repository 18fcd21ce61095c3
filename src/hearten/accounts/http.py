"""Requests whose viewer is known, and who may reach a view."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hearten.accounts.models import Account, Role
from hearten.accounts.sessions import hashed
from hearten.live.tickets import issue, listener

View = Callable[..., HttpResponse]


class AccountRequest(HttpRequest):
    """A request that passed the log-in middleware: its user is an account."""

    user: Account


def viewer(request: HttpRequest) -> Account | None:
    """Who is looking, or None for a reader without an account."""
    return request.user if isinstance(request.user, Account) else None


def listeners(request: HttpRequest) -> list[str]:
    """Under which names a signed-in page may listen (live.tickets.issue), so that a log-out ends it at once."""
    account = str(request.user.pk)
    return [listener("account", account), listener("session", hashed(request.session.session_key or ""))]


def stream(request: HttpRequest, *topics: str, also: Iterable[str] = ()) -> str:
    """Where a signed-in page hears that something changed, for the next minute; "" without a live process.

    topics: opaque addresses whose news this viewer may hear; the caller has checked that. also: more opaque names
    (live.tickets.listener) by which the stream can be ended, such as of a persona that leaves its group.
    """
    if not settings.LIVE_URL or viewer(request) is None:
        return ""
    return f"{settings.LIVE_URL}/events?ticket={issue(topics, listeners=[*listeners(request), *also])}"


def needs_role(*roles: Role) -> Callable[[View], View]:
    """Open a view to these roles only. Everyone else gets 404, the same as at any wrong address (I3)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            account = viewer(request)
            if account is None or not any(account.has_role(role) for role in roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def needs_confirmation(view: View) -> View:
    """Open a view only to someone who proved in the last ten minutes that it is really them.

    The way back is the same address by GET: nothing that was sent is kept meanwhile, because it may be a secret.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not did_recently_reauthenticate(request):
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return guarded


def way_on(request: HttpRequest, default: str) -> str:
    """Where `?next=` leads, when it stays on this host; else the address of the route `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_here(wanted, request) else reverse(default)


def is_here(address: str, request: HttpRequest) -> bool:
    """Whether it is a path on this host; a bare word would be taken for the name of a route."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
