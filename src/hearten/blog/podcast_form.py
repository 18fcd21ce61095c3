"""What the author of a podcast chooses."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.blog.models import Podcast
from hearten.blog.podcast import CATEGORIES, FIRST
from hearten.media.models import Image
from hearten.media.square import squares

#: Languages by their ISO 639 code, as feeds name them.
LANGUAGES = {
    "en": "English", "ar": "العربية", "da": "Dansk", "de": "Deutsch", "es": "Español", "fa": "فارسی",
    "fi": "Suomi", "fr": "Français", "it": "Italiano", "ja": "日本語", "nb": "Norsk", "nl": "Nederlands",
    "pl": "Polski", "pt": "Português", "sv": "Svenska", "tr": "Türkçe", "uk": "Українська", "zh": "中文",
}  # fmt: skip


def category_choices() -> list[tuple[str, str]]:
    """Apple's categories, the whole ones and their parts."""
    return [
        (f"{top}/{part}" if part else top, f"{top}: {part}" if part else top)
        for top, parts in CATEGORIES.items()
        for part in ["", *parts]
    ]


class PictureChoice(forms.ModelChoiceField[Image]):
    """Pictures by what they show."""

    def label_from_instance(self, obj: Any) -> str:
        """The words for who can't see it."""
        return str(obj.alt)


class PodcastForm(forms.ModelForm[Podcast]):
    """How a podcast stands in apps."""

    category = forms.ChoiceField(
        choices=category_choices, label="Category", help_text="As Apple and others sort it."
    )
    artwork = PictureChoice(
        Image.objects.none(),
        required=False,
        label="Picture",
        empty_label="The calm picture",
        help_text="Only square pictures of at least 1400 by 1400 pixels stand here. Without one, a calm picture of "
        "this place is used.",
    )
    language = forms.ChoiceField(choices=list(LANGUAGES.items()), label="Language")

    class Meta:
        model = Podcast
        fields = ("title", "summary", "category", "language", "artwork", "contact", "explicit")
        labels = {
            "title": "Name of the podcast",
            "summary": "What it is about",
            "contact": "E-mail for the people who run podcast apps",
            "explicit": "It has words or subjects that are not for children",
        }
        help_texts = {
            "title": "Leave it empty to use the name of your page.",
            "summary": "Plain words. The notice that this is general information is added by itself.",
            "contact": "Anyone can read it in the feed. Some apps ask for it before they list you; you can leave "
            "it empty.",
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        artwork = self.fields["artwork"]
        if isinstance(artwork, forms.ModelChoiceField):
            artwork.queryset = squares(self.instance.therapist.account)
        self.initial["category"] = self.instance.category or FIRST
