"""Addresses of a professional's own page on the desk."""

from django.urls import path

from hearten.directory.views import hours, start

urlpatterns = [
    path("start/", start.start, name="start"),
    path("start/name/", start.name, name="start-name"),
    path("start/purpose/", start.purpose, name="start-purpose"),
    path("start/profile/", start.profile, name="start-profile"),
    path("start/credentials/", start.credentials, name="start-credentials"),
    path("start/credentials/new/", start.credential, name="start-credential-new"),
    path("start/credentials/<int:pk>/", start.credential, name="start-credential"),
    path("start/credentials/<int:pk>/remove/", start.credential_remove, name="start-credential-remove"),
    path("start/policy/", start.policy, name="start-policy"),
    path("your-hours/", hours.your_hours, name="your-hours"),
    path("your-hours/change/", hours.change, name="your-hours-change"),
    path("your-hours/rest/", hours.rest, name="your-hours-rest"),
    path("start/settings/", start.settings, name="start-settings"),
]
