"""What readers type under a post."""

from __future__ import annotations

from django import forms

from hearten.blog.actions.comments import LONGEST
from hearten.ui.words import several_lines

TOO_LONG = (
    f"This is longer than {LONGEST} characters. It is kept below: please make it shorter, or post it in parts."
)
REMINDER = "Anyone can read this. Leave out names, places and anything that could tell people who you are."


class CommentForm(forms.Form):
    """One comment. parent: the id of the comment it answers. name: the chosen name, on a first comment only."""

    body = forms.CharField(
        label="Your words",
        help_text=REMINDER,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write something first."},
        strip=False,
    )
    name = forms.CharField(required=False, max_length=40)
    parent = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """The words without invisible tricks. Raises ValidationError when nothing is left, or too much."""
        body = several_lines(self.cleaned_data["body"])
        if not body:
            raise forms.ValidationError("Write something first.")
        if len(body) > LONGEST:
            raise forms.ValidationError(TOO_LONG)
        return body


class ReviewForm(forms.Form):
    """What the safety lead found in a story that was read again."""

    outcome = forms.ChoiceField(
        label="What now?",
        choices=[("stays", "It stays as it is"), ("changes", "It needs changes, and is taken down until then")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        max_length=1000,
        label="Why",
        help_text="When it needs changes, its author reads this. Say nothing about whether anybody asked.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RefusalForm(forms.Form):
    """Why a comment is not shown on somebody's page."""

    reason = forms.ChoiceField(
        label="Why not?",
        help_text="Its writer reads this, and can ask a moderator to look at it.",
        choices=[
            ("topic", "It is about something else"),
            ("private", "It says too much about somebody"),
            ("tone", "It may hurt another reader"),
            ("promotion", "It advertises something"),
            ("advice", "It tells others what to do about medicine or treatment"),
        ],
        widget=forms.RadioSelect,
    )
