"""What staff type to look behind a name, and to tell its owner later (R96)."""

from __future__ import annotations

from django import forms

from hearten.moderation.models.glass import DANGERS

LONG = forms.Textarea(attrs={"rows": 4})


class AskGlassForm(forms.Form):
    """A danger from a closed list, the facts in words, and a statement that it is real and the last resort."""

    danger = forms.ChoiceField(label="What is the danger?", choices=DANGERS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="What did you read, and why can nothing milder help?",
        help_text="Facts, in your own words. Your colleague reads this now, and the member later. Name nobody.",
        min_length=20,
        max_length=1000,
        widget=LONG,
    )
    credible = forms.BooleanField(
        label="I believe that this danger is real and close, and I have tried to reach them in every other way."
    )


class PutOffForm(forms.Form):
    """Why telling the member has to wait, and until when."""

    until = forms.DateField(label="Until which day?", widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(
        label="Who would be in danger if they knew now?",
        help_text="The member reads this when they are told. Name nobody.",
        max_length=500,
        widget=LONG,
    )
