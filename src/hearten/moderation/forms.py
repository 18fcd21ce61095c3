"""What people type: reports, decisions, appeals, the host's paperwork."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hearten.moderation.paperwork import Paper
from hearten.moderation.rules import ACTS, CHOICES

LONG = forms.Textarea(attrs={"rows": 4})


def without_gaps(answer: str) -> None:
    """Raises ValidationError for a draft whose [square brackets] nobody has filled in."""
    if "[" in answer:
        raise ValidationError("Something in [square brackets] still has to be filled in, or taken out.")


class ReportForm(forms.Form):
    """Nothing is required: reporting is hardest when one is unwell (R99)."""

    words = forms.CharField(
        label="Is there something you want to say about it?",
        help_text="You don't have to. Please leave out names.",
        max_length=1000,
        required=False,
        widget=LONG,
    )


class DecisionForm(forms.Form):
    """What, by which rule, on which facts: never without reasons (I41)."""

    act = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    rule = forms.ChoiceField(label="Which rule is it measured by?", choices=CHOICES)
    facts = forms.CharField(
        label="What did you see?",
        help_text="The writer and whoever reported it read this. Name nobody, and quote as little as you can.",
        max_length=2000,
        widget=LONG,
    )

    def __init__(self, *args: Any, acts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(act, ACTS[act]) for act in acts]  # type: ignore[attr-defined]  # a ChoiceField


class AppealForm(forms.Form):
    """Why the writer sees it differently."""

    words = forms.CharField(
        label="Why do you see it differently?",
        help_text="A few words are enough. Somebody who had no part in the decision reads them.",
        max_length=2000,
        widget=LONG,
    )


class AnswerForm(forms.Form):
    """The second look."""

    upheld = forms.ChoiceField(
        label="What do you find?",
        choices=[("yes", "The writer is right: put it back"), ("no", "The decision stands")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Why?", help_text="The writer reads this. Name nobody.", max_length=2000, widget=LONG
    )


class PaperForm(forms.Form):
    """One form of the host's paperwork, from its questions."""

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in paper.questions:
            self.fields[question.id] = forms.CharField(
                label=question.label,
                help_text=question.hint,
                max_length=4000,
                widget=LONG,
                validators=[without_gaps],
            )
        self.fields["name"] = forms.CharField(
            label="Your full name", help_text="You say that this is true for your place.", max_length=80
        )
        self.fields["true"] = forms.BooleanField(label="I have read every answer, and it is true for us.")


class LineForm(forms.Form):
    """That a person tried a line. Nothing is filled in for them: a check is only worth what they did (I10)."""

    checked_on = forms.DateField(label="On which day?", widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label="Your full name", max_length=80)

    def clean_checked_on(self) -> date:
        """The day, which can't lie ahead."""
        day: date = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise ValidationError("This day has not come yet. Say on which day you tried it.")
        return day
