"""What is typed about questions, on both sides."""

from __future__ import annotations

from django import forms

from hearten.questions.actions.answer import DAYS
from hearten.questions.actions.ask import LONGEST
from hearten.questions.models import Reason
from hearten.ui.words import several_lines

TOO_LONG = f"This is longer than {LONGEST} characters. It is kept below: please make it shorter."
HINT = (
    "Ask it so that many people could have asked it. Leave out names, places and anything that could tell who you "
    f"or others are. Up to {LONGEST} characters."
)
QUOTE_HINT = (
    "If you leave this empty, the answer is in the author's words only. You can change your mind at any time."
)


class QuestionForm(forms.Form):
    """One question, and whether its words may be quoted: unticked, and it changes nothing else (I33)."""

    body = forms.CharField(
        label="Your question",
        help_text=HINT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Write your question first."},
        strip=False,
    )
    quotable = forms.BooleanField(
        required=False, label="My words may be quoted in the answer", help_text=QUOTE_HINT
    )

    def clean_body(self) -> str:
        """The words without invisible tricks. Raises ValidationError when nothing is left, or too much."""
        body = several_lines(self.cleaned_data["body"])
        if not body:
            raise forms.ValidationError("Write your question first.")
        if len(body) > LONGEST:
            raise forms.ValidationError(TOO_LONG)
        return body


class OpenForm(forms.Form):
    """Whether questions are taken, and what askers are told about the time."""

    within_days = forms.TypedChoiceField(
        label="Do you take general questions?",
        help_text="Askers read the time you choose as a usual time, never as a promise.",
        choices=[(days, f"Yes, I usually answer within {days} days" if days else "Not now") for days in DAYS],
        coerce=int,
        widget=forms.RadioSelect,
    )


class DeclineForm(forms.Form):
    """Why a question is not answered."""

    reason = forms.ChoiceField(
        label="Why not?",
        help_text="Its asker reads a kind sentence for the reason, and two other ways to go.",
        choices=Reason.choices,
        widget=forms.RadioSelect,
    )
