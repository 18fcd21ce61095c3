"""What moderators type about a name in its space, a proposed ban, and a second look."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.moderation.actions.powers import SLOW_HOURS, Measure
from hearten.moderation.forms import LONG
from hearten.moderation.rules import ACTS, CHOICES

HOURS = [("", "Only for slowing down"), *((str(number), f"Once in {number} hours") for number in SLOW_HOURS)]
BAN = "Propose to ban them from the whole host; a colleague has to confirm it"


class MeasureForm(forms.Form):
    """What is to hold about a name, by which rule, on which facts, and until when (I41)."""

    act = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    hours = forms.ChoiceField(label="How often can they write?", choices=HOURS, required=False)
    until = forms.DateField(
        label="On which day does it end?",
        help_text="Slowing down and only reading end within three months. The others can go on without a day.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    rule = forms.ChoiceField(label="Which rule is it measured by?", choices=CHOICES)
    facts = forms.CharField(
        label="What did you see?",
        help_text="They read this. Name nobody, and quote as little as you can.",
        max_length=2000,
        widget=LONG,
    )

    def __init__(self, *args: Any, can_lift: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = [(act, ACTS[act]) for act in ("slow", "mute", "leave", *(["lift"] if can_lift else []))]
        self.fields["act"].choices = [*acts, ("ban", BAN)]  # type: ignore[attr-defined]  # a ChoiceField

    def measure(self) -> Measure:
        """The cleaned form as what is to hold."""
        words = self.cleaned_data
        hours = int(words["hours"]) if words["hours"] and words["act"] == "slow" else None
        until = None if words["act"] == "lift" else words["until"]
        return Measure(words["act"], words["rule"], words["facts"], until, hours)


class ProposalForm(forms.Form):
    """The second person's answer to a proposed ban."""

    confirm = forms.ChoiceField(
        label="What do you find?",
        choices=[("yes", "I have read it, and the ban is right"), ("no", "No ban")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Why?", help_text="It stays in the record, for your colleagues.", max_length=2000, widget=LONG
    )


class LookForm(forms.Form):
    """A second look at a decision."""

    agrees = forms.ChoiceField(
        label="What do you find?",
        choices=[("yes", "I would have decided the same"), ("no", "I see it differently")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="Why?",
        help_text="For your colleagues. About the words, not about anybody.",
        max_length=2000,
        widget=LONG,
    )


class OpinionForm(forms.Form):
    """What a colleague thinks before something is decided."""

    words = forms.CharField(
        label="What do you think?", help_text="For the colleague who asked.", max_length=2000, widget=LONG
    )
