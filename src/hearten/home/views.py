"""The first page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from hearten.ui.shortcuts import page


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Three doors: learn, connect, talk to a professional (R93)."""
    return page(request, "home/home.html", {}, title="Welcome")
