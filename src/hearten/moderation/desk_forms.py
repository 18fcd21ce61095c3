"""What safety leads type at their desk: notes for each other, watches, how they like to look at it."""

from __future__ import annotations

from django import forms

from hearten.moderation.forms import without_gaps

LONG = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})


class NoteForm(forms.Form):
    """What was done, for the next person on duty."""

    note = forms.CharField(
        label="What did you do?",
        help_text="For your colleagues. About the text and what you did, not about the person.",
        max_length=1000,
        widget=LONG,
    )


class HandOverForm(forms.Form):
    """A short note for whoever goes on with it."""

    handed = forms.CharField(
        label="What should a colleague know?",
        help_text="What you did, what is still to do. A sentence or two is enough.",
        max_length=500,
        widget=SHORT,
    )


class AskForm(forms.Form):
    """A question to colleagues about one text."""

    asked = forms.CharField(
        label="What would you like to ask a colleague?",
        help_text="They read the same text. It stays with you.",
        max_length=500,
        widget=SHORT,
    )


class OpinionForm(forms.Form):
    """What a second person thinks."""

    opinion = forms.CharField(
        label="What do you think?", help_text="For your colleague only.", max_length=1000, widget=SHORT
    )


class WriteForm(forms.Form):
    """Words to the person behind a text."""

    words = forms.CharField(
        label="What you write to them",
        help_text="They read exactly this. No name, no promise that nobody here can keep.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 12, "data-key": "r"}),
        validators=[without_gaps],
    )


class AnswerForm(forms.Form):
    """What the person writes back."""

    words = forms.CharField(label="Your words", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))


class LookForm(forms.Form):
    """How one lead likes the desk."""

    grey = forms.BooleanField(label="Without colours", required=False)
    keys = forms.BooleanField(label="Single keys", required=False)


class ShiftForm(forms.Form):
    """One watch, in the host's own time."""

    starts_at = forms.DateTimeField(label="From", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ends_at = forms.DateTimeField(label="Until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
