"""Words that push somebody towards harm, a covered detail, and times of mourning (R95, I12, I16, I31, R102)."""

import html
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.actions import comments as verbs
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.events.models import Event
from hearten.home.erasure import erase
from hearten.moderation import actions, postvention
from hearten.moderation.actions import Taken
from hearten.moderation.actions.evidence import KEEP_FOR, UNDECIDED_FOR, forget_sealed
from hearten.moderation.masking import COVER, masked
from hearten.moderation.models import Decision, Mourning, SafetyItem, Sealed
from hearten.moderation.privacy import PERSONAL_DATA
from hearten.ui.words import fingerprint
from tests.blog.reading import CRISIS, address, known, published, said
from tests.cast import Cast
from tests.moderation import fake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
PUSHES = "You should just kill yourself, nobody would miss you."


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def post(cast: Cast) -> Post:
    return published(cast.ana)


@pytest.fixture
def pushed(cast: Cast, post: Post) -> SafetyItem:
    """Hugo pushes somebody towards harm; Grace has it in hand."""
    known(cast.hugo, cast.ana)
    verbs.add_comment(post, by=cast.hugo, body=PUSHES)
    item = SafetyItem.objects.get()
    actions.claim(item=item, by=cast.grace)
    return item


def taken_down(item: SafetyItem, by: Account) -> Sealed:
    actions.take_down(item=item, facts="It tells somebody to die.", by=by)
    return Sealed.objects.get()


class TestWordsThatPush:
    def test_nobody_reads_them_and_a_copy_is_sealed_in_the_same_moment(self, cast: Cast, pushed, post, signed_in):
        assert pushed.level == "encouragement"
        for who in (None, cast.ana, cast.ben):
            assert PUSHES not in text(signed_in(who).get(address(post)))
        assert Sealed.objects.get().words == PUSHES

    def test_another_kind_of_words_is_taken_out_of_sight_at_once(self, cast: Cast, notes, monkeypatch):
        gone: list[str] = []
        monkeypatch.setitem(fake.SUBJECTS, "tests.note", replace(fake.SUBJECTS["tests.note"], at_once=gone.append))
        actions.open_item("tests.note:1", "attempt")
        assert gone == []
        actions.open_item("tests.note:1", "encouragement")
        assert gone == ["1"]

    def test_its_writer_can_not_make_the_copy_go(self, cast: Cast, pushed):
        verbs.delete_comment(Comment.objects.get())
        assert Sealed.objects.get().words == PUSHES

    def test_a_changed_text_is_sealed_as_well(self, cast: Cast, pushed):
        comment = Comment.objects.get()
        other = "Go on and do it, you would be better off dead."
        verbs.edit_comment(comment, body=other, seen=fingerprint(comment.body))
        assert set(Sealed.objects.values_list("words", flat=True)) == {PUSHES, other}

    def test_a_lead_takes_them_down_with_reasons_and_a_date(self, cast: Cast, pushed, signed_in):
        answer = signed_in(cast.grace).post(
            f"/safety/{pushed.pk}/take-down/", {"facts": "It tells somebody to die."}
        )
        assert answer.status_code == 302
        copy = Sealed.objects.get()
        assert copy.keep_until == timezone.localdate() + KEEP_FOR
        assert Comment.objects.get().state == CommentState.REMOVED
        decision = Decision.objects.get()
        assert (decision.act, decision.automated) == ("remove", False)
        assert "No ways to hurt oneself" in decision.rule
        actions.close(item=pushed, note="Taken down.", by=cast.grace)
        assert Sealed.objects.get() == copy

    def test_reasons_are_needed_and_only_who_has_it_decides(self, cast: Cast, pushed, signed_in):
        grace = signed_in(cast.grace)
        assert grace.post(f"/safety/{pushed.pk}/take-down/", {"facts": ""}).status_code == 422
        actions.release(item=pushed, by=cast.grace)
        answer = grace.post(f"/safety/{pushed.pk}/take-down/", {"facts": "My reasons"})
        assert answer.status_code == 409
        assert "My reasons" in text(answer)
        assert Comment.objects.get().state == CommentState.WAITING

    def test_no_copy_stays_of_what_may_stay(self, cast: Cast, pushed):
        actions.close(item=pushed, note="She tells what he said to her.", by=cast.grace)
        assert not Sealed.objects.exists()

    def test_nothing_about_the_account_changes(self, cast: Cast, pushed):  # I12
        before = Account.objects.filter(pk=cast.hugo.pk).values().get()
        taken_down(pushed, cast.grace)
        assert Account.objects.filter(pk=cast.hugo.pk).values().get() == before

    def test_words_of_despair_are_never_sealed(self, cast: Cast, post):  # I12
        verbs.add_comment(post, by=cast.ben, body=CRISIS)
        assert not Sealed.objects.exists()


class TestTheCopies:
    def test_only_safety_leads_and_only_whoever_asks(self, cast: Cast, pushed, signed_in):
        copy = taken_down(pushed, cast.grace)
        for who in (cast.ana, cast.ben, cast.dov, cast.farid, cast.hugo):
            for path in ("/safety/sealed/", f"/safety/sealed/{copy.pk}/"):
                assert signed_in(who).get(path).status_code == 404
            assert signed_in(who).post(f"/safety/sealed/{copy.pk}/").status_code == 404
        grace = signed_in(cast.grace)
        assert PUSHES not in text(grace.get("/safety/sealed/"))
        assert PUSHES not in text(grace.get(f"/safety/sealed/{copy.pk}/"))
        assert not Event.objects.filter(kind="sealed.opened").exists()
        assert PUSHES in text(grace.post(f"/safety/sealed/{copy.pk}/"))
        assert Event.objects.get(kind="sealed.opened").actor == cast.grace.ref

    def test_they_go_on_their_day_by_themselves(self, cast: Cast, pushed):
        copy = taken_down(pushed, cast.grace)
        Sealed.objects.update(keep_until=timezone.localdate())
        assert forget_sealed() == 0
        Sealed.objects.update(keep_until=timezone.localdate() - timedelta(days=1))
        assert forget_sealed() == 1
        assert not Sealed.objects.filter(pk=copy.pk).exists()

    def test_what_nobody_decided_about_goes_too(self, cast: Cast, pushed):
        Sealed.objects.update(sealed_at=timezone.now() - UNDECIDED_FOR - timedelta(days=1))
        assert forget_sealed() == 1

    def test_their_writer_gets_them_in_the_copy_of_everything(self, cast: Cast, pushed):  # R102
        taken_down(pushed, cast.grace)
        (row,) = PERSONAL_DATA.export(cast.hugo)["sealed"]
        assert row["words"] == PUSHES
        assert str(cast.grace.pk) not in json.dumps(PERSONAL_DATA.export(cast.hugo))
        assert PERSONAL_DATA.export(cast.ben)["sealed"] == []

    def test_after_erasure_the_words_stay_with_ground_and_date_and_lead_nowhere(self, cast: Cast, pushed):  # I31
        copy = taken_down(pushed, cast.grace)
        kept = [item for item in erase(cast.hugo) if "pushed somebody" in item.what]
        assert [item.until for item in kept] == [copy.keep_until.isoformat()]
        assert "17(3)(e)" in kept[0].ground
        assert fresh(copy).persona is None

    def test_what_nobody_decided_about_is_erased_with_its_writer(self, cast: Cast, pushed):  # I31
        erase(cast.hugo)
        assert not Sealed.objects.exists()

    def test_a_professionals_own_words_stay_with_ground_and_date_as_well(self, cast: Cast, post):
        said(post, cast.farid, "A steady hour helps many.")
        subject = f"blog.comment:{Comment.objects.get().pk}"
        actions.open_item(subject, "encouragement")
        item = SafetyItem.objects.get()
        actions.claim(item=item, by=cast.grace)
        actions.take_down(item=item, facts="It pushes.", by=cast.grace)
        assert [item.ground for item in erase(cast.farid) if "pushed somebody" in item.what]


class TestACoveredDetail:
    WORDS = "I took forty of the blue ones. The tree in the yard helped me."

    @pytest.fixture
    def item(self, cast: Cast, post: Post) -> SafetyItem:
        comment = said(post, cast.ben, self.WORDS)
        Comment.objects.filter(pk=comment.pk).update(state=CommentState.VISIBLE)
        item = actions.open_item(f"blog.comment:{comment.pk}", "method")
        actions.claim(item=item, by=cast.grace)
        return item

    def test_readers_see_the_cover_and_the_writer_sees_everything(self, cast: Cast, item, post, signed_in):  # I16
        sent = signed_in(cast.grace).post(f"/safety/{item.pk}/cover/", {"passages": "forty of the blue ones\n"})
        assert sent.status_code == 302
        for who in (None, cast.ana, cast.cleo, cast.hugo):
            page = text(signed_in(who).get(address(post)))
            assert "forty of the blue ones" not in page
            assert f"I took {COVER}." in page
            assert "Readers see a part of this covered" not in page
        own = text(signed_in(cast.ben).get(address(post)))
        assert "forty of the blue ones" in own
        assert "Readers see a part of this covered" in own
        comment = Comment.objects.get()
        assert comment.body == self.WORDS
        assert "forty of the blue ones" in text(signed_in(cast.ben).get(f"{address(post)}comments/{comment.pk}/"))

    def test_changing_other_words_does_not_uncover_it(self, cast: Cast, item, post, signed_in):
        actions.cover(item=item, passages=["forty of the blue ones"], by=cast.grace)
        comment = Comment.objects.get()
        verbs.edit_comment(comment, body=f"{self.WORDS} Thank you.", seen=fingerprint(comment.body))
        page = text(Client().get(address(post)))
        assert "Thank you." in page
        assert "forty" not in page

    def test_words_that_are_not_there_are_named_and_nothing_is_covered(self, cast: Cast, item, signed_in):
        answer = signed_in(cast.grace).post(f"/safety/{item.pk}/cover/", {"passages": "fifty of the red ones"})
        assert answer.status_code == 422
        assert "“fifty of the red ones”" in text(answer)
        assert Comment.objects.get().covered == ""

    def test_only_who_has_the_text_covers(self, cast: Cast, item):
        actions.release(item=item, by=cast.grace)
        with pytest.raises(Taken):
            actions.cover(item=item, passages=["forty"], by=cast.grace)

    def test_a_kind_that_can_not_be_covered_says_so(self, cast: Cast, notes):
        item = actions.open_item("tests.note:1", "method")
        actions.claim(item=item, by=cast.grace)
        with pytest.raises(Taken, match="Nothing can be covered"):
            actions.cover(item=item, passages=["Some"], by=cast.grace)

    def test_a_passage_that_readers_see_otherwise_is_named_and_its_words_can_be_covered(self, cast: Cast, post):
        comment = said(post, cast.ben, "It was **exactly this** and [that](https://example.org/x).")
        with pytest.raises(ValueError, match="exactly this"):
            verbs.cover_in_comment(comment, passages=["exactly this** and [that]("], by=cast.grace)
        assert fresh(comment).covered == ""
        verbs.cover_in_comment(comment, passages=["exactly this", "that"], by=cast.grace)
        assert "exactly this" not in text(Client().get(address(post)))
        assert 'href="https://example.org/x"' in fresh(comment).html

    def test_covering_touches_nothing_else(self, cast: Cast, item):  # I12
        actions.cover(item=item, passages=["forty"], by=cast.grace)
        assert Comment.objects.get().state == CommentState.VISIBLE
        assert not cast.ben.notices.exists()
        assert not Decision.objects.exists()

    def test_the_longest_passage_is_covered_first(self):
        assert masked("a b c", ["a", "a b"]) == f"{COVER} c"
        assert masked("a b c", ["", "x"]) == "a b c"


class TestATimeOfMourning:
    @pytest.fixture
    def on(self, cast: Cast) -> Mourning:
        return postvention.begin(ends_at=timezone.now() + timedelta(days=14), by=cast.grace)

    def test_every_comment_waits_for_a_person(self, cast: Cast, post, on):
        assert said(post, cast.ben).state == CommentState.WAITING
        assert verbs.add_comment(post, by=cast.farid, body="A steady hour helps.").comment.state == "waiting"
        postvention.end(by=cast.grace)
        assert said(post, cast.ben, "And another morning.").state == CommentState.VISIBLE

    def test_a_change_to_old_words_waits_too(self, cast: Cast, post):
        comment = said(post, cast.ben)
        postvention.begin(ends_at=timezone.now() + timedelta(days=1), by=cast.grace)
        verbs.edit_comment(comment, body="Changed words.", seen=fingerprint(comment.body))
        assert fresh(comment).state == CommentState.WAITING

    def test_a_few_a_day_and_words_in_danger_are_never_counted_out(self, cast: Cast, post, on):  # I12
        for n in range(postvention.SLOW_A_DAY):
            said(post, cast.ben, f"Morning {n}.")
        with pytest.raises(verbs.Enough):
            said(post, cast.ben, "One more morning.")
        assert verbs.add_comment(post, by=cast.ben, body=CRISIS).needs_person

    def test_readers_find_support_above_the_comments(self, cast: Cast, post, on):
        page = text(Client().get(address(post)))
        assert page.index("Some of us are grieving") < page.index('id="thread"')
        postvention.end(by=cast.grace)
        caches["pages"].clear()  # what a minute does
        assert "grieving" not in text(Client().get(address(post)))

    def test_it_ends_by_itself(self, cast: Cast, on):
        assert postvention.is_on()
        Mourning.objects.update(starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now())
        assert not postvention.is_on()

    def test_a_place_of_its_own_and_the_whole_host(self, cast: Cast):
        postvention.begin(ends_at=timezone.now() + timedelta(days=1), by=cast.grace, place="group:7")
        assert postvention.is_on("group:7")
        assert not postvention.is_on("group:8")
        assert not postvention.is_on()
        postvention.begin(ends_at=timezone.now() + timedelta(days=1), by=cast.grace)
        assert postvention.is_on("group:8")

    def test_a_new_end_takes_the_place_of_the_old(self, cast: Cast, on):
        postvention.begin(ends_at=timezone.now() + timedelta(days=1), by=cast.grace)
        assert Mourning.objects.filter(ends_at__gt=timezone.now() + timedelta(days=2)).count() == 0

    @pytest.mark.parametrize(("days", "says"), [(-2, "has to lie ahead"), (90, "Sixty days at most")])
    def test_an_end_that_can_not_be_comes_back_with_the_reason(self, cast: Cast, signed_in, days: int, says: str):
        until = timezone.localdate() + timedelta(days=days)
        answer = signed_in(cast.grace).post("/safety/mourning/", {"until": until.isoformat()})
        assert answer.status_code == 422
        assert says in text(answer)
        assert not Mourning.objects.exists()

    def test_a_safety_lead_begins_and_ends_it_on_one_page(self, cast: Cast, signed_in):
        grace = signed_in(cast.grace)
        until = timezone.localdate() + timedelta(days=14)
        assert grace.post("/safety/mourning/", {"until": until.isoformat()}).status_code == 302
        assert postvention.is_on()
        assert timezone.localtime(Mourning.objects.get().ends_at).date() == until + timedelta(days=1)
        assert "It runs" in text(grace.get("/safety/mourning/"))
        grace.post("/safety/mourning/", {"end": "yes"})
        assert not postvention.is_on()

    @pytest.mark.parametrize("login", ["ana", "ben", "dov", "hugo"])
    def test_nobody_else_can(self, cast: Cast, signed_in, login: str):
        browser = signed_in(getattr(cast, login))
        assert browser.get("/safety/mourning/").status_code == 404
        assert browser.post("/safety/mourning/", {"until": "2030-01-01"}).status_code == 404

    def test_who_declared_it_is_let_go_of(self, cast: Cast, on):  # R102
        PERSONAL_DATA.erase(cast.grace)
        assert Mourning.objects.get().by is None


def test_few_queries(cast: Cast, pushed, signed_in, django_assert_max_num_queries):
    copy = Sealed.objects.get()
    browser = signed_in(cast.grace)
    for path in (
        f"/safety/{pushed.pk}/cover/",
        f"/safety/{pushed.pk}/take-down/",
        "/safety/sealed/",
        f"/safety/sealed/{copy.pk}/",
        "/safety/mourning/",
    ):
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
