"""What the author of an episode sets beside its text: the recording, its words, its chapters."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hearten.blog import webvtt
from hearten.blog.draft import LONGEST
from hearten.blog.models import Episode
from hearten.blog.player import clock
from hearten.media.models import Recording, RecordingState

CHAPTER = re.compile(r"^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)\s+(\S.*)$", re.ASCII)
#: The largest captions file that is taken in, in bytes, and the most chapters.
LARGEST, MOST = 1_000_000, 200


class RecordingChoice(forms.ModelChoiceField[Recording]):
    """One's own recordings, by the names their owner gave them."""

    def label_from_instance(self, obj: Any) -> str:
        """Its name, and how long it is or that it waits."""
        return name_of(obj)


class EpisodeForm(forms.ModelForm[Episode]):
    """The working copy. Mistakes in captions are no error here: they only stop publishing."""

    recording = RecordingChoice(Recording.objects.none(), required=False, empty_label="None yet")
    captions = forms.CharField(
        required=False,
        max_length=webvtt.LONGEST,
        strip=False,
        label="Captions",
        help_text="What is heard, with its times, as WebVTT.",
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
    )
    transcript = forms.CharField(
        required=False,
        max_length=LONGEST,
        label="Transcript",
        help_text="All the words, to read. Say who speaks, and name sounds that matter.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    marks = forms.CharField(
        required=False,
        max_length=20_000,
        label="Chapters",
        help_text="One a line: the time, then its name. For example: 1:30 A longer breath out",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Episode
        fields = ("recording", "captions", "transcript", "transcript_due")
        labels = {"transcript_due": "The words that are missing come by"}
        help_texts = {
            "transcript_due": "It was public before it came here, so it may go out without its words. Readers see "
            "this day."
        }
        widgets = {"transcript_due": forms.DateInput(format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post = self.instance.post
        recording = self.fields["recording"]
        if isinstance(recording, forms.ModelChoiceField):
            own = Recording.objects.filter(owner=post.therapist.account, kind=post.kind)
            recording.queryset = own.exclude(state=RecordingState.REFUSED).order_by("-uploaded_on", "id")
        if not self.instance.was_public:
            del self.fields["transcript_due"]
        self.initial["marks"] = as_lines(self.instance.chapters)

    def clean_captions(self) -> str:
        """Tidy when they can be read; as they were typed when not."""
        return webvtt.tidy(self.cleaned_data["captions"])

    def clean_marks(self) -> list[dict[str, Any]]:
        """Chapters from lines. A line that can't be read is told by its number."""
        lines = [line.strip() for line in self.cleaned_data["marks"].splitlines()]
        if len(lines) > MOST:
            raise forms.ValidationError("These are more than 200 chapters. Please leave some out.")
        return [chapter(number, line) for number, line in enumerate(lines, start=1) if line]

    def changes(self) -> dict[str, Any]:
        """Values for `save_episode`."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "marks"}
        return {**kept, "chapters": self.cleaned_data["marks"]}


def name_of(recording: Recording) -> str:
    """How a recording stands in the list."""
    if recording.state != RecordingState.READY:
        return f"{recording.title} (being prepared)"
    return f"{recording.title} ({clock(recording.duration_ms)})"


def as_lines(chapters: list[dict[str, Any]]) -> str:
    """Chapters as their author types them."""
    return "\n".join(f"{clock(row['start_ms'])} {row['title']}" for row in chapters)


def chapter(number: int, line: str) -> dict[str, Any]:
    """One line as a chapter. Raises ValidationError."""
    match = CHAPTER.match(line)
    if match is None:
        raise forms.ValidationError(f"Line {number}: write the time first, then the name, such as 1:30 Arriving.")
    hours, minutes, seconds, title = match.groups()
    ms = webvtt.milliseconds(hours, minutes, seconds, "0")
    return {"start_ms": ms, "title": title[:160]}


class CaptionsFile(forms.Form):
    """A file of captions from elsewhere."""

    file = forms.FileField(
        label="A file of captions", help_text="WebVTT (.vtt) or SubRip (.srt). It takes the place of what is there."
    )

    def clean_file(self) -> str:
        """Its text, tidy when it can be read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST:
            raise forms.ValidationError("This file is larger than 1 MB. Captions are smaller. Is it the right one?")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError("This is no text in UTF-8. Choose a .vtt or .srt file.") from None
        if "\x00" in text or len(text) > webvtt.LONGEST:
            raise forms.ValidationError("This is not a file of captions. Choose a .vtt or .srt file.")
        return webvtt.tidy(text)
