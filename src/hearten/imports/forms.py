"""What is asked when an archive comes in."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.imports.ceiling import TOO_LARGE, was_too_large


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
        self.too_large = bool(meta and was_too_large(meta) and "archive" not in self.files)
        if self.too_large:
            self.fields["archive"].error_messages["required"] = TOO_LARGE
