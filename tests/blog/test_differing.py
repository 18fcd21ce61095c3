"""Professionals differ: readers see both sides, and no page says who is right (R41)."""

import pytest

from hearten.accounts.actions import grant_role
from hearten.accounts.models import Account, Role
from hearten.blog.actions import differing as actions
from hearten.blog.actions.publish import publish, withdraw
from hearten.blog.around import around
from hearten.blog.differing import pairs
from hearten.blog.models import Differing, Post, PostTopic, Source, Thanks
from hearten.directory.models import ProfessionalRole, Therapist
from hearten.events.models import Event
from tests.blog.pieces import HELD, draft
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAYS = "This piece begins with the morning light, the other with the hour before bed."


@pytest.fixture
def two(cast: Cast) -> tuple[Post, Post]:
    made = [draft(cast.ana, slug="morning"), draft(cast.farid, slug="evening", title="The hour before bed")]
    for post in made:
        publish(post, by=post.therapist.account)
    return made[0], made[1]


def said(two: tuple[Post, Post], by: Account | None = None) -> Differing:
    return actions.declare(*two, says=SAYS, by=by or two[0].therapist.account)


def plain(client, path: str) -> str:
    return client.get(path).content.decode()


class TestReading:
    def test_both_sides_stand_there_with_sources_and_dates(self, cast, signed_in, two) -> None:
        Source.objects.create(post=two[0], title="A review about light", year=2021)
        Source.objects.create(post=two[1], title="A trial about evenings", year=2022)
        Post.objects.filter(pk=two[1].pk).update(reviewed_on="2026-05-04")
        said(two)
        for path in ("/@ana/morning/differing/", "/@farid/evening/differing/"):
            page = plain(signed_in(None), path)
            for words in (SAYS, "A review about light", "A trial about evenings", "4 May 2026", "who knows you"):
                assert words in page
            assert "general information" in page  # I44

    def test_the_piece_leads_there_from_either_side_and_only_then(self, cast, signed_in, two) -> None:
        assert "Read both side by side" not in plain(signed_in(None), "/@ana/morning/")
        assert signed_in(None).get("/@ana/morning/differing/").status_code == 404
        said(two)
        for path in ("/@ana/morning/", "/@farid/evening/"):
            assert "Read both side by side" in plain(signed_in(None), path)

    def test_nobody_is_called_checked_who_is_not(self, cast, signed_in, two) -> None:  # I22
        said(two)
        page = plain(signed_in(None), "/@ana/morning/differing/")
        assert "self-described" in page
        assert "verified" not in page.lower()
        Therapist.objects.filter(handle="farid").update(role="coach")
        assert ProfessionalRole.COACH.label in plain(signed_in(None), "/@ana/morning/differing/")

    def test_a_pair_is_gone_with_either_piece(self, cast, signed_in, two) -> None:
        said(two)
        withdraw(two[1], by=cast.farid)
        assert signed_in(None).get("/@ana/morning/differing/").status_code == 404
        assert not pairs(two[0])

    @pytest.mark.parametrize("rows", [1, 15])
    def test_few_statements_whatever_stands_there(self, cast, two, rows, django_assert_num_queries) -> None:
        said(two)
        for number in range(rows - 1):
            other = Post.objects.create(therapist=cast.farid.therapist, slug=f"more-{number}", title="More")
            other.edition = other.editions.create(number=1, title="More", body="x", html="x", rules_version="1")
            other.state, other.published_at = "published", two[0].published_at
            other.save()
            Differing.objects.create(post=two[0], other=other, says=SAYS)
        with django_assert_num_queries(3):
            assert len(pairs(two[0])) == rows


class TestOthersOnThis:
    def test_they_are_others_and_the_newest_look_comes_first(self, cast, signed_in, two) -> None:
        third = draft(cast.farid, slug="third", title="Naps")
        publish(third, by=cast.farid)
        Post.objects.filter(pk=two[1].pk).update(reviewed_on="2026-05-04")
        Post.objects.filter(pk=third.pk).update(written_on="2024-01-01", reviewed_on="2026-06-04")
        for post in Post.objects.all():
            PostTopic.objects.follow(post)
        topics = [("sleep", "Sleep", "condition")]
        assert [item.title for item in around(two[0], topics).others] == ["Naps", "The hour before bed"]
        assert around(third, topics).others[0].by == "Ana Lindqvist"
        page = plain(signed_in(None), "/@ana/morning/")
        assert "Other professionals on this" in page
        assert "last checked 4 June 2026" in page

    def test_nothing_that_readers_press_moves_them(self, cast, two) -> None:  # I25
        topics = [("sleep", "Sleep", "condition")]
        third = draft(cast.farid, slug="third", title="Naps")
        publish(third, by=cast.farid)
        before = [item.title for item in around(two[0], topics).others]
        for day in range(1, 20):
            Thanks.objects.create(post=two[1], word="thanks", day=f"2026-01-{day:02}")
        assert [item.title for item in around(two[0], topics).others] == before


class TestSaying:
    def test_an_author_says_so_at_the_desk_and_the_other_is_told(self, cast, signed_in, two) -> None:
        form = {"other": "https://example.org/@farid/evening/", "says": SAYS}
        assert signed_in(cast.ana).post(f"/desk/posts/{two[0].pk}/differing/", form).status_code == 302
        assert Differing.objects.get().says == SAYS
        assert cast.farid.notices.filter(kind="differing").exists()
        assert not cast.ana.notices.filter(kind="differing").exists()

    def test_the_sentence_is_read_first_and_comes_back(self, cast, signed_in, two) -> None:  # R42
        form = {"other": "/@farid/evening/", "says": HELD}
        answer = signed_in(cast.ana).post(f"/desk/posts/{two[0].pk}/differing/", form)
        assert answer.status_code == 422
        assert "five-star" in answer.content.decode()
        assert not Differing.objects.exists()

    @pytest.mark.parametrize("address", ["/@farid/nothing/", "nonsense", "/@ana/morning/", "/@farid/a-draft/"])
    def test_only_a_public_piece_by_somebody_else_will_do(self, cast, signed_in, two, address) -> None:
        draft(cast.farid, slug="a-draft")
        form = {"other": address, "says": SAYS}
        assert signed_in(cast.ana).post(f"/desk/posts/{two[0].pk}/differing/", form).status_code == 422

    def test_two_pieces_stand_side_by_side_once(self, cast, signed_in, two) -> None:
        said(two)
        for pieces in (two, (two[1], two[0])):
            with pytest.raises(actions.NotAPair):
                said(pieces)

    def test_an_editor_says_so_about_others_and_both_are_told(self, cast, signed_in, two) -> None:
        form = {"first": "/@ana/morning/", "other": "/@farid/evening/", "says": SAYS}
        assert signed_in(cast.grace).post("/editing/differing/", form).status_code == 302
        assert Differing.objects.get().by_editor
        assert cast.ana.notices.filter(kind="differing").exists()
        assert "A clinical editor of this host" in plain(signed_in(None), "/@ana/morning/differing/")
        assert signed_in(cast.dov).post("/editing/differing/", form).status_code == 404

    def test_nobody_says_so_about_somebody_elses_piece_at_the_desk(self, cast, signed_in, two) -> None:  # I3
        for stranger in (cast.farid, cast.ben, cast.grace):
            assert signed_in(stranger).get(f"/desk/posts/{two[0].pk}/differing/").status_code == 404

    def test_whoever_said_it_takes_it_back(self, cast, signed_in, two) -> None:
        row = said(two)
        assert signed_in(cast.farid).post(f"/desk/differing/{row.pk}/", {"end": "yes"}).status_code == 404
        assert signed_in(cast.ana).post(f"/desk/differing/{row.pk}/", {"end": "yes"}).status_code == 302
        assert signed_in(None).get("/@ana/morning/differing/").status_code == 404
        assert Event.objects.filter(kind="differing.ended", actor=cast.ana.ref).exists()


class TestTheOtherAuthor:
    def test_answers_in_one_sentence(self, cast, signed_in, two) -> None:
        row, words = said(two), "Both can be true: it depends on when somebody lies awake."
        signed_in(cast.farid).post(f"/desk/differing/{row.pk}/", {"answer": "yes", "words": words})
        assert words in plain(signed_in(None), "/@ana/morning/differing/")

    def test_only_the_other_author_answers(self, cast, signed_in, two) -> None:
        row = said(two)
        form = {"answer": "yes", "words": "I say more."}
        assert signed_in(cast.ana).post(f"/desk/differing/{row.pk}/", form).status_code == 404
        assert signed_in(cast.ben).post(f"/desk/differing/{row.pk}/", form).status_code == 404

    def test_an_answer_is_read_first_too(self, cast, signed_in, two) -> None:
        row = said(two)
        sent = signed_in(cast.farid).post(f"/desk/differing/{row.pk}/", {"answer": "yes", "words": HELD})
        assert sent.status_code == 422
        assert "five-star" in sent.content.decode()
        assert Differing.objects.get().answer == ""

    @pytest.mark.parametrize(("stays", "status"), [("yes", 200), ("no", 404)])
    def test_disagrees_and_an_editor_decides_with_a_reason(self, cast, signed_in, two, stays, status) -> None:
        row = said(two)
        signed_in(cast.farid).post(
            f"/desk/differing/{row.pk}/", {"disagree": "yes", "dispute": "I never say that."}
        )
        grace = signed_in(cast.grace)
        assert f"/editing/differing/{row.pk}/" in plain(grace, "/editing/").replace("&#x2f;", "/")
        assert "I never say that." in plain(grace, f"/editing/differing/{row.pk}/")
        assert "I never say that." not in plain(signed_in(None), "/@ana/morning/differing/")
        assert grace.post(f"/editing/differing/{row.pk}/", {"stays": stays, "reason": ""}).status_code == 422
        assert (
            grace.post(f"/editing/differing/{row.pk}/", {"stays": stays, "reason": "I compared both."}).status_code
            == 302
        )
        assert signed_in(None).get("/@ana/morning/differing/").status_code == status
        assert cast.ana.notices.filter(kind="differing").exists()

    def test_an_editor_does_not_settle_about_their_own_piece(self, cast, signed_in, two) -> None:
        row = said(two)
        actions.dispute(row, words="No.", by=cast.farid)
        grant_role(account=cast.ana, role=Role.CLINICAL_EDITOR, by=None)
        assert signed_in(cast.ana).get(f"/editing/differing/{row.pk}/").status_code == 404
        with pytest.raises(actions.NotIndependent):
            actions.settle(row, stays=True, reason="It is mine.", by=cast.ana)
