"""What is asked when an archive comes in."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.media.ceiling import was_too_large

#: Bytes of an archive that comes through a page: more than a picture, less than a disk.
MAX_BYTES = 100 * 1024 * 1024
TOO_LARGE = (
    "This file is larger than 100 MB. Leave films and sound out of it, or export it in parts. Whoever runs this "
    "host can also bring it in from a terminal, with the command “bin/hearten import”."
)


class ArchiveForm(forms.Form):
    """One file. What it is, it says itself."""

    archive = forms.FileField(
        label="Your export",
        help_text="A WordPress export (XML), a Ghost export (JSON), an RSS, Atom or podcast feed saved as a file, "
        "or a zip with one of them and its pictures, or with Markdown files. Up to 100 MB.",
        widget=forms.FileInput(attrs={"accept": ".xml,.json,.zip,.rss,.atom"}),
        error_messages={
            "required": "Please choose a file from your device.",
            "empty": "This file is empty. Please choose it again.",
        },
    )

    def __init__(self, *args: Any, meta: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = bool(meta and was_too_large(meta, MAX_BYTES) and "archive" not in self.files)
        if self.too_large:
            self.fields["archive"].error_messages["required"] = TOO_LARGE
