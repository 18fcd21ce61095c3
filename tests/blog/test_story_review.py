"""R18: "this may be about me". Out of sight at once, read by a person, and no signal to anybody."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts.models import Account, BoxNotice
from hearten.blog.actions import story_review as verbs
from hearten.blog.models import Post, StoryReview
from hearten.blog.models.post import State
from hearten.blog.reactions import end_review
from hearten.events.models import Event
from hearten.moderation.actions import claim as claim_item
from hearten.moderation.actions import close
from hearten.moderation.models import Decision, SafetyItem
from tests.blog.reading import address, published, story
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled(cast: Cast) -> None:
    """Everyone joined a while ago."""
    Account.objects.update(joined_on=timezone.localdate() - timedelta(days=30))
    for person in vars(cast).values():
        person.refresh_from_db()


def ask(browser: Client, post: Post):
    return browser.post(f"{address(post)}about-me/")


def is_hidden(post: Post) -> bool:
    return Client().get(address(post)).status_code == 404


def test_the_story_is_out_of_sight_at_once_everywhere(cast: Cast, signed_in) -> None:
    post = story(cast.ana, title="Three sets of keys")
    Client().get(address(post))
    assert ask(signed_in(cast.cleo), post).status_code == 200
    assert is_hidden(post)
    for path in ("/", "/learn/", "/@ana/", "/@ana/feed.xml", "/@ana/feed.json", "/topics/sleep/", "/sitemap.xml"):
        assert "Three sets of keys" not in Client().get(path).content.decode(), path
        assert post.slug not in Client().get(path).content.decode(), path


def test_after_72_hours_it_shows_again_by_itself(cast: Cast, signed_in) -> None:
    post = story(cast.ana)
    ask(signed_in(cast.cleo), post)
    until = Post.objects.get(pk=post.pk).hidden_until
    assert timedelta(hours=71) < until - timezone.now() <= timedelta(hours=72)
    verbs.end_holds()
    assert is_hidden(post)
    Post.objects.update(hidden_until=timezone.now())
    verbs.end_holds()
    assert not is_hidden(post)


def test_the_safety_lead_gets_the_story_and_nobody_learns_who_asked(cast: Cast, signed_in) -> None:
    post = story(cast.ana)
    ask(signed_in(cast.cleo), post)
    review, item = StoryReview.objects.get(), SafetyItem.objects.get()
    assert (item.subject, item.level) == (f"blog.storyreview:{review.pk}", "review")
    page = unescape(signed_in(cast.grace).get(f"/safety/stories/{review.pk}/").content.decode())
    assert post.title in page
    stored = str([*StoryReview.objects.values(), *SafetyItem.objects.values(), *Event.objects.values()])
    assert str(cast.cleo.pk) not in stored
    assert "cleo" not in page


def test_the_author_reads_the_same_after_a_claim_and_after_a_draw(cast: Cast, signed_in) -> None:
    claimed, drawn = story(cast.ana), story(cast.farid)
    ask(signed_in(cast.cleo), claimed)
    claimed_at = {p.pk for p in Post.objects.exclude(hidden_until=None)}
    verbs._open(drawn, because="sample", hides=True)
    assert claimed_at == {claimed.pk}
    words = [
        list(BoxNotice.objects.filter(account=person).values("kind", "day")) for person in (cast.ana, cast.farid)
    ]
    assert words[0] == words[1] == [{"kind": "routine-review", "day": timezone.localdate()}]
    holds = [Post.objects.get(pk=post.pk).hidden_until - timezone.now() for post in (claimed, drawn)]
    assert abs(holds[0] - holds[1]) < timedelta(minutes=1)
    pages = [
        signed_in(person).get(address(post)).content for person, post in ((cast.ana, claimed), (cast.farid, drawn))
    ]
    for page in pages:
        assert b"claim" not in page
        assert b"sample" not in page
    desks = [signed_in(person).get("/desk/").content.decode() for person in (cast.ana, cast.farid)]
    assert desks[0].count("review") == desks[1].count("review")


class TestTheAnswerIsTheSameForEveryone:  # I3
    def answers(self, cast: Cast, signed_in, posts: list[Post], person: Account) -> set[bytes]:
        said = []
        for post in posts:
            answer = ask(signed_in(person), post)
            text = answer.content.decode()
            said.append((answer.status_code, text[text.index("<main") : text.index("</main>")]))
        return set(said)

    def test_new_accounts_second_claims_and_held_stories(self, cast: Cast, signed_in) -> None:
        one, two = story(cast.ana), story(cast.farid)
        Account.objects.filter(pk=cast.hugo.pk).update(joined_on=timezone.localdate())
        cast.hugo.refresh_from_db()
        said = self.answers(cast, signed_in, [one], cast.hugo)  # too new
        said |= self.answers(cast, signed_in, [one], cast.cleo)  # counts
        said |= self.answers(cast, signed_in, [two], cast.cleo)  # second in a month
        assert len(said) == 1
        assert StoryReview.objects.count() == 1
        assert not is_hidden(two)

    def test_signed_out_is_sent_to_the_log_in(self, cast: Cast) -> None:
        answer = ask(Client(), story(cast.ana))
        assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)
        assert not StoryReview.objects.exists()

    def test_only_stories_can_be_asked_about(self, cast: Cast, signed_in) -> None:
        assert ask(signed_in(cast.cleo), published(cast.ana)).status_code == 404


class TestMisuse:
    @pytest.mark.parametrize(("days", "counts"), [(0, False), (6, False), (7, True), (30, True)])
    def test_an_account_has_to_be_a_week_old(self, cast: Cast, signed_in, days: int, counts: bool) -> None:
        Account.objects.filter(pk=cast.ben.pk).update(joined_on=timezone.localdate() - timedelta(days=days))
        ask(signed_in(cast.ben), story(cast.ana))
        assert StoryReview.objects.exists() is counts

    def test_one_claim_hides_a_story_and_later_ones_only_go_to_the_queue(self, cast: Cast, signed_in) -> None:
        post = story(cast.ana)
        ask(signed_in(cast.cleo), post)
        verbs.finish(StoryReview.objects.get(), outcome="stays", by=cast.grace)
        assert not is_hidden(post)
        ask(signed_in(cast.hugo), post)
        assert not is_hidden(post)
        assert StoryReview.objects.filter(hides=False).count() == 1
        assert SafetyItem.objects.filter(subject__startswith="blog.storyreview").count() == 2
        assert BoxNotice.objects.filter(account=cast.ana).count() == 1  # a second notice would be a signal

    def test_ten_people_hide_it_once(self, cast: Cast, signed_in) -> None:  # I42
        post = story(cast.ana)
        for person in (cast.ben, cast.cleo, cast.hugo, cast.dov):
            ask(signed_in(person), post)
        assert StoryReview.objects.filter(hides=True).count() == 1


class TestTheDraw:
    def test_it_really_happens_and_takes_a_published_story(self, cast: Cast) -> None:
        published(cast.ana), story(cast.ana, state="draft")
        post = story(cast.ana)
        verbs.draw_sample()
        review = StoryReview.objects.get()
        assert (review.post_id, review.because, review.hides) == (post.pk, "sample", True)
        assert is_hidden(post)

    def test_no_story_means_no_draw(self, cast: Cast) -> None:
        verbs.draw_sample()
        assert not StoryReview.objects.exists()

    def test_a_story_that_was_read_lately_is_usually_left_alone(self, cast: Cast, monkeypatch) -> None:
        read, rested = story(cast.ana), story(cast.farid)
        StoryReview.objects.create(post=read, because="sample", closed_at=timezone.now())
        monkeypatch.setattr(verbs.secrets, "randbelow", lambda top: top - 1)
        verbs.draw_sample()
        assert StoryReview.objects.latest("pk").post_id == rested.pk

    def test_now_and_then_any_story_is_drawn(self, cast: Cast, monkeypatch) -> None:
        read = story(cast.ana)
        StoryReview.objects.create(post=read, because="claim", closed_at=timezone.now())
        monkeypatch.setattr(verbs.secrets, "randbelow", lambda top: 0)
        verbs.draw_sometimes()
        assert StoryReview.objects.filter(post=read).count() == 2

    def test_most_hours_draw_nothing(self, cast: Cast, monkeypatch) -> None:
        story(cast.ana)
        monkeypatch.setattr(verbs.secrets, "randbelow", lambda top: 1)
        verbs.draw_sometimes()
        assert not StoryReview.objects.exists()


class TestTheDecision:
    def send(self, browser: Client, review: StoryReview, outcome: str, reason: str = "It names a street."):
        return browser.post(f"/safety/stories/{review.pk}/", {"outcome": outcome, "reason": reason})

    def opened(self, cast: Cast, signed_in) -> StoryReview:
        ask(signed_in(cast.cleo), story(cast.ana))
        return StoryReview.objects.get()

    def test_it_stays_and_shows_again(self, cast: Cast, signed_in) -> None:
        review = self.opened(cast, signed_in)
        assert self.send(signed_in(cast.grace), review, "stays").status_code == 302
        assert not is_hidden(review.post)
        assert SafetyItem.objects.get().closed_at
        assert not Decision.objects.exists()

    def test_it_needs_changes_and_the_author_is_told_why(self, cast: Cast, signed_in) -> None:  # I41
        review = self.opened(cast, signed_in)
        assert self.send(signed_in(cast.grace), review, "changes").status_code == 302
        review.post.refresh_from_db()
        assert (review.post.state, review.post.hidden_until) == (State.WITHDRAWN, None)
        assert Decision.objects.get().facts == "It names a street."
        assert "decision" in cast.ana.notices.values_list("kind", flat=True)
        assert SafetyItem.objects.get().closed_at

    @pytest.mark.parametrize(("outcome", "reason"), [("stays", ""), ("", "x"), ("delete", "x")])
    def test_a_decision_needs_an_outcome_and_a_reason(
        self, cast: Cast, signed_in, outcome: str, reason: str
    ) -> None:
        review = self.opened(cast, signed_in)
        assert self.send(signed_in(cast.grace), review, outcome, reason).status_code == 422
        assert is_hidden(review.post)

    def test_only_a_safety_lead_can_decide(self, cast: Cast, signed_in) -> None:
        review = self.opened(cast, signed_in)
        for person in (cast.ana, cast.ben, cast.dov, cast.farid, cast.cleo):
            assert self.send(signed_in(person), review, "stays").status_code == 404
        assert is_hidden(review.post)

    def test_closing_the_item_in_the_queue_ends_the_hold_too(self, cast: Cast, signed_in) -> None:
        review = self.opened(cast, signed_in)
        item = SafetyItem.objects.get()
        claim_item(item=item, by=cast.grace)
        close(item=item, note="Fine.", by=cast.grace)
        event = Event.objects.get(kind="safety.closed")
        end_review(event), end_review(event)
        assert not is_hidden(review.post)

    def test_a_colleague_who_has_it_is_not_overruled(self, cast: Cast, signed_in) -> None:
        review = self.opened(cast, signed_in)
        Account.objects.filter(pk=cast.dov.pk).update(roles=["member", "safety_lead"])
        cast.dov.refresh_from_db()
        claim_item(item=SafetyItem.objects.get(), by=cast.dov)
        answer = self.send(signed_in(cast.grace), review, "changes")
        assert answer.status_code == 422
        assert "It names a street." in unescape(answer.content.decode())
        assert not Decision.objects.exists()
