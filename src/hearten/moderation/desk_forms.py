"""What safety leads type at their desk: notes for each other, watches, how they like to look at it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

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


class CoverForm(forms.Form):
    """What readers should not see, exactly as it stands in the text."""

    passages = forms.CharField(
        label="What should be covered?",
        help_text="Copy it exactly, one passage a line: the way, the amount, the place. As little as you can.",
        max_length=1000,
        widget=LONG,
    )

    def passages_given(self) -> list[str]:
        """One a line, without empty ones."""
        lines = str(self.cleaned_data["passages"]).splitlines()
        return [line.strip() for line in lines if line.strip()]


class TakeDownForm(forms.Form):
    """The reasons that the writer reads (I41)."""

    facts = forms.CharField(
        label="What did you see?",
        help_text="The writer reads this. Name nobody, and don’t repeat the words.",
        max_length=1000,
        widget=LONG,
    )


class MourningForm(forms.Form):
    """Until when a time of mourning lasts."""

    until = forms.DateField(label="Until the end of which day?", widget=forms.DateInput(attrs={"type": "date"}))

    def ends_at(self) -> datetime:
        """Midnight after that day, in the host's own time."""
        day = self.cleaned_data["until"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, time.min))


class LookForm(forms.Form):
    """How one lead likes the desk."""

    grey = forms.BooleanField(label="Without colours", required=False)
    keys = forms.BooleanField(label="Single keys", required=False)


class ShiftForm(forms.Form):
    """One watch, in the host's own time."""

    starts_at = forms.DateTimeField(label="From", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ends_at = forms.DateTimeField(label="Until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
