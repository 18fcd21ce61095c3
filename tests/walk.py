"""Every address of the site, asked as every person: for promises that must hold on all pages, known and to come.

An address with arguments is filled in from rows that exist (SAMPLES); one whose arguments nobody has taught this
module yet is reported by `unknown()`, and a test fails, so that no page escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hearten.accounts.models import Account, Persona
from hearten.blog.models import (
    ColleagueLook,
    Comment,
    Differing,
    Helper,
    Post,
    Resource,
    Revision,
    Series,
    SourceAsk,
    SourceFlag,
)
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist, Topic
from hearten.groups.models import Meeting, Membership, StaffedHours, SupportGroup, Thread
from hearten.imports.models import ArchivedItem, Import
from hearten.library.models import Collection, OutsideGroup
from hearten.media.models import Image, Recording, RecordingUpload, VoiceNote
from hearten.moderation.models import (
    Appeal,
    BreakGlass,
    Decision,
    HandOff,
    Proposal,
    Report,
    SafetyItem,
    Sealed,
    SecondLook,
    Shift,
)
from hearten.questions.models import Question


@dataclass(frozen=True)
class Address:
    """One route: its name and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What somebody got at an address. `body` is as sent, without what is random in every answer."""

    path: str
    status: int
    body: bytes
    location: str


def published() -> Post | None:
    return Post.objects.public().first()


def pk_of(model: type[Any]) -> Callable[[], Any]:
    return lambda: model.objects.order_by("pk").values_list("pk", flat=True).first()


def any_of(model: type[Any], column: str) -> Callable[[], Any]:
    return lambda: model.objects.order_by("pk").values_list(column, flat=True).first()


def post_slug() -> dict[str, Any] | None:
    post = published()
    return {"handle": post.therapist.handle, "slug": post.slug} if post else None


def comment_place() -> dict[str, Any] | None:
    comment = Comment.objects.select_related("post__therapist").order_by("pk").first()
    return comment and {"handle": comment.post.therapist.handle, "slug": comment.post.slug, "pk": comment.pk}


def revision_place() -> dict[str, Any] | None:
    revision = Revision.objects.order_by("pk").first()
    return revision and {"pk": revision.post_id, "revision": revision.pk}


def episode_place() -> dict[str, Any] | None:
    post = Post.objects.public().filter(edition__episode__isnull=False).select_related("therapist").first()
    return {"handle": post.therapist.handle, "slug": post.slug} if post else post_slug()


def series_place() -> dict[str, Any] | None:
    series = Series.objects.select_related("therapist").order_by("pk").first()
    return series and {"handle": series.therapist.handle, "slug": series.slug}


def policy_place() -> dict[str, Any] | None:
    policy = SocialMediaPolicy.objects.select_related("therapist").order_by("pk").first()
    return policy and {"handle": policy.therapist.handle, "number": policy.version}


def comment_as_subject() -> dict[str, Any] | None:
    comment = Comment.objects.order_by("pk").first()
    return comment and {"kind": "blog.comment", "key": str(comment.pk)}


def published_pk() -> int | None:
    post = published()
    return post.pk if post else None


def helped_comment() -> dict[str, Any] | None:
    helper, comment = pk_of(Helper)(), pk_of(Comment)()
    return {"pk": helper, "comment": comment} if helper and comment else None


def import_place(**more: Any) -> dict[str, Any] | None:
    row = Import.objects.order_by("pk").first()
    return None if row is None or None in more.values() else {"pk": row.pk, **more}


def media_recording() -> dict[str, Any] | None:
    recording = Recording.objects.order_by("pk").first()
    return recording and {"recording_id": recording.pk, "name": "episode.mp3"}


def group_place(**more: Callable[[], Any]) -> Callable[[], dict[str, Any] | None]:
    """A group, and what is named beside it."""

    def found() -> dict[str, Any] | None:
        given = {"pk": pk_of(SupportGroup)(), **{name: value() for name, value in more.items()}}
        return None if None in given.values() else given

    return found


def one(name: str, value: Callable[[], Any]) -> Callable[[], dict[str, Any] | None]:
    """Arguments with a single name; None when there is no row to show."""

    def found() -> dict[str, Any] | None:
        given = value()
        return None if given is None else {name: given}

    return found


#: How the arguments of a route are found: by the route's name, else by the names of its arguments.
BY_NAME: dict[str, Callable[[], dict[str, Any] | None]] = {
    **{name: one("pk", pk_of(Import)) for name in ("import", "import_start", "import_stop", "import_throw_away")},
    "import_report": lambda: import_place(form="csv"),
    "import_item": lambda: import_place(item=pk_of(ArchivedItem)()),
    **{name: lambda: {"slug": "cbt"} for name in ("approach", "approach_changes", "approach_edit")},
    **{name: one("pk", pk_of(OutsideGroup)) for name in ("group_look", "group_confirm", "group_refuse")},
    **{name: one("slug", any_of(Collection, "slug")) for name in ("collection", "collection_csv")},
    **{
        name: one("pk", pk_of(Collection))
        for name in ("desk_collection", "collection_add", "collection_invite", "collection_answer")
    },
    "collection_move": lambda: {"pk": 1, "item": 1},
    **{
        name: group_place()
        for name in (
            "group",
            "group_card",
            "group_join",
            "group_me",
            "group_rename",
            "group_notes",
            "group_leave",
            "group_person",
            "group_keep",
            "group_duties",
            "group_hours",
            "notebook",
            "entry_new",
            "group_week",
            "meetings",
            "meeting_new",
            "offers",
            "offers_willing",
            "offer_let_go",
            "thread_new",
            "words_check",
            "host_group",
            "host_group_edit",
            "host_group_appoint",
            "host_group_state",
        )
    },
    **{
        name: group_place(meeting=pk_of(Meeting))
        for name in ("meeting", "meeting_come_in", "meeting_hand", "meeting_lead", "meeting_after")
    },
    "offer_take": group_place(thread=pk_of(Thread)),
    "thread": group_place(thread=pk_of(Thread)),
    "words_press": group_place(kind=lambda: "reply"),
    "hours_end": group_place(hours=pk_of(StaffedHours)),
    "member_answer": group_place(persona=pk_of(Membership)),
    "host_group_step_down": group_place(persona=pk_of(Membership)),
    **{
        name: group_place(kind=lambda: "thread", words=pk_of(Thread))
        for name in ("words_approve", "words_change", "words_take_back")
    },
    "topic": one("slug", pk_of(Topic)),
    "crisis_country": lambda: {"code": "se"},
    "report_receipt": one("pk", pk_of(Report)),
    "decision": one("pk", pk_of(Decision)),
    "moderation_appeal": one("pk", pk_of(Appeal)),
    "moderation_proposal": one("pk", pk_of(Proposal)),
    "moderation_look": one("pk", pk_of(SecondLook)),
    "safety_item": one("pk", pk_of(SafetyItem)),
    **{
        f"safety_{name}": one("pk", pk_of(SafetyItem))
        for name in (
            "claim",
            "write",
            "release",
            "answered",
            "hand_over",
            "ask",
            "opinion",
            "close",
            "cover",
            "take_down",
        )
    },
    "safety_end_shift": one("pk", pk_of(Shift)),
    "safety_sealed_copy": one("pk", pk_of(Sealed)),
    "letter": one("pk", pk_of(HandOff)),
    **{
        name: one("pk", pk_of(BreakGlass))
        for name in ("glass_case", "glass_answer", "glass_look", "glass_close", "glass_put_off")
    },
    "host_paper": lambda: {"kind": "safety_lead"},
    "helper_end": one("pk", pk_of(Helper)),
    "helping_answer": one("pk", pk_of(Helper)),
    "helping_comments": one("pk", pk_of(Helper)),
    "helping_approve": helped_comment,
    "helping_refuse": helped_comment,
    "differing_settle": one("pk", pk_of(Differing)),
    "differing_one": one("pk", pk_of(Differing)),
    "post_elsewhere_for": lambda: {"pk": published_pk(), "network": "mastodon"} if published_pk() else None,
    "post_card": lambda: {"pk": published_pk(), "shape": "square"} if published_pk() else None,
    "source_ask": one("pk", pk_of(SourceAsk)),
    "source_receipt": one("pk", pk_of(SourceFlag)),
    "look": one("pk", pk_of(ColleagueLook)),
    "look_release": one("pk", pk_of(ColleagueLook)),
    "resource": one("pk", pk_of(Resource)),
    "resource_remove": one("pk", pk_of(Resource)),
    "link_opened": one("pk", pk_of(Resource)),
    "start-credential": one("pk", pk_of(Credential)),
    "start-credential-remove": one("pk", pk_of(Credential)),
    "unblock": lambda: {"pk": "x"},
    "account_device_end": lambda: {"pk": "x"},
    "account_passkey_remove": lambda: {"pk": 0},
    "episode_captions": episode_place,
    "episode_chapters": episode_place,
    "episode_transcript": episode_place,
    "series_edit": one("pk", pk_of(Series)),
    "series_remove": one("pk", pk_of(Series)),
    "series_page": series_place,
    "series_calendar": series_place,
    "media": one("image_id", pk_of(Image)),
    "media-recording": media_recording,
    **{
        name: one("pk", pk_of(Question))
        for name in (
            "question",
            "question_quoting",
            "question_take_back",
            "desk_question",
            "question_decline",
            "question_pass_on",
            "question_put_back",
        )
    },
}
BY_ARGUMENTS: dict[tuple[str, ...], Callable[[], dict[str, Any] | None]] = {
    (): dict,
    ("handle",): one("handle", lambda: Therapist.objects.values_list("handle", flat=True).order_by("pk").first()),
    ("handle", "slug"): post_slug,
    ("handle", "slug", "pk"): comment_place,
    ("kind", "key"): comment_as_subject,
    ("pk",): one("pk", pk_of(Post)),
    ("pk", "revision"): revision_place,
    ("handle", "number"): policy_place,
    ("image_id",): one("image_id", pk_of(Image)),
    ("recording_id",): one("recording_id", pk_of(Recording)),
    ("note_id",): one("note_id", pk_of(VoiceNote)),
    ("upload_id",): one("upload_id", pk_of(RecordingUpload)),
    ("seed",): one("seed", lambda: Persona.objects.values_list("avatar_seed", flat=True).order_by("pk").first()),
}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, above: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Every route of the site with a name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        names = (*above, *(name for name in pattern.pattern.regex.groupindex if name not in above))
        names = names or tuple(getattr(pattern.pattern, "converters", ()))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, names)
        elif pattern.name:
            yield Address(pattern.name, names)


def sample(address: Address) -> Callable[[], dict[str, Any] | None] | None:
    """How to fill in a route, or None when nobody taught this module."""
    return BY_NAME.get(address.name) or BY_ARGUMENTS.get(address.arguments)


def unknown() -> list[Address]:
    """Routes that no walk visits."""
    return [address for address in addresses() if sample(address) is None]


def paths() -> list[str]:
    """Every address that can be filled in from the rows that exist now."""
    found = []
    for address in addresses():
        fill = sample(address)
        arguments = fill() if fill else None
        if arguments is not None:
            found.append(reverse(address.name, kwargs=arguments))
    return sorted(set(found))


def walk(account: Account | None, *, only: list[str] | None = None) -> list[Answer]:
    """What this person gets by GET at every address (or at `only` these). None: nobody in particular.

    Stored copies are thrown away first, or a walk would see what an earlier one did.
    """
    caches["pages"].clear()
    client = Client()
    if account is not None:
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return [answer(client, path) for path in (only if only is not None else paths())]


def answer(client: Client, path: str) -> Answer:
    """One answer, without what is drawn anew for every answer."""
    response = client.get(path)
    body = b"".join(response) if response.streaming else response.content
    return Answer(
        path, response.status_code, DRAWN.sub(lambda found: found[1] or b"", body), response.get("Location", "")
    )


#: CSRF tokens, what a passkey is asked, names on offer: random in every answer, and about nobody.
DRAWN = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|"challenge": ?")[^"]+|(?<=<label class="choice">)<input type="radio" '
    rb'name="name".*?(?=</label>)',
    re.DOTALL,
)
