"""Recordings for the tests: rows as the worker leaves them, and tiny files that ffmpeg makes here."""

from hearten.media.models import Recording

FILES = {
    "audio": [{"name": "episode.mp3", "type": "audio/mpeg", "bytes": 2000, "width": 0, "height": 0}],
    "video": [
        {"name": "episode.mp4", "type": "video/mp4", "bytes": 5000, "width": 1280, "height": 720},
        {"name": "episode-small.mp4", "type": "video/mp4", "bytes": 3000, "width": 640, "height": 360},
        {"name": "poster.webp", "type": "image/webp", "bytes": 100, "width": 1280, "height": 720},
    ],
}


def a_recording(owner, *, kind="audio", state="ready", title="A recording", files_in=None, **more):
    """A row as the worker leaves it; with `files_in`, its files are there too, each as long as it says."""
    ready = state == "ready"
    made = {"files": FILES[kind], "duration_ms": 90_000} if ready else {}
    size = {"width": 1280, "height": 720} if ready and kind == "video" else {}
    row = Recording.objects.create(owner=owner, kind=kind, state=state, title=title, **{**made, **size, **more})
    for file in row.files if files_in else ():
        place = files_in / "recordings" / row.pk / file["name"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(n % 251 for n in range(file["bytes"])))
    return row
