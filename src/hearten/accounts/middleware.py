"""What the state of an account changes in every request."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare

from hearten.accounts import devices
from hearten.accounts.http import viewer
from hearten.accounts.models import Account
from hearten.accounts.sessions import SessionStore
from hearten.ui.shortcuts import page

Handler = Callable[[HttpRequest], HttpResponse]

#: What is the same for everyone and needs neither a session nor the database.
THE_SAME_FOR_ALL = ("/static/", "/avatar/")

#: What a paused account still reaches: help, its own data, the way out, and the way to disagree (I9, I35, I41).
OPEN_WHEN_PAUSED = (
    "/crisis/",
    "/leave/",
    "/a-moment/",
    "/static/",
    "/sw.js",
    "/healthz",
    "/you/export/",
    "/you/erase/",
    "/you/keep/",
    "/account/confirm/",
    "/account/logout/",
    "/account/younger/",
    "/you/decisions/",
    "/you/words/",
    "/report/",
    "/terms/",
    "/privacy/",
    "/leaving/",
)

#: Where forms keep what people write at length.
WORDS = ("body", "words", "text")


class Authentication(AuthenticationMiddleware):
    """Django's own, which asks for the account after the session; here both came in one statement."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        elif not request.path.startswith(THE_SAME_FOR_ALL):
            request.user = account_of(request)


def account_of(request: HttpRequest) -> Account | AnonymousUser:
    """Who is signed in. As soon as anything is unusual, Django finds out and ends what does not fit."""
    session = cast(SessionStore, request.session)
    owner = session.owner if HASH_SESSION_KEY in session else None
    return owner if owner and vouches(session, owner) else get_user(request)


def vouches(session: SessionStore, owner: Account) -> bool:
    """What Django asks before it believes a session: its account, its backend, an active account, and the hash over
    what proves the account's owner.
    """
    return (
        session.get(SESSION_KEY) == str(owner.pk)
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and owner.is_active
        and constant_time_compare(session[HASH_SESSION_KEY], owner.get_session_auth_hash())
    )


class LoginRequired(LoginRequiredMiddleware):
    """Django's own, which looks at the session even where no log-in is needed; this one does not."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def account_state(get_response: Handler) -> Handler:
    """Close everything but OPEN_WHEN_PAUSED to a paused account, and keep the device list to the day."""

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(THE_SAME_FOR_ALL):
            return get_response(request)
        account = viewer(request)
        if account is not None:
            devices.touch(request)
        if account is not None and account.paused and not request.path.startswith(OPEN_WHEN_PAUSED):
            return paused(request, account)
        return get_response(request)

    return handle


def words_sent(request: HttpRequest) -> str:
    """What somebody wrote at length in the form that they are sending, or ""."""
    return next((request.POST[name] for name in WORDS if request.POST.get(name)), "")


def paused(request: HttpRequest, account: Account) -> HttpResponse:
    """Why, what follows, and what its owner can do now. Words that were being sent come back to them."""
    data = {"why": account.paused, "erase_on": account.erase_on, "words": words_sent(request)}
    return page(request, "accounts/paused.html", data, title="Your account is paused", zone="account", status=403)
