"""Every kind of thing that can be reported, on one page."""

from hearten.moderation.subjects import Subject

SUBJECTS: dict[str, Subject] = {}
