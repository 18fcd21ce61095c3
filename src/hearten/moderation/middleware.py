"""The crisis pages know no viewer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

HELP = ("/crisis/", "/sw.js")


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
