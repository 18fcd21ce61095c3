"""What a page may ask of a device: nothing, and a microphone where there is a recorder."""

from typing import Final

HEADER: Final = "Permissions-Policy"
#: What pages never need. Whatever runs in them, and whatever somebody allowed this host once, can't use it.
NEVER: Final = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection",
    "magnetometer", "midi", "payment", "serial", "usb",
)  # fmt: skip
NOTHING: Final = ", ".join(f"{name}=()" for name in (*NEVER, "microphone"))
RECORDING: Final = NOTHING.replace("microphone=()", "microphone=(self)")


#: How a page with a recorder begins it. Words of people can't: they are escaped, or cleaned to a few known tags.
RECORDER: Final = "<h-voice"


def asks_for(html: str) -> str:
    """What this page may ask for: what is on it, so that no view can forget to close it again."""
    return RECORDING if RECORDER in html else NOTHING
