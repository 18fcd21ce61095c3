"""What authors and editors say about pieces that differ (R41)."""

from __future__ import annotations

import re

from django import forms

from hearten.blog.models import Post
from hearten.ui.words import one_line

#: `/@ana/a-night-without-sleep/`, alone or at the end of a whole address.
ADDRESS = re.compile(r"/@(?P<handle>[a-z0-9-]+)/(?P<slug>[-\w]+)/?$")
NOT_FOUND = "No piece that anybody can read stands at this address. Copy it from the page of the piece."
SENTENCE = forms.Textarea(attrs={"rows": 3})


class Sentence(forms.Form):
    """One sentence that readers see."""

    says = forms.CharField(
        label="What differs?",
        help_text="One neutral sentence: what this piece says, and what the other says. Not who is right.",
        max_length=300,
        widget=SENTENCE,
    )

    def clean_says(self) -> str:
        """Raises ValidationError when nothing is left."""
        words = one_line(self.cleaned_data["says"])
        if not words:
            raise forms.ValidationError("Write one sentence.")
        return words


class DifferingForm(Sentence):
    """The other piece, by its address, and the sentence."""

    other = forms.CharField(
        label="The address of the other piece",
        help_text="Copy it from the page of a piece on this host by somebody else.",
        max_length=300,
    )
    field_order: tuple[str, ...] = ("other", "says")

    def clean_other(self) -> Post:
        """The public piece at the address. Raises ValidationError."""
        return piece_at(self.cleaned_data["other"])


class EditorForm(DifferingForm):
    """The same, for an editor, who names both."""

    first = forms.CharField(label="The address of one piece", max_length=300)
    field_order = ("first", "other", "says")

    def clean_first(self) -> Post:
        """The public piece at the address. Raises ValidationError."""
        return piece_at(self.cleaned_data["first"])


class AnswerForm(forms.Form):
    """The other author's sentence."""

    words = forms.CharField(
        label="Your answer, in one sentence",
        help_text="It stands beside what differs. Leave it empty to say nothing.",
        max_length=300,
        required=False,
        widget=SENTENCE,
    )

    def clean_words(self) -> str:
        """The words on one line."""
        return one_line(self.cleaned_data["words"])


class DisputeForm(forms.Form):
    """Why it should not stand there."""

    dispute = forms.CharField(
        label="Should it not stand there? Say why",
        help_text="A clinical editor reads this. Readers don’t.",
        max_length=500,
        widget=SENTENCE,
    )


class SettleForm(forms.Form):
    """What an editor decides about a dispute."""

    stays = forms.ChoiceField(
        label="What do you decide?",
        choices=[("yes", "It stays: it says truly and neutrally what differs"), ("no", "It is taken away")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Why?", help_text="Both authors read this.", max_length=500, widget=SENTENCE)


def piece_at(address: str) -> Post:
    """The piece that anybody can read at an address of this host. Raises ValidationError."""
    found = ADDRESS.search(address.strip())
    posts = Post.objects.public().select_related("therapist__account", "edition")
    post = posts.filter(therapist__handle=found["handle"], slug=found["slug"]).first() if found else None
    if post is None:
        raise forms.ValidationError(NOT_FOUND)
    return post
