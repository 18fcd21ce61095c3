"""Refuses a host whose uploads would come from the same origin as its pages (I34)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error


def isolated_origin(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """An error when HEARTEN_MEDIA_ORIGIN shares its host name with HEARTEN_ORIGIN: cookies know no ports."""
    if urlsplit(settings.MEDIA_ORIGIN).hostname != urlsplit(settings.ORIGIN).hostname:
        return []
    hint = "Give uploads a name of their own, such as https://media.example.org, and point it at this server."
    return [
        Error("HEARTEN_MEDIA_ORIGIN must not be the host of HEARTEN_ORIGIN.", hint=hint, id="hearten.media.E001")
    ]
