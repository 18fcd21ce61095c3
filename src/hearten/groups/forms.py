"""What people type in and about groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from hearten.groups.actions.hearing import LONGEST_TITLE, Typed
from hearten.groups.actions.meeting import AGREEMENT, POINTS
from hearten.groups.actions.talking import LONGEST
from hearten.groups.models import Format, Meeting, Membership, SupportGroup
from hearten.media.ceiling import was_too_large
from hearten.media.voice_actions import too_large
from hearten.ui.words import one_line, several_lines

TOO_LONG = (
    f"This is longer than {LONGEST} characters. It is kept below: please make it shorter, or post it in parts."
)
HINT = (
    "Everyone in this group can read it. Leave out names, places and anything that could tell people who you are."
)


class WordsForm(forms.Form):
    """A reply. agrees: shown until the agreement of today's version is accepted. seen: what an edit began from."""

    body = forms.CharField(
        label="Your words",
        help_text=HINT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write something first."},
        strip=False,
    )
    agrees = forms.BooleanField(required=False, label="I have read what we agree on here, and I will keep to it")
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """The words without invisible tricks. Raises ValidationError when nothing is left, or too much."""
        body = several_lines(self.cleaned_data["body"])
        if not body:
            raise forms.ValidationError("Write something first.")
        if len(body) > LONGEST:
            raise forms.ValidationError(TOO_LONG)
        return body

    def typed(self) -> Typed:
        """What was typed, for the actions. Raises AttributeError for a form that was not sent."""
        sent: QueryDict = self.data  # type: ignore[assignment]  # a form that was sent
        words = self.cleaned_data
        return Typed(
            words["body"],
            agrees=words["agrees"],
            acknowledged=sent.getlist("acknowledge"),
            keeps=sent.getlist("kept"),
            without_voice="without_voice" in sent,
        )


class AnswerForm(WordsForm):
    """An answer, with a voice note where the group has them."""

    voice = forms.FileField(
        required=False,
        label="Your recording",
        help_text="Up to 3 minutes. You can record it with your device’s own recorder, and choose the file here. "
        "Of a film, only the sound is kept.",
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        error_messages={"empty": "This recording is empty. Please record or choose it again."},
    )
    too_large = False

    def __init__(
        self, data: Any = None, files: Any = None, *, meta: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.too_large = bool(meta and was_too_large(meta) and "voice" not in self.files)

    def clean_voice(self) -> UploadedFile[bytes] | None:
        """One recording that may be kept, or none. Raises ValidationError."""
        if self.too_large:
            raise forms.ValidationError(too_large().message)
        if len(self.files.getlist("voice") if isinstance(self.files, MultiValueDict) else []) > 1:
            raise forms.ValidationError("These are two recordings. Send one at a time.")
        found: UploadedFile[bytes] | None = self.cleaned_data["voice"]
        return found

    def typed(self) -> Typed:
        return replace(super().typed(), voice=self.cleaned_data["voice"])


class ThreadForm(AnswerForm):
    """The first words of a talk."""

    title = forms.CharField(
        label="A few words for the list",
        help_text="Up to 80 characters, for example “The nights are the worst”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write a few words for the list."},
    )
    listening = forms.BooleanField(
        required=False, label="Just listening, please", help_text="You would like to be heard, without advice."
    )
    notes = forms.MultipleChoiceField(
        required=False,
        label="Does it need a note?",
        help_text="So that people can choose whether to open it.",
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("title", "body", "listening", "notes", "voice", "agrees", "seen")

    def __init__(self, *args: Any, notes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if notes:
            self.fields["notes"].choices = [(note, note) for note in notes]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["notes"]

    def clean_title(self) -> str:
        """One line. Raises ValidationError when nothing is left, or too much."""
        return title_of(self.cleaned_data["title"])

    def typed(self) -> Typed:
        words = self.cleaned_data
        notes, listening = words.get("notes", []), words["listening"]
        return replace(super().typed(), title=words["title"], listening=listening, notes=notes)


class EntryForm(WordsForm):
    """A note about what helped its writer."""

    title = forms.CharField(
        label="What helped you?",
        help_text="A few words, for example “A walk before the news”. Up to 80 characters.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say in a few words what helped you."},
    )
    field_order = ("title", "body", "agrees", "seen")

    def clean_title(self) -> str:
        """One line. Raises ValidationError when nothing is left, or too much."""
        return title_of(self.cleaned_data["title"])

    def typed(self) -> Typed:
        return replace(super().typed(), title=self.cleaned_data["title"])


class LineForm(WordsForm):
    """A line in a meeting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        body.help_text = "Everyone in this meeting can read it. Leave out what could tell people who you are."
        body.widget.attrs["rows"] = 3


class MeetingForm(forms.Form):
    """Planning a meeting. hosts: who can help to lead it. earlier: meetings that it may go on from."""

    title = forms.CharField(max_length=80, label="Name of the meeting")
    starts_at = forms.DateTimeField(
        label="When", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    agenda_text = forms.CharField(
        required=False,
        label="Agenda",
        help_text=f"One point on each line, at most {POINTS}.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    note = forms.CharField(
        required=False,
        max_length=120,
        label="Does it need a note?",
        help_text="People read it before they come in.",
    )
    agreement = forms.CharField(
        max_length=1000,
        label="What everybody agrees on",
        initial=AGREEMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    second = forms.ChoiceField(required=False, label="Who leads it with you", choices=[])
    after = forms.ChoiceField(
        required=False,
        label="Does it go on from an earlier meeting?",
        help_text="Then people who agreed to the same words are not asked again.",
        choices=[],
    )

    def __init__(self, *args: Any, hosts: Iterable[Membership], earlier: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts, self.earlier = {row.pk: row for row in hosts}, {row.pk: row for row in earlier}
        named = [
            (key, row.therapist.name if row.therapist else row.persona.name) for key, row in self.hosts.items()
        ]
        self.fields["second"].choices = [("", "Nobody"), *named]  # type: ignore[attr-defined]  # a choice field
        before = [(key, f"{row.title}, {row.starts_at:%d %B %Y}") for key, row in self.earlier.items()]
        self.fields["after"].choices = [("", "No"), *before]  # type: ignore[attr-defined]  # a choice field

    def clean_agenda_text(self) -> list[str]:
        """The points, one a line. Raises ValidationError for more than six."""
        points = [one_line(line)[:120] for line in self.cleaned_data["agenda_text"].splitlines() if one_line(line)]
        if len(points) > POINTS:
            raise forms.ValidationError(f"These are more than {POINTS}. A meeting needs time for each: drop some.")
        return points

    def clean_starts_at(self) -> datetime:
        """Raises ValidationError for a time that has passed."""
        moment: datetime = self.cleaned_data["starts_at"]
        if moment < timezone.now() - timedelta(minutes=15):
            raise forms.ValidationError("This time has passed. A meeting can only be planned ahead.")
        return moment

    def settings(self) -> dict[str, Any]:
        """What was chosen, for the actions."""
        words = dict(self.cleaned_data)
        second, after = self.hosts.get(words.pop("second")), self.earlier.get(words.pop("after"))
        points = words.pop("agenda_text")
        return {**words, "agenda": points, "second": second, "after": after}


def title_of(text: str) -> str:
    """A few words in one line. Raises ValidationError when nothing is left, or too much."""
    title = one_line(text)
    if not title:
        raise forms.ValidationError("Write a few words for the list.")
    if len(title) > LONGEST_TITLE:
        raise forms.ValidationError("These are more than 80 characters. They are kept: make them shorter here.")
    return title


class HoursForm(forms.Form):
    """Hours in which a moderator is there."""

    starts_at = forms.DateTimeField(
        label="From", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label="Until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


class StaffForm(forms.Form):
    """Appointing somebody."""

    login = forms.CharField(
        max_length=40,
        label="Their log-in name",
        help_text="They tell you. It is not shown to anybody in the group.",
    )
    role = forms.ChoiceField(
        label="What they do",
        choices=[("moderator", "Moderator"), ("supporter", "Peer supporter"), ("facilitator", "Facilitator")],
        widget=forms.RadioSelect,
    )
    trained_on = forms.DateField(label="Trained on", widget=forms.DateInput(attrs={"type": "date"}))
    independent = forms.BooleanField(
        required=False, label="Independent: they don't answer to whoever hosts this group"
    )


class GroupForm(forms.ModelForm[SupportGroup]):
    """A group's settings. Its card is made from them (R67)."""

    norms_text = forms.CharField(
        label="House rules",
        help_text="One on each line, at most eight, in plain words.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    notes_text = forms.CharField(
        required=False,
        label="Content notes people can put on their words",
        help_text="One on each line, for example “Loss of a child”.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    code = forms.CharField(
        required=False,
        max_length=60,
        label="The word that opens a closed circle",
        help_text="Only for a closed circle. It can't be read again later, only changed.",
    )

    class Meta:
        model = SupportGroup
        fields = (
            "name", "about", "purpose", "for_whom", "format", "led", "tone", "agreement", "capacity",
            "pace_minutes", "holds_distress", "voice",
        )  # fmt: skip
        labels = {
            "name": "Name of the group",
            "about": "Topic",
            "purpose": "What is it for?",
            "for_whom": "For whom is it?",
            "format": "Who may read and come in",
            "led": "Who leads it",
            "tone": "How does it sound there?",
            "agreement": "What everybody agrees on before their first words",
            "capacity": "The most members",
            "pace_minutes": "Minutes between two posts of one person",
            "holds_distress": "Words of danger wait for a person even while somebody is on duty",
            "voice": "Members may send voice notes",
        }
        help_texts = {
            "for_whom": "People say for themselves whether it fits. Nobody checks.",
            "agreement": "When you change it, everybody is asked to accept the new one.",
            "pace_minutes": "0 for no pause.",
            "voice": "The check can't hear. So somebody who looks after the group listens to each one before "
            "others can hear it. Everybody is asked to agree again when you switch this on.",
        }

    def clean_norms_text(self) -> list[str]:
        """The rules, one a line. Raises ValidationError for more than eight."""
        norms = [one_line(line) for line in self.cleaned_data["norms_text"].splitlines() if one_line(line)]
        if len(norms) > 8:
            raise forms.ValidationError("These are more than eight. Nobody keeps more in mind: join or drop some.")
        return norms

    def clean_notes_text(self) -> list[str]:
        """The notes, one a line."""
        return [one_line(line)[:40] for line in self.cleaned_data["notes_text"].splitlines() if one_line(line)][:12]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a closed circle without a word."""
        words = super().clean() or {}
        if words.get("format") == Format.COHORT and not words.get("code") and not self.instance.code_hash:
            self.add_error("code", "A closed circle needs a word that opens it.")
        return words

    def settings(self) -> dict[str, Any]:
        """What was chosen, for the actions."""
        words = dict(self.cleaned_data)
        norms, notes = words.pop("norms_text"), words.pop("notes_text")
        return {**words, "norms": norms, "content_notes": notes}
