"""What readers, editors and authors say about sources (R80)."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.blog.actions.sourcing import HARMS, Verdict
from hearten.blog.models.sourcing import Outcome
from hearten.ui.words import several_lines

NOT_THERE = "These words do not stand in this piece. Copy them from the page, or leave this empty."
LONG = forms.Textarea(attrs={"rows": 4})


class FlagForm(forms.Form):
    """Nothing is required (R99)."""

    words = forms.CharField(
        label="Which words are it?",
        help_text="You don’t have to say. If you want to, copy the sentence from the page.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_words(self) -> str:
        """The words without invisible tricks."""
        return several_lines(self.cleaned_data["words"])


class VerdictForm(forms.Form):
    """What, and why; a hold also says which words, and which harm."""

    outcome = forms.ChoiceField(label="What do you decide?", choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        help_text="Its author and whoever asked read this. Name nobody.",
        max_length=1000,
        widget=LONG,
    )
    harm = forms.ChoiceField(
        label="Only to hide it: what could do harm?",
        choices=[
            ("", "Nothing here could do harm"),
            ("cure", "It says that something cures"),
            ("stop", "It tells people to begin, stop or change medicine or treatment"),
            ("dose", "It names a dose"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    passage = forms.CharField(
        label="Only to hide it: which words have to change?",
        help_text="Copy them from the piece. It can come back when they are gone.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a hold without its harm or its words: nothing else may be hidden."""
        if self.cleaned_data.get("outcome") != Outcome.HIDDEN:
            return self.cleaned_data
        if self.cleaned_data.get("harm") not in HARMS:
            self.add_error("harm", "Only a claim that could do harm can be hidden. Say which, or ask for a source.")
        if not self.cleaned_data.get("passage", "").strip():
            self.add_error("passage", "Say which words have to change.")
        return self.cleaned_data

    def verdict(self) -> Verdict:
        """After a valid clean. The words and the harm belong to a hold only."""
        said = self.cleaned_data
        hold = said["outcome"] == Outcome.HIDDEN
        words = several_lines(said["passage"]) if hold else ""
        return Verdict(said["outcome"], said["reason"].strip(), words, said["harm"] if hold else "")


class AnswerForm(forms.Form):
    """The author's answer."""

    how = forms.ChoiceField(
        label="What is so?",
        choices=[("source", "I have added a source to this piece"), ("opinion", "This is my own opinion; say so")],
        widget=forms.RadioSelect,
    )
