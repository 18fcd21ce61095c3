"""The crisis pages know no viewer; and a paused person's words of danger reach somebody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hearten.accounts.http import viewer
from hearten.accounts.middleware import words_sent
from hearten.moderation.actions import hear_call
from hearten.moderation.views.calls import heard

Handler = Callable[[HttpRequest], HttpResponse]

HELP = ("/crisis/", "/sw.js")
#: Where people speak to others, and what is asked there while they still write: that is told to nobody (I14).
SPOKEN, STILL_WRITING = ("/@", "/groups/"), "/check/"


def help_for_anyone(get_response: Handler) -> Handler:
    """Drop every cookie on the way to help, so that no session and no account is looked up, even a broken one (I9).

    Django's log-in check asks for the viewer on every page, public or not; without a cookie it asks no database.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(HELP):
            return get_response(request)
        request.COOKIES = {}
        response = get_response(request)
        del response["Vary"]  # the page is the same for all, and caches may know it
        return response

    return handle


def danger_while_paused(get_response: Handler) -> Handler:
    """Bring words of danger to the safety desk that a paused person was sending to others; nobody else reads them
    (I12). What somebody writes for themself, or is still writing, is not looked at (I14).

    Stands before `accounts.middleware.account_state`, which answers everything else. A form of another site can't
    get here: the session's cookie is not sent along with it.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        account = viewer(request) if is_spoken(request) else None
        words = words_sent(request) if account and account.paused else ""
        call = hear_call(words=words, by=account) if account and words else None
        return heard(request, call, words, paused=True) if call else get_response(request)

    return handle


def is_spoken(request: HttpRequest) -> bool:
    """Whether somebody sends words to others."""
    to_others = request.path.startswith(SPOKEN) and not request.path.endswith(STILL_WRITING)
    return request.method == "POST" and to_others
