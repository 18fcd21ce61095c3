"""What every page of the desk has in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from hearten.ui.shortcuts import page


def desk_page(
    request: HttpRequest, template: str, data: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """A page of the desk: its strip says that only the author reads this, until they publish."""
    return page(request, template, data, title=title, zone="desk", status=status)
