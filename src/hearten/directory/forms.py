"""What professionals are asked about themselves, in plain words, each question with its reason."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.directory.models import Topic, handle_rule
from hearten.directory.names import check_handle, check_name
from hearten.directory.roles import CHOICES
from hearten.ui.words import one_line, several_lines


class Plain(forms.Form):
    """Texts come without invisible tricks; `words` are what the Guard reads."""

    def clean(self) -> dict[str, Any]:
        """Each text as it will be kept."""
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                self.cleaned_data[name] = self._plain(name, value)
        return self.cleaned_data

    def _plain(self, name: str, value: str) -> str:
        question = self.fields[name]
        words = several_lines(value) if isinstance(question.widget, forms.Textarea) else one_line(value)
        if question.required and not words:
            self.add_error(name, "Please write something here.")
        return words

    def words(self) -> dict[str, str]:
        """The texts by field, after a valid clean."""
        return {name: value for name, value in self.cleaned_data.items() if isinstance(value, str)}


def text(label: str, hint: str, most: int, *, long: bool = False, required: bool = False) -> forms.CharField:
    """One question. most: characters."""
    widget = forms.Textarea() if long else forms.TextInput()
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required, widget=widget)


class NameForm(Plain):
    """Who this is, and what they are (R29)."""

    name = text("Your name", "As people know you at work. Leave titles out.", 80, required=True)
    role = forms.ChoiceField(
        label="What are you here as?",
        help_text="One only. It stands beside your name on every page, with an explanation.",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose one."},
    )

    def clean_name(self) -> str:
        """Raises ValidationError for a name that could deceive."""
        name = one_line(str(self.cleaned_data["name"]))
        check_name(name)
        return name


class FirstForm(NameForm):
    """The same, and an address for the page."""

    handle = forms.CharField(
        label="The address of your page",
        help_text="Small letters, numbers and hyphens, such as ana-lindqvist. It stays: links to your page use it.",
        max_length=32,
        validators=[handle_rule],
    )
    field_order = ("name", "handle", "role")

    def clean_handle(self) -> str:
        """Raises ValidationError for a handle that is taken or misleads."""
        handle = str(self.cleaned_data["handle"])
        check_handle(handle)
        return handle


class PurposeForm(Plain):
    """Why, for whom, and where the limits are (R34)."""

    purpose = text(
        "What is your page for?",
        "Why you write here. It is shown on your page, and to yourself when you write.",
        600,
        long=True,
    )
    audience = text("Who is it for?", "Who you have in mind as a reader.", 600, long=True)
    wont_do = text(
        "What will you not do here?",
        "One thing on each line, such as: I do not give advice about one person in public.",
        1000,
        long=True,
    )


class ProfileForm(Plain):
    """Who you are and how you work (R33, R47). Claims stay within what can be checked."""

    headline = text("One line about you", "It stands under your name in the list.", 140)
    bio = text("About you", "Facts, in your own words. No praise, no promises.", 4000, long=True)
    approach = text("How you work", "Explain it as to somebody who is new to it.", 2000, long=True)
    topics = forms.ModelMultipleChoiceField(
        label="What you write about or work with",
        queryset=Topic.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = text("Languages", "Such as: Swedish, English.", 120)
    works_with = text(
        "Where people can be to work with you",
        "Such as: I can work with people who are in Sweden on the day we meet. Laws differ from place to place.",
        300,
        long=True,
    )
    price = text(
        "What it costs", "Free, a price, places at a lower price, or: nothing is for sale here.", 400, long=True
    )
    access = text("Getting in", "Steps, lift, video, phone, chat, evenings.", 400, long=True)
    complaints = text(
        "How to complain about you",
        "Somebody besides yourself: your practice, your professional body, the authority where you work.",
        1000,
        long=True,
    )


class CredentialForm(Plain):
    """A licence or training, as its holder states it (R47, I22)."""

    title = text("Licence or training", "Such as: Licensed psychologist.", 80, required=True)
    register = text("Register", "Where people can look it up, if anywhere.", 120)
    number = text("Number there", "So that people can find you in it.", 40)
    jurisdiction = text("Country or state", "Where it counts.", 80)
    insurer = text("Insurer", "Who insures your work, if you want to say so.", 120)


class PolicyForm(Plain):
    """How this professional behaves online towards the people they see (R27)."""

    text = text(
        "Your social-media policy",
        "One point on each line. Readers and the people in your care rely on it. Older versions stay readable.",
        8000,
        long=True,
        required=True,
    )


class SettingsForm(forms.Form):
    """Comments on this page, and whether it is open."""

    review_comments_first = forms.BooleanField(
        label="I read each comment before it appears",
        help_text="Otherwise you read only the first comment of each person.",
        required=False,
    )
    comments_close_after_days = forms.TypedChoiceField(
        label="Comments close by themselves",
        choices=[
            (7, "a week after publishing"),
            (30, "a month after publishing"),
            (60, "two months after publishing"),
            (365, "a year after publishing"),
            (0, "never"),
        ],
        coerce=int,
    )
    closed = forms.BooleanField(
        label="My page is closed",
        help_text="Nobody but you sees it or anything you published here. You can open it again at any time.",
        required=False,
    )
