"""People with a row in every table they can write to; each of their texts carries a mark that only they have."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from hearten.accounts import cards, recovery, wall
from hearten.accounts.models import Account, BoxNotice, Budget, Device, Persona, Session
from hearten.blog.models import (
    Acknowledgement,
    ColleagueLook,
    Comment,
    Differing,
    Edition,
    Episode,
    EpisodeEdition,
    Helper,
    Podcast,
    Post,
    Release,
    Resource,
    Revision,
    Series,
    Source,
    SourceAsk,
    SourceFlag,
    StoryReview,
)
from hearten.blog.models.post import State
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist
from hearten.events.actions import record
from hearten.groups.models import (
    Claim,
    Entry,
    Line,
    Meeting,
    Membership,
    Reply,
    Seat,
    StaffedHours,
    SupportGroup,
    Thread,
)
from hearten.home.search import index
from hearten.imports.models import ArchivedComment, ArchivedItem, ArchivedPicture, Import, OldPath
from hearten.library.models import Address, Collection, CollectionHelper, CollectionItem, KeptChoices, LinkCheck
from hearten.media.models import Image, Recording, RecordingUpload
from hearten.moderation.models import (
    Appeal,
    CallForHelp,
    Decision,
    HandOff,
    HandOffLine,
    Proposal,
    SecondLook,
    Shift,
)
from hearten.moderation.names import subject_of
from hearten.questions.models import Question

#: Tables with text that hang on an account but whose text is not its owner's, and why.
NOT_THEIRS = {
    "Report": "holds nobody's name: even the host can't find who wrote it",
    "Decision": "the reasons that a host owes to the writer; for a moderator's erasure they stay, without a name",
    "Proposal": "as Decision: reasons by staff; the name's id and the words go with whoever it is about",
    "SecondLook": "a note between moderators about a text; its words go with the text",
    "SafetyItem": "a note of staff about a text; it goes with the text",
    "Sealed": "evidence of what may be a crime; it stays with its ground and its date, without a name",
    "Mourning": "a time that the host declared; who did is let go of",
    "DeskNote": "as SafetyItem: it speaks of a text, and goes with it",
    "Differing": "sentences that two authors share; they go with either piece",
    "SourceAsk": "the reasons that an editor owes to an author; they go with the piece",
    "SourceFlag": "words of a piece, and nobody's name; it goes with the piece",
    "BreakGlass": "reasons of staff; the row goes with its persona, the chain stays: moderation/test_glass.py",
    "HostRecord": "the host's own paper; it stays until somebody else fills it in",
    "LineCheck": "a number that readers in danger rely on; it stays until somebody else tries it",
    "HostText": "the host's own page with the reviewer that readers are shown; who saved it is let go of",
    "OutsideGroup": "the host's own list; who suggested a group, and why, is let go of",
    "Meeting": "the group's own plan; who leads it is let go of",
    "SupportGroup": "the host's own words about a group",
    "SearchEntry": "a copy of a published piece, made by `index`",
    "Block": "a name that the host made for somebody else; it goes with either side",
    "Persona": "names are made by the host; looked for by id",
    "PersonaOwner": "ids only",
    "HandOff": "ids only; its lines hold the words",
    "Event": "ids only",
    "RecoveryCode": "hashes only",
    "Account": "looked for by log-in name and id",
}


@dataclass
class Life:
    """One person, their mark, and what was made for them."""

    account: Account
    mark: str
    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, models.Model] = field(default_factory=dict)

    def make(self, model: type[models.Model], **fixed: Any) -> Any:
        """A row with every free text filled in with words that carry the mark."""
        values = dict(fixed)
        for column in model._meta.concrete_fields:
            if is_free_text(column) and column.name not in fixed:
                values[column.name] = self.text(model, column)
        row = model._default_manager.create(**values)
        self.rows[f"{model.__name__}"] = row
        return row

    def text(self, model: type[models.Model], column: models.Field) -> str:
        """Words for one column, of a shape it accepts."""
        words = f"{self.mark}{len(self.texts)}x"
        if isinstance(column, models.URLField):
            words = f"https://example.org/{words}"
        self.texts[f"{model.__name__}.{column.name}"] = words
        return words


def is_free_text(column: models.Field) -> bool:
    """Whether people type into it: text without a closed list of values and without a default that is made."""
    made = column.primary_key or column.choices or column.is_relation
    made = made or (column.has_default() and callable(column.default))
    return isinstance(column, (models.CharField, models.TextField)) and not made


def a_professional(account: Account, mark: str, colleague: Therapist) -> Life:
    """Somebody who publishes: every table of their page and their desk."""
    life = Life(account, mark)
    Therapist.objects.filter(account=account).delete()
    hours = {"hours_days": "135", "hours_from": "09:00", "hours_until": "16:00"}  # no form takes other words
    page = life.make(Therapist, account=account, handle=f"h-{mark}", role="licensed", **hours)
    life.make(Credential, therapist=page)
    life.make(SocialMediaPolicy, therapist=page, version=1)
    life.make(Podcast, therapist=page, language="en")
    series = life.make(Series, therapist=page)
    post = life.make(
        Post, therapist=page, kind="article", series=series, state=State.DRAFT, place="", story_source=None
    )
    edition = life.make(Edition, post=post, number=1, rules_version="1")
    Post.objects.filter(pk=post.pk).update(
        state=State.PUBLISHED, edition=edition, published_at=timezone.now(), place=f"{mark}place"
    )
    life.make(Episode, post=post)
    life.make(EpisodeEdition, edition=edition)
    life.make(Revision, post=post)
    Helper.objects.create(therapist=page, account=colleague.account)
    Helper.objects.create(therapist=colleague, account=account, accepted_on=timezone.localdate())
    asked = SourceAsk.objects.create(post=post, edition=edition, outcome="fine", reason="It names two.")
    SourceFlag.objects.create(ask=asked)
    life.make(Source, post=post, year=2020)
    shelved = life.make(Resource, therapist=page, kind="book", cost="free", interest="none")
    collection = life.make(Collection, therapist=page)
    CollectionItem.objects.create(collection=collection, resource=shelved, position=1)
    CollectionHelper.objects.create(collection=collection, therapist=colleague)
    LinkCheck.objects.create(
        address=Address.objects.create(url=shelved.url, domain="example.org"), outcome="worked"
    )
    life.make(Acknowledgement, edition=edition, by=account)
    life.make(Comment, post=post, therapist=page)
    other = Post.objects.create(therapist=colleague, slug=f"other-{colleague.pk}")
    life.make(Release, post=other, by=page, key="rule:hash")
    life.texts.pop("Release.key", None)
    Differing.objects.create(post=post, other=other, says="This begins in the morning, that in the evening.")
    life.make(ColleagueLook, post=other, colleague=page, question="")
    life.make(StoryReview, post=other, because="sample", closed_by=account)
    image = life.make(Image, owner=account, state="ready")
    brought = life.make(Import, therapist=page, kind="ghost", state="done", stored="", fingerprint="")
    piece = life.make(ArchivedItem, brought_by=brought, therapist=page, post=post, key=mark, outcome="clear")
    life.make(ArchivedComment, item=piece)
    life.make(ArchivedPicture, therapist=page, key=mark, image=image)
    life.make(OldPath, therapist=page, post=post)
    life.make(Recording, owner=account, kind="audio", state="refused")
    life.make(RecordingUpload, owner=account, kind="audio", length=1, expires_at=timezone.now())
    post.refresh_from_db()
    index(Post.objects.select_related("edition", "therapist").get(pk=post.pk))
    record("post.published", subject=post, by=account)
    with_an_account(life)
    return life


def a_member(account: Account, mark: str, post: Post) -> Life:
    """Somebody who answers under a post and disagrees with a decision about it."""
    life = Life(account, mark)
    persona = wall.persona_for(account, post.therapist.space)
    comment = life.make(Comment, post=post, persona=persona)
    staff = Account.objects.get(login="dov")
    decision = Decision.objects.create(
        subject=f"blog.comment:{comment.pk}", act="remove", rule="r", facts="f", by=staff
    )
    life.make(Appeal, decision=decision, answer="", answered_by=staff)
    hand_off = HandOff.objects.create(subject=f"blog.comment:{comment.pk}", persona=persona)
    life.make(HandOffLine, hand_off=hand_off, by_person=True)
    life.make(CallForHelp, persona=persona)
    HandOffLine.objects.create(hand_off=hand_off, by_person=False, words="I read you.", lead=staff)
    about = {"subject": subject_of(persona.pk), "about": f"blog.comment:{comment.pk}", "rule": "r", "facts": mark}
    slowed = Decision.objects.create(act="slow", hours=2, until=timezone.localdate(), by=staff, **about)
    Proposal.objects.create(expires_on=timezone.localdate(), by=staff, answer="", **about)
    SecondLook.objects.create(subject=slowed.subject, decision=slowed, words=mark)
    wall.block(account, wall.persona_for(staff, "group:elsewhere").pk)
    wall.block(staff, persona.pk)
    record("comment.posted", subject=comment, by=persona)
    asked = wall.persona_for(account, f"question:{mark}")
    day = timezone.localdate()
    question = life.make(Question, therapist=post.therapist, persona=asked, expected_on=day, reason="", answer=post)
    record("question.asked", subject=question, by=asked)
    in_a_group(life)
    life.make(KeptChoices, account=account, kind="book", cost="free", ease="")
    with_an_account(life)
    return life


def in_a_group(life: Life) -> None:
    """A place in a support group, a talk that somebody else answered, and an answer to somebody else's."""
    group = SupportGroup.objects.get_or_create(name="Nights", defaults={"state": "open", "agreement": "a"})[0]
    others = wall.persona_for(Account.objects.get(login="dov"), group.space)
    persona = wall.persona_for(life.account, group.space)
    trained = {"role": "supporter", "trained_on": timezone.localdate()}
    membership = Membership.objects.create(persona=persona, group=group, hidden_notes=[], **trained)
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    StaffedHours.objects.create(membership=membership, starts_at=timezone.now(), ends_at=tomorrow)
    talk = life.make(Thread, group=group, persona=persona)
    Reply.objects.create(thread=talk, persona=others, body="Said by another.", html="<p>Said by another.</p>")
    theirs = Thread.objects.create(group=group, persona=others, title="T", body="b", html="b")
    life.make(Reply, thread=theirs, persona=persona)
    life.make(Entry, group=group, persona=persona)
    meeting = Meeting.objects.create(group=group, title="M", agreement="a", starts_at=tomorrow, host=membership)
    Seat.objects.create(meeting=meeting, membership=membership)
    life.make(Line, meeting=meeting, persona=persona)
    Claim.objects.create(thread=theirs, membership=membership, ends_at=tomorrow)
    record("thread.started", subject=talk, by=persona)


def with_an_account(life: Life) -> None:
    """What every account has."""
    account = life.account
    recovery.new_codes(account)
    cards.keep(account=account, card=cards.Card(name=f"{life.mark}card"))
    life.make(Device, account=account, session_hash="a" * 20 + life.mark)
    life.make(BoxNotice, account=account)
    life.make(Budget, account=account, day=timezone.localdate())
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    life.make(Session, session_key=f"key{life.mark}", account=account, expire_date=tomorrow)
    Shift.objects.create(account=account, starts_at=timezone.now(), ends_at=tomorrow)
    record("account.joined", subject=account, by=account)
    record("account.kept", subject=Account(), by=None, somebody=str(account.pk))


def models_of_people() -> set[type[models.Model]]:
    """Every table of ours from which a chain of keys leads to an account or a persona."""
    ours = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("hearten.")
        for model in config.get_models()
    ]
    found: set[type[models.Model]] = {Account, Persona}
    while True:
        more = {model for model in ours if model not in found and points_into(model, found)}
        if not more:
            return found
        found |= more


def points_into(model: type[models.Model], found: set[type[models.Model]]) -> bool:
    return any(column.related_model in found for column in model._meta.concrete_fields if column.is_relation)
