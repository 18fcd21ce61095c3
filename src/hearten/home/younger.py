"""For somebody who is under 18: kind words, people who listen, and an account at rest (R98, I8, I12)."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from hearten.accounts import actions
from hearten.accounts.http import viewer
from hearten.moderation.crisis import emergency_views, line_views
from hearten.moderation.crisis_lines import load
from hearten.ui.shortcuts import page


@login_not_required
def younger(request: HttpRequest) -> HttpResponse:
    """Youth lines for everyone; somebody signed in may say that they are under 18. Nobody else is asked."""
    account = viewer(request)
    stated = account is not None and request.method == "POST"
    if account is not None and stated:
        actions.state_younger(account=account)
        request.session.flush()
    country = load().country(settings.COUNTRY)
    data = {
        "stated": stated,
        "asks": account is not None and not stated and not account.paused,
        "country": country.name if country else "",
        "lines": line_views(country, youth=True) if country else [],
        "emergency": emergency_views(country.emergency if country else load().elsewhere.emergency),
    }
    return page(request, "home/younger.html", data, title="Help", zone="account" if data["asks"] else "public")
