"""Posts: a working copy that only its author sees, and editions that the world reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.accounts.models import opaque as new_topic
from hearten.directory.models import Therapist, Topic
from hearten.prepared import Given

#: The day a piece was looked at last: its review, or when it was written.
LAST_LOOK = Coalesce("reviewed_on", "written_on")
#: A story rests this long, and never less than the shortest (R45).
STORY_WAIT_DAYS = 14
SHORTEST_WAIT_DAYS = 1


class Kind(models.TextChoices):
    """What a post is (R2). Audio and video are episodes: they have a row of their own (`models/episode.py`)."""

    ARTICLE = "article", "Article"
    TIP = "tip", "Tip"
    STORY = "story", "Story"
    EXERCISE = "exercise", "Exercise"
    EVENT = "event", "Event"
    ANSWER = "answer", "Question and answer"
    AUDIO = "audio", "Audio"
    VIDEO = "video", "Video"


#: The kinds that play.
EPISODES = frozenset({Kind.AUDIO, Kind.VIDEO})


class StorySource(models.TextChoices):
    """Where a story comes from (C2). A real client in disguise is not a value, so it can't be stored (I20).

    `consented` joins when the client-side consent exists.
    """

    OWN = "own", "my own life"
    FICTIONAL = "fictional", "made up"
    COMPOSITE = "composite", "a composite of many people"
    PUBLISHED = "published", "already published, with its source"


class State(models.TextChoices):
    """Where a post stands."""

    DRAFT = "draft", "draft"
    SCHEDULED = "scheduled", "planned"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "taken down"
    REMOVED = "removed", "taken down by a moderator"


class Cadence(models.TextChoices):
    """How often a series goes on. Nobody is told when a day goes by (R59, I37)."""

    SOMETIMES = "sometimes", "Now and then"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnight", "Every two weeks"
    MONTHLY = "monthly", "Every month"


class Series(models.Model):
    """Posts that belong together, in order, with a pace (R59).

    from_day: the first day of the pace; the next one is counted from it, whatever was or was not published.
    note: the author's own words about the pace.
    """

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.SOMETIMES)
    from_day = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["therapist", "slug"], name="series_address")]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(models.QuerySet["Post"]):
    """Which posts somebody may see. Every query starts from the person."""

    def public(self) -> PostQuerySet:
        """What anyone may read now: published, not under review, on an open page."""
        return self.filter(
            state=State.PUBLISHED,
            hidden_until=None,
            therapist__closed=False,
            therapist__account__paused="",
            therapist__account__is_active=True,
        )

    def visible_to(self, viewer: Account | Given | None) -> PostQuerySet:
        """What is public, and the viewer's own. viewer: may be named later (`Given`)."""
        if viewer is None:
            return self.public()
        return (self.public() | self.filter(therapist__account=viewer)).distinct()

    def editable_by(self, account: Account) -> PostQuerySet:
        """The author's own posts. Someone else's draft does not exist for you."""
        return self.filter(therapist__account=account, therapist__account__paused="")

    def readable_for_look(self, colleague: Account) -> PostQuerySet:
        """Drafts whose author asked this colleague to look."""
        return self.filter(looks__colleague__account=colleague).distinct()


class Post(models.Model):
    """One piece of writing. `title`, `summary` and `body` are the working copy; `edition` is what is public.

    draft_version: grows with every save, so that two tabs can't overwrite each other.
    version: grows with every change a reader can see; caches are keyed by it.
    waiting: topics, sources, dates and place as their author last left them, once there is an edition; readers see
    them with the next one (`blog/facts.py`).
    acknowledged: the rules whose advice the author has seen, for the next time it is published.
    story_since, wait_days: a story rests before the world reads it, 14 days unless the author says less (R45).
    hidden_until: set while a review of the story is open (R18).
    topic: the opaque address for live listeners.
    """

    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ARTICLE)
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160, blank=True, default="")
    summary = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="")
    topics = models.ManyToManyField(Topic, through="blog.PostTopic", related_name="posts", blank=True)
    suggested_topic = models.CharField(max_length=60, blank=True, default="")
    story_source = models.CharField(max_length=10, choices=StorySource.choices, null=True, blank=True)
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts")
    series_order = models.PositiveSmallIntegerField(default=0)
    exercise_link = models.URLField(blank=True, default="")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True, default="")
    written_on = models.DateField(default=timezone.localdate)
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition = models.OneToOneField(
        "blog.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_until = models.DateTimeField(null=True, blank=True)
    waiting = models.JSONField(default=dict, blank=True)
    acknowledged = models.JSONField(default=list, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    story_since = models.DateTimeField(null=True, blank=True)
    wait_days = models.PositiveSmallIntegerField(default=STORY_WAIT_DAYS)
    comments_closed = models.BooleanField(default=False)
    draft_version = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    topic = models.CharField(max_length=22, default=new_topic, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-published_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["therapist", "-published_at", "-id"], name="post_page"),
            models.Index(fields=["state", "publish_at"], name="post_due"),
            models.Index(fields=["state", "-published_at", "-id"], name="post_newest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["therapist", "slug"], name="post_address"),
            models.CheckConstraint(
                condition=Q(story_source=None) | Q(kind=Kind.STORY, story_source__in=StorySource.values),
                name="story_source_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.STORY) | Q(state=State.DRAFT) | Q(story_source__isnull=False),
                name="story_says_its_source",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(edition__isnull=False, published_at__isnull=False),
                name="published_has_edition",
            ),
            models.CheckConstraint(condition=Q(wait_days__gte=SHORTEST_WAIT_DAYS), name="story_rests_a_day"),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(publish_at__isnull=False), name="planned_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rests_until(self) -> datetime | None:
        """When a story may go out; None for every other kind."""
        if self.kind != Kind.STORY:
            return None
        return (self.story_since or self.begun_at) + timedelta(days=self.wait_days)

    @property
    def purpose(self) -> str:
        """How the Guard reads this post."""
        return f"story-{self.story_source}" if self.kind == Kind.STORY and self.story_source else "article"


class PostTopicQuerySet(models.QuerySet["PostTopic"]):
    """Topics of pieces, with the day of the last look beside each."""

    def bulk_create(self, objs: Iterable[PostTopic], *args: Any, **options: Any) -> list[PostTopic]:
        """What `post.topics.add` and `.set` come to: each link is given the day of its piece."""
        links = list(objs)
        days = dict(Post.objects.filter(pk__in={link.post_id for link in links}).values_list("pk", LAST_LOOK))
        for link in links:
            link.looked_on = days[link.post_id]
        return super().bulk_create(links, *args, **options)

    def follow(self, post: Post) -> None:
        """Give the links of a piece its day, after one of its dates changed."""
        self.filter(post=post).update(looked_on=post.reviewed_on or post.written_on)


class PostTopic(models.Model):
    """That a piece is about a topic.

    looked_on: when its author looked at the piece last, or wrote it: a list by topic and last look walks down an
    index. Whoever changes a date of a public piece calls `follow`.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    looked_on = models.DateField(null=True, editable=False)

    objects = PostTopicQuerySet.as_manager()

    class Meta:
        db_table = "blog_post_topics"
        unique_together: ClassVar = [("post", "topic")]
        indexes: ClassVar = [models.Index(fields=["topic", "-looked_on", "-post"], name="topic_last_looked")]

    def __str__(self) -> str:
        return "topic of a piece"


class Edition(models.Model):
    """A text as it was published; never changed afterwards (R42). html is cleaned and ready to send.

    facts: topics by name, sources, dates and place, as readers had them; {} for those from before they were kept.
    words_hidden: its author took these words out of the public history, because they told too much.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField()
    html = models.TextField()
    facts = models.JSONField(default=dict, blank=True)
    words_hidden = models.BooleanField(default=False)
    rules_version = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "number"], name="edition_number")]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """A saved state of the working copy, so that nothing is ever lost (I16)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=160, blank=True, default="")
    summary = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="")
    saved_at = models.DateTimeField(default=timezone.now)
    from_other_tab = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-saved_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """Where a claim comes from (R40, R72)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.title
