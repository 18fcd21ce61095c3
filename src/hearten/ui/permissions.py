"""What a page may ask of a device: nothing, and a microphone where there is a recorder."""

from typing import Final

from django.http import HttpResponse

HEADER: Final = "Permissions-Policy"
#: What pages never need. Whatever runs in them, and whatever somebody allowed this host once, can't use it.
NEVER: Final = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection",
    "magnetometer", "midi", "payment", "serial", "usb",
)  # fmt: skip
NOTHING: Final = ", ".join(f"{name}=()" for name in (*NEVER, "microphone"))
RECORDING: Final = NOTHING.replace("microphone=()", "microphone=(self)")


def may_record(response: HttpResponse) -> HttpResponse:
    """Let this page, and no other, ask its reader for the microphone. The browser asks them once more."""
    response[HEADER] = RECORDING
    return response
