"""What the state of an account changes in every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def account_state(get_response: Handler) -> Handler:
    """Placeholder order: paused accounts reach only crisis, their data and the way back."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return handle
