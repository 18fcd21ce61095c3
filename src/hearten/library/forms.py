"""What people type here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from hearten.directory.models import Therapist
from hearten.library.models import Collection, OutsideGroup
from hearten.library.shelf import Wanted
from hearten.moderation.review import GuardUnavailable, read
from hearten.ui.words import several_lines

ANY = {
    "topic": ("Anything", "About"),
    "kind": ("Any kind", "What is it?"),
    "cost": ("Any price", "Cost"),
    "ease": ("Any", "Reading"),
    "language": ("Any language", "Language"),
}


class FilterForm(forms.Form):
    """What somebody looks for. Sent by GET, so that it works without scripts, a cookie or an account (R5)."""

    topic = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    cost = forms.ChoiceField(required=False)
    ease = forms.ChoiceField(required=False)
    language = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, choices: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        for name, (anything, label) in ANY.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", anything), *choices[name]]
            field.label = label

    def wanted(self) -> Wanted:
        """What was asked for, without what this shelf doesn't know."""
        self.full_clean()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in ANY})


class GuideForm(forms.Form):
    """A host's own words for a page that is shipped, and who answers for them (R43, R72)."""

    body = forms.CharField(
        max_length=20_000,
        label="The page",
        help_text="Markdown: ## heading, - list. Short sentences and plain words.",
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    because = forms.CharField(
        max_length=300, label="What changed, and why", help_text="Readers see this beside the words that changed."
    )
    reviewer = forms.CharField(
        max_length=80, label="Who has reviewed it", help_text="The name of a professional. Readers see it."
    )
    reviewer_role = forms.CharField(max_length=80, label="Their profession", help_text="For example: psychologist.")
    next_review_on = forms.DateField(
        label="Look at it again by",
        help_text="After this day readers see that it may be out of date. At most two years from now.",
        widget=forms.DateInput(format="%Y-%m-%d"),
    )
    seen = forms.BooleanField(
        required=False, label="I have read the advice about these words, and want to keep them"
    )

    def clean_next_review_on(self) -> date:
        """Still to come, and not further than a page may go unread."""
        day: date = self.cleaned_data["next_review_on"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=731):
            raise forms.ValidationError("Choose a day in the next two years.")
        return day

    def clean_body(self) -> str:
        """Without letters that hide or turn words."""
        return several_lines(self.cleaned_data["body"])

    def facts(self) -> dict[str, Any]:
        """Values for `guides.reword`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class SuggestionForm(forms.Form):
    """A group that a professional thinks is worth a look (R15)."""

    name = forms.CharField(max_length=120, label="Name of the group")
    url = forms.URLField(max_length=500, label="Link", assume_scheme="https")
    suggestion = forms.CharField(
        max_length=300,
        label="Why it may help, and whom",
        help_text="Say also if you have anything to do with it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GroupForm(forms.ModelForm[OutsideGroup]):
    """What somebody here found when they looked at a group (R15)."""

    url = forms.URLField(max_length=500, label="Link", assume_scheme="https")

    class Meta:
        model = OutsideGroup
        fields = (
            "name", "url", "run_by", "moderation", "audience", "cost", "language", "leaving", "looked_at",
            "concerns", "topics",
        )  # fmt: skip
        labels = {
            "name": "Name of the group",
            "run_by": "Who runs it",
            "moderation": "Who moderates it, and how",
            "audience": "Who it is for",
            "cost": "What it costs",
            "leaving": "How to leave, and what happens to one's words then",
            "looked_at": "What you looked at",
            "concerns": "What to be careful about",
        }
        help_texts = {
            "looked_at": "For example: the rules, the page about privacy, and what people wrote in one week.",
            "concerns": "Readers see this. Leave it empty if there is nothing.",
        }
        widgets = {
            **{
                name: forms.Textarea(attrs={"rows": 3})
                for name in ("moderation", "leaving", "looked_at", "concerns")
            },
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("run_by", "moderation", "audience", "cost", "language", "leaving", "looked_at"):
            self.fields[name].required = True


class RefusalForm(forms.Form):
    """Why a group is not listed."""

    reason = forms.CharField(max_length=500, label="Why it is not listed", widget=forms.Textarea(attrs={"rows": 3}))
    harm = forms.BooleanField(
        required=False,
        label="It can do harm",
        help_text="Posts on this host that link to it can't be published while this is set.",
    )


class CollectionForm(forms.ModelForm[Collection]):
    """The name of a collection and what it is for. Words that everybody may read pass the Guard first (I19)."""

    class Meta:
        model = Collection
        fields = ("title", "slug", "purpose", "is_open")
        labels = {
            "title": "Name",
            "slug": "Address",
            "purpose": "What it is for",
            "is_open": "Everybody may see it",
        }
        help_texts = {
            "slug": "It shows in people's browser history, so neutral is kind. Small letters and hyphens.",
            "purpose": "One or two sentences.",
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"slug": {"unique": "Another collection has this address. Choose a different one."}}

    def clean(self) -> dict[str, Any]:
        """What the Guard holds can't be opened; the words stay in the form."""
        cleaned = super().clean() or {}
        words = "\n\n".join(cleaned.get(name, "") for name in ("title", "purpose"))
        if cleaned.get("is_open") and words.strip():
            self.pass_the_guard(words)
        return cleaned

    def pass_the_guard(self, words: str) -> None:
        """Say what the Guard says, in the form."""
        try:
            findings = read(words, purpose="article").findings
        except GuardUnavailable:
            self.add_error(None, "The words can't be checked right now. Please try again in a minute.")
            return
        for item in findings:
            if item.severity == "hold":
                self.add_error("purpose", f"“{item.quote}”: {item.reason}")


class AddForm(forms.Form):
    """Something to put into a collection."""

    thing = forms.ChoiceField(label="Add something")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["thing"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose one"), *choices]


class InviteForm(forms.Form):
    """A colleague to invite."""

    whom = forms.ModelChoiceField(Therapist.objects.none(), label="Invite a colleague", empty_label="Choose one")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whom"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Therapist.objects.visible_to(None)
