"""Avatars by seed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from hearten.accounts.avatars import svg


@login_not_required
def avatar(request: HttpRequest, seed: str) -> HttpResponse:
    """The same picture for ever, from nothing but the address."""
    return HttpResponse(
        svg(seed),
        content_type="image/svg+xml",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
