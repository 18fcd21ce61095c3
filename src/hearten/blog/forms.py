"""What authors type."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from hearten.blog.draft import LONGEST
from hearten.blog.models import Post, Resource, Series
from hearten.blog.models.post import SHORTEST_WAIT_DAYS, Kind, StorySource
from hearten.directory.models import Therapist, Topic

#: What stands beside the posts on a therapist's page (directory/public_urls.py, library/handle_urls.py).
TAKEN = {"about", "policy", "resources"}
DAY = forms.DateInput(format="%Y-%m-%d")
CHOOSE = ("", "Choose one")
MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M")


class PostForm(forms.ModelForm[Post]):
    """The working copy. Only shapes are checked here; what the world needs is checked before publishing."""

    kind = forms.ChoiceField(choices=Kind.choices, label="What is it?", widget=forms.RadioSelect)
    story_source = forms.ChoiceField(
        choices=[("", "Not said yet"), *StorySource.choices],
        required=False,
        label="Where does this story come from?",
        help_text="Readers see this. Changing the details of a real client is not enough to publish their story.",
        widget=forms.RadioSelect,
    )
    body = forms.CharField(
        required=False,
        max_length=LONGEST,
        label="Your text",
        help_text="Plain words work best. Markdown is welcome: # heading, *emphasis*, - list.",
        widget=forms.Textarea(attrs={"rows": 22}),
        error_messages={
            "max_length": "This is longer than 200,000 characters. It is kept below: please split it into parts."
        },
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), required=False, label="Topics", widget=forms.CheckboxSelectMultiple
    )
    exercise_link = forms.URLField(required=False, label="Link to the exercise", assume_scheme="https")
    wait_days = forms.IntegerField(
        min_value=SHORTEST_WAIT_DAYS,
        max_value=365,
        label="Days this story rests before it goes out",
        help_text="Two weeks is a good distance. Never less than one day.",
    )

    class Meta:
        model = Post
        fields = (
            "kind",
            "title",
            "summary",
            "body",
            "topics",
            "suggested_topic",
            "story_source",
            "wait_days",
            "slug",
            "series",
            "series_order",
            "exercise_link",
            "starts_at",
            "ends_at",
            "place",
            "written_on",
            "reviewed_on",
            "next_review_on",
            "comments_closed",
        )
        labels = {
            "title": "Title",
            "summary": "In one or two sentences",
            "suggested_topic": "No topic fits? Suggest one",
            "slug": "Address of the page",
            "series": "Part of a series",
            "series_order": "Place in the series",
            "starts_at": "Starts",
            "ends_at": "Ends",
            "place": "Where",
            "written_on": "Written on",
            "reviewed_on": "Last checked on",
            "next_review_on": "Check again by",
            "comments_closed": "Close comments on this page",
        }
        help_texts = {
            "summary": "Shown in lists and feeds. Safe to read without warning.",
            "slug": "It shows in people's browser history, so neutral is kind. Small letters and hyphens.",
            "next_review_on": "After this day readers see that it may be out of date.",
        }
        widgets = {
            "starts_at": MOMENT,
            "ends_at": MOMENT,
            "written_on": DAY,
            "reviewed_on": DAY,
            "next_review_on": DAY,
            "summary": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series = self.fields["series"]
        if isinstance(series, forms.ModelChoiceField):
            series.queryset = Series.objects.filter(therapist=self.instance.therapist_id)
            series.empty_label = "None"
        for name in ("series_order", "wait_days"):
            self.fields[name].required = False
        if self.instance.edition_id:
            self.fix_what_is_public()

    def fix_what_is_public(self) -> None:
        """Links to the page are out in the world, and a story can't quietly stop being one (C2)."""
        for name in ("slug", "kind", "story_source"):
            self.fields[name].disabled = True

    def clean_story_source(self) -> str | None:
        """None rather than "" in the database, where "not said" is a fact."""
        return self.cleaned_data["story_source"] or None

    def clean(self) -> dict[str, Any]:
        """An event ends after it starts."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "The end is before the start. Please check both.")
        return cleaned

    def clean_slug(self) -> str:
        """Two pages of one therapist can't share an address."""
        slug: str = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise forms.ValidationError("Your own page uses this address. Choose a different one.")
        others = self.instance.therapist.posts.exclude(pk=self.instance.pk)
        if others.filter(slug=slug).exists():
            raise forms.ValidationError("Another of your pages has this address. Choose a different one.")
        return slug

    def changes(self) -> dict[str, Any]:
        """Values for `save_draft`, without the topics (they are many)."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "topics"}
        for name in ("series_order", "wait_days"):
            if kept[name] is None:
                kept[name] = getattr(self.instance, name)
        return kept


class SourceForm(forms.Form):
    """One source of a claim."""

    title = forms.CharField(max_length=200, required=False, label="Title")
    publisher = forms.CharField(max_length=120, required=False, label="Who published it")
    year = forms.IntegerField(min_value=1800, max_value=2100, required=False, label="Year")
    url = forms.URLField(max_length=500, required=False, label="Link", assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """A source needs at least its title."""
        cleaned = super().clean() or {}
        said = any(cleaned.get(name) for name in ("publisher", "year", "url"))
        if said and not cleaned.get("title"):
            self.add_error("title", "Give the title of this source.")
        return cleaned


Sources = forms.formset_factory(SourceForm, extra=2, max_num=40)


class ResourceForm(forms.ModelForm[Resource]):
    """Something worth reading elsewhere; whether its recommender earns from it must be said (R4)."""

    url = forms.URLField(max_length=500, label="Link", assume_scheme="https")

    class Meta:
        model = Resource
        fields = ("title", "maker", "kind", "cost", "language", "reading_ease", "url", "why", "interest", "topics")
        labels = {
            "maker": "Made by",
            "kind": "What is it?",
            "cost": "What does it cost?",
            "reading_ease": "How easy is it to read?",
            "why": "Why you suggest it",
            "interest": "Do you earn from it?",
        }
        widgets = {"interest": forms.RadioSelect, "topics": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in (Resource._meta.get_field(name) for name in ("kind", "cost", "interest")):
            field = self.fields[column.name]
            if isinstance(field, forms.ChoiceField):
                asked = field.widget.input_type == "select"
                field.choices = column.get_choices(include_blank=asked, blank_choice=[CHOOSE])
        ease = self.fields["reading_ease"]
        if isinstance(ease, forms.ChoiceField):
            ease.choices = [("", "I can't say"), *(Resource._meta.get_field("reading_ease").choices or [])]

    def words(self) -> str:
        """Everything that readers will see of it, for the Guard. Who says what they earn need not say it twice."""
        said = [self.cleaned_data[name] for name in ("title", "maker", "why")]
        link = self.cleaned_data["url"] if self.cleaned_data["interest"] == "none" else ""
        return "\n\n".join(filter(None, [*said, link]))


class SeriesForm(forms.ModelForm[Series]):
    """Posts that belong together, and their pace (R59)."""

    class Meta:
        model = Series
        fields = ("title", "slug", "cadence", "from_day", "note")
        labels = {
            "slug": "Address",
            "cadence": "How often",
            "from_day": "From which day on",
            "note": "In your own words",
        }
        help_texts = {
            "slug": "Small letters and hyphens, such as “small-steps”.",
            "from_day": "Readers then see the next day, and can put the days in their calendar. Leave it empty to "
            "promise none. If a day goes by without a new part, nobody is told.",
            "note": "For example: on Monday evenings.",
        }
        widgets = {"cadence": forms.RadioSelect, "from_day": DAY}

    def clean_slug(self) -> str:
        """Two series of one page can't share an address."""
        slug: str = self.cleaned_data["slug"]
        if self.instance.therapist.series.exclude(pk=self.instance.pk).filter(slug=slug).exists():
            raise forms.ValidationError("Another of your series has this address. Choose a different one.")
        return slug


class LookForm(forms.Form):
    """Asking a colleague."""

    colleague = forms.ModelChoiceField(Therapist.objects.none(), label="Who", empty_label="Choose a colleague")
    question = forms.CharField(
        max_length=400, required=False, label="What should they look at?", widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Therapist.objects.visible_to(None).exclude(pk=post.therapist_id)


class LookAnswerForm(forms.Form):
    """What the colleague thinks."""

    answer = forms.CharField(max_length=2000, label="Your thoughts", widget=forms.Textarea(attrs={"rows": 6}))


class ReleaseForm(forms.Form):
    """A second professional's reason."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=1000,
        label="Why these words may be published",
        help_text="Your name and this reason are kept.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlanForm(forms.Form):
    """When a post goes out."""

    at = forms.DateTimeField(
        required=False, label="Day and time", help_text="It is read once more before it goes out.", widget=MOMENT
    )

    def clean_at(self) -> datetime:
        """Required here, but not in the browser: the same form also has the button that publishes at once."""
        moment: datetime | None = self.cleaned_data["at"]
        if moment is None:
            raise forms.ValidationError("Choose a day and a time.")
        return moment
