"""What is asked when a picture comes in."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.media.ceiling import was_too_large
from hearten.media.models import Shows
from hearten.media.probe import too_large
from hearten.ui.words import one_line

CLIENT = "client"
CHOICES = [*Shows.choices[:3], (CLIENT, "Words or a message from a client"), *Shows.choices[3:]]
#: APA Ethics Code 5.05; ACA Code of Ethics C.3.b (R36, C1).
NOT_A_CLIENTS_WORDS = (
    "Words from someone in care stay with that person, also when they said yes: it is hard to say no to one's own "
    "therapist. So a picture of them can't be used here. You can write, in your own words and about nobody, what "
    "you have learned from your work."
)


class UploadForm(forms.Form):
    """A picture, what it shows, and whose it is (R36)."""

    picture = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, GIF or WebP, up to 10 MB. Hidden data, such as the place, is taken out.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
        error_messages={
            "required": "Please choose a picture from your device.",
            "empty": "This file is empty. Please choose it again.",
        },
    )
    alt = forms.CharField(
        label="What it shows, in words",
        help_text="For people who can't see it. Say what matters: “A path through birch trees in snow”.",
        max_length=300,
        error_messages={"required": "Say in a few words what the picture shows. Not everyone can see it."},
    )
    shows = forms.ChoiceField(
        label="Who or what is in it?",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one. “I am not sure” is fine."},
    )

    def __init__(self, *args: Any, meta: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = bool(meta and was_too_large(meta) and "picture" not in self.files)
        if self.too_large:
            self.fields["picture"].error_messages["required"] = too_large().message

    def clean_alt(self) -> str:
        """The description without invisible characters."""
        alt = one_line(str(self.cleaned_data["alt"]))
        if not alt:
            raise forms.ValidationError(self.fields["alt"].error_messages["required"])
        return alt

    def clean_shows(self) -> str:
        """Raises ValidationError for a client's words: they are not a value that can be stored."""
        if self.cleaned_data["shows"] == CLIENT:
            raise forms.ValidationError(NOT_A_CLIENTS_WORDS)
        return str(self.cleaned_data["shows"])
