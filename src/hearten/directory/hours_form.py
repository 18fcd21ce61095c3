"""What a professional says about their hours (R26)."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms

from hearten.directory.forms import Plain, text
from hearten.directory.hours import DAYS

CLOCK = [(f"{hour:02}:{minute:02}", f"{hour}:{minute:02}") for hour in range(24) for minute in (0, 30)]


def zones() -> list[tuple[str, str]]:
    """Every place that names a time, and the host's own first."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("", "The time of this host"), *((name, name.replace("_", " ")) for name in places)]


class HoursForm(Plain):
    """Days, times, words, and how much is enough for a day."""

    hours_days = forms.MultipleChoiceField(
        label="On which days do you read comments?",
        help_text="Choose none if you don’t want to name hours.",
        choices=[(str(number), name) for number, name in enumerate(DAYS, start=1)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hours_from = forms.ChoiceField(label="From", choices=CLOCK)
    hours_until = forms.ChoiceField(label="Until", choices=CLOCK)
    hours_zone = forms.ChoiceField(label="Whose clock?", choices=zones, required=False)
    hours_words = text(
        "Your own words beside it",
        "Readers see them beside the place to write, such as: I answer in general, never about one person.",
        300,
        long=True,
    )
    comments_a_day = forms.TypedChoiceField(
        label="How many comments are enough for a day, on all your pages?",
        help_text="Later ones are kept and reach you tomorrow. Their writers are told before they write.",
        choices=[(0, "I don’t want a limit"), (5, "5"), (10, "10"), (20, "20"), (50, "50")],
        coerce=int,
    )

    def clean_hours_days(self) -> str:
        """The days in order, as they are kept."""
        return "".join(sorted(self.cleaned_data["hours_days"]))

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for hours that end before they begin."""
        said = super().clean()
        if said.get("hours_days") and said.get("hours_from", "") >= said.get("hours_until", "24"):
            self.add_error("hours_until", "Your hours end before they begin. Choose a later time.")
        return said

    def words(self) -> dict[str, str]:
        """Only this is written freely; the rest is chosen."""
        return {"hours_words": self.cleaned_data.get("hours_words", "")}
