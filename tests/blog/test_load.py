"""Enough for a day, hours at the desk, and somebody who helps (R26)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearten.accounts.models import Role
from hearten.accounts.wall import persona_for
from hearten.blog.actions import helping
from hearten.blog.actions.comments import add_comment
from hearten.blog.actions.publish import publish
from hearten.blog.models import Comment, Helper, Post
from hearten.directory import hours
from hearten.directory.models import Therapist
from hearten.events.models import Event
from hearten.moderation.models import Decision, Report, SafetyItem
from tests.blog.pieces import draft
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
DANGER = "I don't want to live any more. I am going to kill myself tonight."


@pytest.fixture
def piece(cast: Cast) -> Post:
    post = draft(cast.ana)
    publish(post, by=cast.ana)
    return post


def fresh(post: Post) -> Post:
    return Post.objects.select_related("therapist__account").get(pk=post.pk)


def full(post: Post, cast: Cast) -> Post:
    """Ana wants one comment a day, and has it."""
    Therapist.objects.filter(pk=post.therapist_id).update(comments_a_day=1)
    add_comment(fresh(post), by=cast.cleo, body="The light in the morning helped me.")
    return fresh(post)


class TestEnoughForToday:
    def test_readers_are_told_before_they_write(self, cast, signed_in, piece) -> None:
        at = f"/@ana/{piece.slug}/"
        assert "Enough for today" not in signed_in(cast.ben).get(at).content.decode()
        full(piece, cast)
        assert "Enough for today" in signed_in(cast.ben).get(at).content.decode()

    def test_words_are_kept_and_reach_the_author_tomorrow(self, cast, signed_in, piece) -> None:
        sent = signed_in(cast.ben).post(
            f"/@ana/{full(piece, cast).slug}/comments/", {"body": "A calm hour helps me."}
        )
        assert "n=tomorrow" in sent["Location"]
        late = Comment.objects.get(body="A calm hour helps me.")
        assert late.state == "waiting"
        assert late not in Comment.objects.waiting_for(cast.ana)
        Comment.objects.update(rests_until=timezone.localdate())
        assert late in Comment.objects.waiting_for(cast.ana)

    def test_it_counts_all_pages_of_the_therapist_and_only_today(self, cast, piece) -> None:
        other = draft(cast.ana, slug="other")
        publish(other, by=cast.ana)
        full(piece, cast)
        assert add_comment(fresh(other), by=cast.ben, body="Me too.").comment.rests_until
        Comment.objects.update(written_at=timezone.now() - timedelta(days=1))
        assert add_comment(fresh(other), by=cast.hugo, body="And me.").comment.rests_until is None

    def test_the_owner_of_the_page_can_always_answer(self, cast, piece) -> None:
        posted = add_comment(full(piece, cast), by=cast.ana, body="Thank you both.")
        assert posted.comment.state == "visible"

    def test_without_a_limit_nothing_waits_for_tomorrow(self, cast, piece) -> None:
        for person in (cast.ben, cast.cleo, cast.hugo):
            assert add_comment(fresh(piece), by=person, body="Thank you.").comment.rests_until is None

    def test_words_of_danger_reach_a_safety_lead_today(self, cast, piece) -> None:  # I12
        posted = add_comment(full(piece, cast), by=cast.hugo, body=DANGER)
        assert posted.needs_person
        assert SafetyItem.objects.filter(subject=f"blog.comment:{posted.comment.pk}", closed_at=None).exists()


class TestHoursAtTheDesk:
    @pytest.fixture
    def outside(self, monkeypatch, cast) -> None:
        Therapist.objects.filter(account=cast.ana).update(hours_days="1")
        monkeypatch.setattr(hours, "in_hours", lambda *given: False)
        for place in ("hearten.blog.desk.in_hours", "hearten.blog.views.desk_comments.in_hours"):
            monkeypatch.setattr(place, lambda *given: False)

    def test_outside_them_the_desk_says_nothing_of_new_comments(self, cast, signed_in, piece, outside) -> None:
        add_comment(fresh(piece), by=cast.ben, body="A new thought.")
        assert "some wait for you" not in signed_in(cast.ana).get("/desk/").content.decode()
        page = signed_in(cast.ana).get("/desk/comments/").content.decode()
        assert "A new thought." not in page
        assert "Comments rest until Monday" in page

    def test_they_can_be_opened_all_the_same(self, cast, signed_in, piece, outside) -> None:
        add_comment(fresh(piece), by=cast.ben, body="A new thought.")
        assert "A new thought." in signed_in(cast.ana).get("/desk/comments/?open=yes").content.decode()

    def test_within_them_the_desk_says_that_some_wait(self, cast, signed_in, piece) -> None:
        add_comment(fresh(piece), by=cast.ben, body="A new thought.")
        assert "some wait for you" in signed_in(cast.ana).get("/desk/").content.decode()


class TestHelping:
    @pytest.fixture
    def comment(self, cast, piece) -> Comment:
        return add_comment(fresh(piece), by=cast.ben, body="A new thought.").comment

    def arranged(self, cast: Cast, who=None) -> Helper:
        row = helping.ask(cast.ana.therapist, colleague=cast.farid.therapist)
        assert helping.accept(row, by=who or cast.farid)
        return row

    def test_a_colleague_is_asked_says_yes_and_reads_what_waits(self, cast, signed_in, comment) -> None:
        ana, farid = signed_in(cast.ana), signed_in(cast.farid)
        ana.post("/desk/helpers/", {"colleague": cast.farid.therapist.pk})
        row = Helper.objects.get()
        assert cast.farid.notices.filter(kind="help-asked").exists()
        assert farid.get(f"/helping/{row.pk}/").status_code == 404
        farid.post(f"/helping/{row.pk}/answer/", {"say": "yes"})
        assert "A new thought." in farid.get(f"/helping/{row.pk}/").content.decode()
        assert cast.ana.notices.filter(kind="help-answered").exists()
        assert "Helps you since" in ana.get("/desk/helpers/").content.decode()

    def test_what_a_helper_decides_is_recorded_as_theirs(self, cast, signed_in, comment, piece) -> None:  # I41
        row, second = self.arranged(cast), add_comment(fresh(piece), by=cast.hugo, body="Buy my tea.").comment
        farid = signed_in(cast.farid)
        farid.post(f"/helping/{row.pk}/comments/{comment.pk}/")
        farid.post(f"/helping/{row.pk}/comments/{second.pk}/refuse/", {"reason": "promotion"})
        assert Event.objects.get(kind="comment.approved").actor == cast.farid.ref
        assert Decision.objects.get().by == cast.farid
        states = dict(Comment.objects.values_list("body", "state"))
        assert states == {"A new thought.": "visible", "Buy my tea.": "removed"}

    def test_a_helper_sees_no_draft_and_no_other_page_of_the_desk(self, cast, signed_in, piece) -> None:
        self.arranged(cast)
        unpublished = draft(cast.ana, slug="secret-draft", title="A secret draft")
        farid = signed_in(cast.farid)
        for path in (f"/desk/posts/{unpublished.pk}/", f"/desk/posts/{piece.pk}/publish/"):
            assert farid.get(path).status_code == 404
        assert (
            "A secret draft" not in farid.get("/desk/").content.decode() + farid.get("/helping/").content.decode()
        )

    def test_nobody_approves_their_own_words(self, cast, signed_in, piece) -> None:
        Therapist.objects.filter(account=cast.ana).update(review_comments_first=True)
        row = self.arranged(cast)
        own = add_comment(fresh(piece), by=cast.farid, body="As a colleague I agree.").comment
        farid = signed_in(cast.farid)
        assert "As a colleague" not in farid.get(f"/helping/{row.pk}/").content.decode()
        assert farid.post(f"/helping/{row.pk}/comments/{own.pk}/").status_code == 404

    @pytest.mark.parametrize("ender", ["ana", "farid"])
    def test_either_side_ends_it_at_once(self, cast, signed_in, comment, ender) -> None:
        row = self.arranged(cast)
        path, data = {
            "ana": (f"/desk/helpers/{row.pk}/end/", {}),
            "farid": (f"/helping/{row.pk}/answer/", {"say": "no"}),
        }[ender]
        signed_in(getattr(cast, ender)).post(path, data)
        assert signed_in(cast.farid).get(f"/helping/{row.pk}/").status_code == 404
        assert signed_in(cast.farid).post(f"/helping/{row.pk}/comments/{comment.pk}/").status_code == 404

    def test_a_moderator_can_say_yes_for_all_and_is_not_named(self, cast, signed_in, comment) -> None:
        signed_in(cast.ana).post("/desk/helpers/", {"colleague": ""})
        row, dov = Helper.objects.get(), signed_in(cast.dov)
        assert "Asks every moderator" in dov.get("/helping/").content.decode()
        dov.post(f"/helping/{row.pk}/answer/", {"say": "yes"})
        assert "A new thought." in dov.get(f"/helping/{row.pk}/").content.decode()
        page = signed_in(cast.ana).get("/desk/helpers/").content.decode()
        assert "A moderator of this host" in page
        assert "dov" not in page.lower()

    def test_the_second_moderator_is_told_kindly(self, cast, signed_in) -> None:
        row = helping.ask(cast.ana.therapist, colleague=None)
        cast.grace.roles = [*cast.grace.roles, Role.MODERATOR]
        cast.grace.save()
        assert helping.accept(row, by=cast.dov)
        assert not helping.accept(row, by=cast.grace)
        assert Helper.objects.get().account == cast.dov

    def test_a_moderator_cannot_say_no_for_the_others(self, cast, signed_in) -> None:
        row = helping.ask(cast.ana.therapist, colleague=None)
        assert signed_in(cast.dov).post(f"/helping/{row.pk}/answer/", {"say": "no"}).status_code == 404
        assert Helper.objects.open().exists()

    def test_help_ends_with_the_role(self, cast, signed_in, comment) -> None:
        row = self.arranged(cast)
        cast.farid.roles = [Role.MEMBER]
        cast.farid.save()
        assert signed_in(cast.farid).get(f"/helping/{row.pk}/").status_code == 404

    def test_the_same_person_is_asked_once(self, cast, signed_in) -> None:
        helping.ask(cast.ana.therapist, colleague=cast.farid.therapist)
        sent = signed_in(cast.ana).post("/desk/helpers/", {"colleague": cast.farid.therapist.pk})
        assert sent.status_code == 422
        assert Helper.objects.count() == 1

    def test_what_waits_can_be_reported_by_who_reads_it_and_by_nobody_else(
        self, cast, signed_in, comment
    ) -> None:  # R99, I3
        self.arranged(cast)
        path = f"/report/blog.comment/{comment.pk}/"
        assert {signed_in(who).get(path).status_code for who in (None, cast.ben, cast.hugo, cast.dov)} == {404}
        assert signed_in(None).post(path).status_code == 404
        assert {signed_in(who).get(path).status_code for who in (cast.ana, cast.farid)} == {200}
        assert signed_in(cast.farid).post(path, {"words": ""}).status_code == 302
        assert Report.objects.get().subject == f"blog.comment:{comment.pk}"

    def test_strangers_find_nothing(self, cast, signed_in, comment) -> None:  # I3
        row = self.arranged(cast)
        for stranger in (cast.ben, cast.dov, cast.grace, cast.ana):
            assert signed_in(stranger).get(f"/helping/{row.pk}/").status_code == 404
        assert signed_in(cast.farid).post(f"/desk/helpers/{row.pk}/end/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 50])
    def test_few_statements_whatever_waits(
        self, cast, signed_in, piece, rows, django_assert_max_num_queries
    ) -> None:
        row = self.arranged(cast)
        persona = persona_for(cast.ben, piece.therapist.space)
        Comment.objects.bulk_create(
            Comment(post=piece, persona=persona, body="x", html="<p>x</p>", state="waiting")
            for _each in range(rows)
        )
        farid = signed_in(cast.farid)
        with django_assert_max_num_queries(10):
            assert farid.get(f"/helping/{row.pk}/").content.decode().count("Let it appear") == rows
