"""Readers ask where something comes from; an editor who did not write it decides, with a reason (R80)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hearten.accounts.actions import grant_role
from hearten.accounts.models import BoxNotice, Role
from hearten.blog.actions import sourcing
from hearten.blog.actions.publish import NotReady, publish
from hearten.blog.actions.sourcing import Verdict, decide_source, flag
from hearten.blog.models import Post, Source, SourceAsk, SourceFlag
from hearten.blog.models.post import State
from hearten.events.models import Event
from hearten.moderation.actions import CannotDecide, appeal, decide
from hearten.moderation.models import Decision
from tests.blog.pieces import BODY, draft
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CLAIM = "A steady time for getting up helps many of them."


@pytest.fixture
def piece(cast: Cast) -> Post:
    post = draft(cast.ana)
    publish(post, by=cast.ana)
    return post


def page_of(post: Post) -> str:
    return f"/@{post.therapist.handle}/{post.slug}/"


def asked(post: Post, cast: Cast, words: str = "") -> SourceAsk:
    return flag(post, by=cast.ben, words=words).ask


def decided(post: Post, cast: Cast, outcome: str = "asked", **more: Any) -> SourceAsk:
    verdict = Verdict(outcome, "It says how many are helped.", **more)
    return decide_source(asked(post, cast), verdict, by=cast.grace)


def hidden(post: Post, cast: Cast) -> SourceAsk:
    return decided(post, cast, "hidden", passage=CLAIM, harm="cure")


class TestAsking:
    def test_two_taps_are_enough(self, cast, signed_in, piece) -> None:  # R99
        ben = signed_in(cast.ben)
        assert "This needs a source" in ben.get(page_of(piece)).content.decode()
        answer = ben.post(f"{page_of(piece)}needs-a-source/")
        assert answer.status_code == 302
        assert "A person will look at it" in ben.get(answer["Location"]).content.decode()

    def test_who_asked_is_kept_nowhere(self, cast, piece) -> None:
        row = flag(piece, by=cast.ben)
        columns = {field.name for field in SourceFlag._meta.concrete_fields + SourceAsk._meta.concrete_fields}
        assert not columns & {"account", "by", "persona", "made_by"}
        assert Event.objects.get(kind="source.asked").actor == "system"
        assert str(cast.ben.pk) not in str(vars(row))

    def test_only_members_ask(self, signed_in, piece) -> None:
        assert "/login/" in signed_in(None).post(f"{page_of(piece)}needs-a-source/")["Location"]
        assert not SourceAsk.objects.exists()

    def test_words_that_are_not_in_the_piece_are_refused_and_come_back(self, cast, signed_in, piece) -> None:
        answer = signed_in(cast.hugo).post(f"{page_of(piece)}needs-a-source/", {"words": "Ana is a fraud"})
        assert answer.status_code == 422
        assert "Ana is a fraud" in answer.content.decode()
        assert not SourceFlag.objects.exists()

    def test_words_as_the_page_shows_them_are_found(self, piece) -> None:
        assert sourcing.stands_in("a steady time  for GETTING up", piece.edition)
        assert sourcing.stands_in("What can help", piece.edition)
        assert not sourcing.stands_in("", piece.edition)

    def test_many_questions_about_an_edition_are_one_and_remove_nothing(
        self, cast, signed_in, piece
    ) -> None:  # I42
        for person in (cast.ben, cast.cleo, cast.hugo, cast.dov):
            flag(piece, by=person)
        assert SourceAsk.objects.count() == 1
        assert signed_in(None).get(page_of(piece)).status_code == 200
        queue = signed_in(cast.grace).get("/editing/").content.decode()
        assert queue.count("A night without sleep") == 1

    def test_an_account_can_ask_so_often_a_day(self, cast, signed_in, piece) -> None:
        for _each in range(sourcing.A_DAY):
            flag(piece, by=cast.hugo)
        answer = signed_in(cast.hugo).post(f"{page_of(piece)}needs-a-source/", {"words": CLAIM})
        assert answer.status_code == 429
        assert CLAIM in answer.content.decode()

    def test_drafts_and_ones_own_pieces_are_not_there(self, cast, signed_in, piece) -> None:  # I3
        secret = draft(cast.ana, slug="secret-draft")
        assert signed_in(cast.ben).get(f"{page_of(secret)}needs-a-source/").status_code == 404
        assert signed_in(cast.ana).get(f"{page_of(piece)}needs-a-source/").status_code == 404

    def test_a_host_without_editors_promises_nothing(self, cast, signed_in, piece) -> None:  # I13
        at = f"{page_of(piece)}needs-a-source/"
        assert "within three days" in signed_in(cast.ben).get(at).content.decode()
        cast.grace.roles = ["member", "host_admin"]
        cast.grace.save()
        said = signed_in(cast.ben).get(at).content.decode()
        assert "no clinical editor" in said
        assert "within three days" not in said
        assert "Nobody here is a clinical editor" in signed_in(cast.grace).get("/editing/").content.decode()


class TestDeciding:
    def test_the_queue_is_for_editors_and_the_host(self, cast, signed_in, piece) -> None:
        ask = asked(piece, cast)
        for stranger in (cast.ana, cast.ben, cast.dov, cast.farid):
            assert signed_in(stranger).get("/editing/").status_code == 404
            assert signed_in(stranger).get(f"/editing/sources/{ask.pk}/").status_code == 404
        assert signed_in(cast.grace).get(f"/editing/sources/{ask.pk}/").status_code == 200

    def test_a_host_admin_sees_what_waits_and_decides_nothing(self, cast, signed_in, piece) -> None:
        ask = asked(piece, cast)
        grant_role(account=cast.dov, role=Role.HOST_ADMIN, by=None)
        assert "A night without sleep" in signed_in(cast.dov).get("/editing/").content.decode()
        assert signed_in(cast.dov).get(f"/editing/sources/{ask.pk}/").status_code == 404

    def test_what_is_overdue_says_so(self, cast, signed_in, piece) -> None:
        ask = asked(piece, cast)
        assert "overdue" not in signed_in(cast.grace).get("/editing/").content.decode()
        SourceAsk.objects.filter(pk=ask.pk).update(opened_at=timezone.now() - timedelta(hours=73))
        assert "overdue since" in signed_in(cast.grace).get("/editing/").content.decode()

    def test_an_author_who_is_an_editor_cannot_decide_about_their_own(self, cast, signed_in, piece) -> None:
        grant_role(account=cast.ana, role=Role.CLINICAL_EDITOR, by=None)
        ask = asked(piece, cast)
        assert signed_in(cast.ana).get(f"/editing/sources/{ask.pk}/").status_code == 404
        with pytest.raises(CannotDecide):
            decide_source(ask, Verdict("fine", "I say so."), by=cast.ana)

    def test_a_decision_needs_a_reason(self, cast, signed_in, piece) -> None:
        ask = asked(piece, cast)
        answer = signed_in(cast.grace).post(f"/editing/sources/{ask.pk}/", {"outcome": "fine", "reason": " "})
        assert answer.status_code == 422
        assert SourceAsk.objects.get().outcome == ""

    def test_the_second_of_two_editors_is_told(self, cast, piece) -> None:
        ask = decided(piece, cast, "fine")
        with pytest.raises(CannotDecide):
            decide_source(ask, Verdict("asked", "Another view."), by=cast.grace)

    def test_whoever_asked_finds_the_reason_at_their_receipt(self, cast, signed_in, piece) -> None:
        row = flag(piece, by=cast.ben)
        decide_source(row.ask, Verdict("fine", "Two reviews are named at the end."), by=cast.grace)
        page = signed_in(None).get(f"/sources/receipt/{row.pk}/").content.decode()
        assert "Two reviews are named at the end." in page
        assert "A night without sleep" not in page
        assert "Ana" not in page

    @pytest.mark.parametrize("rows", [1, 50])
    def test_few_statements_whatever_waits(self, cast, signed_in, rows, django_assert_max_num_queries) -> None:
        for number in range(rows):
            post = draft(cast.ana, slug=f"piece-{number}")
            publish_quickly(post)
            SourceAsk.objects.create(post=post, edition=post.edition)
        grace = signed_in(cast.grace)
        with django_assert_max_num_queries(8):
            assert grace.get("/editing/").content.decode().count("Read it") == rows


def publish_quickly(post: Post) -> None:
    """A published piece without the Guard's time."""
    post.edition = post.editions.create(number=1, title=post.title, body=BODY, html="<p>x</p>", rules_version="1")
    post.state, post.published_at = State.PUBLISHED, timezone.now()
    post.save()


class TestAskingTheAuthor:
    def test_readers_see_it_until_a_source_is_added(self, cast, signed_in, piece) -> None:
        assert "A source has been asked for" not in signed_in(None).get(page_of(piece)).content.decode()
        ask = decided(piece, cast)
        assert "A source has been asked for" in signed_in(None).get(page_of(piece)).content.decode()
        Source.objects.create(post=piece, title="A review of trials", url="https://example.org/review")
        sourcing.answer(ask, how="source", by=cast.ana)
        assert "A source has been asked for" not in signed_in(None).get(page_of(piece)).content.decode()

    def test_saying_that_a_source_is_there_needs_one(self, cast, signed_in, piece) -> None:
        Source.objects.create(post=piece, title="An old one", url="https://example.org/old")
        decided(piece, cast)
        ana = signed_in(cast.ana)
        at = f"/desk/posts/{piece.pk}/source/"
        assert ana.post(at, {"how": "source"}).status_code == 422
        Source.objects.create(post=piece, title="A new one", url="https://example.org/new")
        assert ana.post(at, {"how": "source"}).status_code == 302

    def test_an_opinion_is_labelled_as_one(self, cast, signed_in, piece) -> None:  # R40
        decided(piece, cast)
        signed_in(cast.ana).post(f"/desk/posts/{piece.pk}/source/", {"how": "opinion"})
        page = signed_in(None).get(page_of(piece)).content.decode()
        assert "This is the author’s own opinion" in page
        assert "A source has been asked for" not in page

    def test_the_author_sees_what_and_why_and_never_who(self, cast, signed_in, piece) -> None:
        flag(piece, by=cast.ben, words=CLAIM)
        decided(piece, cast)
        assert cast.ana.notices.filter(kind="source-asked").exists()
        ana = signed_in(cast.ana)
        assert f"/desk/posts/{piece.pk}/source/" in ana.get("/desk/").content.decode()
        page = ana.get(f"/desk/posts/{piece.pk}/source/").content.decode()
        assert CLAIM in page
        assert "It says how many are helped." in page
        assert "ben" not in page.lower().replace("been", "")
        assert not BoxNotice.objects.filter(account=cast.ben).exists()

    def test_nobody_else_answers_for_the_author(self, cast, signed_in, piece) -> None:  # I3
        decided(piece, cast)
        for stranger in (cast.farid, cast.ben, cast.grace):
            assert signed_in(stranger).get(f"/desk/posts/{piece.pk}/source/").status_code == 404


class TestHiding:
    def test_only_what_could_do_harm_can_be_hidden(self, cast, signed_in, piece) -> None:
        ask = asked(piece, cast)
        answer = signed_in(cast.grace).post(
            f"/editing/sources/{ask.pk}/",
            {"outcome": "hidden", "reason": "I see it differently.", "passage": CLAIM},
        )
        assert answer.status_code == 422
        assert signed_in(None).get(page_of(piece)).status_code == 200

    def test_the_words_that_have_to_change_stand_in_the_piece(self, cast, signed_in, piece) -> None:
        ask = asked(piece, cast)
        data = {"outcome": "hidden", "reason": "Not so.", "passage": "Something else", "harm": "cure"}
        assert signed_in(cast.grace).post(f"/editing/sources/{ask.pk}/", data).status_code == 422
        assert not Decision.objects.exists()

    def test_it_is_a_decision_with_reasons_a_notice_and_an_appeal(self, cast, signed_in, piece) -> None:  # I41
        hidden(piece, cast)
        assert signed_in(None).get(page_of(piece)).status_code == 404
        decision = Decision.objects.get()
        assert decision.by == cast.grace
        assert CLAIM in decision.facts
        assert cast.ana.notices.filter(kind="decision").exists()
        assert appeal(decision=decision, words="I see it differently.", by=cast.ana)

    def test_it_stays_hidden_while_the_words_are_there(self, cast, piece) -> None:
        hidden(piece, cast)
        piece.refresh_from_db()
        piece.body = BODY.replace("Light", "Bright light")
        piece.save()
        with pytest.raises(NotReady) as refused:
            publish(piece, by=cast.ana)
        assert CLAIM in refused.value.sentences[0]

    def test_changed_words_bring_it_back_and_an_editor_reads_it_again(self, cast, signed_in, piece) -> None:
        hidden(piece, cast)
        piece.refresh_from_db()
        piece.body = BODY.replace(CLAIM, "A steady time for getting up may help.")
        piece.save()
        publish(piece, by=cast.ana)
        assert signed_in(None).get(page_of(piece)).status_code == 200
        last = Decision.objects.first()
        assert (last.act, last.automated, last.by) == ("restore", True, None)
        assert SourceAsk.objects.waiting().get().edition_id == piece.edition_id

    def test_changing_words_does_not_bring_back_what_a_moderator_took_down(self, cast, piece) -> None:
        hidden(piece, cast)
        decide(subject=f"blog.post:{piece.pk}", act="restore", rule="r", facts="f", by=cast.dov)
        decide(subject=f"blog.post:{piece.pk}", act="remove", rule="r", facts="f", by=cast.dov)
        piece.refresh_from_db()
        piece.body = BODY.replace(CLAIM, "A steady time may help.")
        piece.save()
        with pytest.raises(NotReady):
            publish(piece, by=cast.ana)
