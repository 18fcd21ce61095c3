"""What everyone may read: without account, cookie or script, and with nothing that cannot be left out."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from hearten.blog.freshness import freshness, months_before
from hearten.blog.models import Post, Resource, Series, Source
from hearten.blog.notice import GENERAL
from hearten.events.actions import record
from hearten.moderation import postvention
from tests.blog.reading import address, many_comments, published, said, story
from tests.cast import Cast

TODAY = date(2026, 11, 23)


def text_of(answer) -> str:
    return answer.content.decode()


def words_of(answer) -> str:
    """The page as a browser reads it, with `&#x2f;` and the like undone."""
    return unescape(text_of(answer))


def test_anyone_reads_a_piece_without_account_or_cookie(cast: Cast) -> None:  # R1
    answer = Client().get(address(published(cast.ana)))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "A night without sleep" in text_of(answer)
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_no_public_page_sets_a_cookie_or_has_a_form_token(cast: Cast, comments_open) -> None:  # R1, R23
    post = story(cast.ana)
    said(post, cast.ben)
    for path in ("/@ana/", address(post), f"{address(post)}?n=thanks", "/@ana/feed.xml", "/@ana/nothing/"):
        answer = Client().get(path)
        assert not answer.cookies, path
        assert "csrfmiddlewaretoken" not in text_of(answer), path


def test_no_public_page_asks_another_origin_for_anything(cast: Cast) -> None:  # I21
    post = published(
        cast.ana, body="![a cat](https://tracker.example/cat.png) [a link](https://elsewhere.example/)"
    )
    html = words_of(Client().get(address(post)))
    loaded = re.findall(r'<(?:img|script|link|iframe|source|video|audio)[^>]+(?:src|href)="(https?:[^"]+)"', html)
    assert [url for url in loaded if not url.startswith("http://localhost:8000/")] == []


def test_the_working_copy_is_never_shown(cast: Cast) -> None:  # R42
    post = published(cast.ana)
    Post.objects.filter(pk=post.pk).update(title="NOT YET", summary="NOT YET", body="NOT YET", draft_version=9)
    for path in (address(post), "/@ana/", "/@ana/feed.xml", "/@ana/atom.xml", "/@ana/feed.json"):
        assert "NOT YET" not in text_of(Client().get(path)), path


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_a_piece_that_is_not_public_is_404_for_everyone_but_its_author(self, cast, signed_in, state) -> None:
        post = published(cast.ana, state=state)
        for person in (None, cast.ben, cast.farid, cast.dov, cast.grace):
            assert signed_in(person).get(address(post)).status_code == 404
        assert "Only you can see this page now" in text_of(signed_in(cast.ana).get(address(post)))

    @pytest.mark.parametrize("how", ["closed", "paused", "inactive"])
    def test_a_closed_or_paused_page_vanishes_everywhere_at_once(self, cast: Cast, how: str) -> None:
        post = published(cast.ana)
        reader = Client()
        assert reader.get(address(post)).status_code == 200  # and is stored
        page, account = cast.ana.therapist, cast.ana
        page.closed = how == "closed"
        account.paused = "restricted" if how == "paused" else ""
        account.is_active = how != "inactive"
        page.save(), account.save()
        for path in (address(post), "/@ana/", "/@ana/feed.xml", "/@ana/atom.xml", "/@ana/feed.json"):
            assert reader.get(path).status_code == 404, path
        for path in ("/", "/learn/", "/topics/sleep/", "/sitemap.xml"):
            assert post.slug not in text_of(reader.get(path)), path

    def test_every_refusal_is_the_same(self, cast: Cast) -> None:  # I3
        hidden = story(cast.ana, hidden_until=timezone.now() + timedelta(hours=5))
        reader = Client()
        pages = [reader.get(path) for path in (address(hidden), "/@ana/never-was/", "/@nobody/piece-1/")]
        assert len({(page.status_code, page.content, page["Cache-Control"]) for page in pages}) == 1


class TestWhatCannotBeLeftOut:
    def test_the_notice_the_dates_and_the_next_step_are_there(self, cast: Cast) -> None:  # R3, R19, R72
        post = published(cast.ana, written_on=date(2026, 1, 2), reviewed_on=date(2026, 9, 1))
        html = words_of(Client().get(address(post)))
        for words in (GENERAL, "2 January 2026", "1 September 2026", "/crisis/", "/therapists/", "/topics/sleep/"):
            assert words in html, words

    def test_an_author_cannot_push_the_notice_out(self, cast: Cast) -> None:  # R19
        body = "</div></article></main><style>.general-note{display:none}</style><!--"
        html = text_of(Client().get(address(published(cast.ana, body=body))))
        assert html.index(GENERAL) < html.index("&lt;/div&gt;")
        assert "<style" not in html
        assert "<!--" not in html

    def test_who_writes_is_named_with_role_and_how_far_it_was_checked(self, cast: Cast) -> None:  # R73, I22
        html = text_of(Client().get(address(published(cast.farid))))
        assert "Farid Haddad" in html
        assert "self-described, not checked" in html
        assert "role--verified" not in html

    def test_a_story_says_where_it_comes_from(self, cast: Cast) -> None:  # R6
        assert "This is a composite" in text_of(Client().get(address(story(cast.ana))))

    def test_a_condition_says_that_only_an_assessment_can_tell(self, cast: Cast) -> None:  # R40
        post = published(cast.ana)
        assert "Only an assessment" in text_of(Client().get(address(post)))
        post.topics.clear()
        post.draft_version += 1
        post.save()
        assert "Only an assessment" not in text_of(Client().get(address(post)))

    def test_money_is_declared_beside_the_thing(self, cast: Cast) -> None:  # R4
        post = published(cast.ana)
        for interest in ("none", "own", "affiliate"):
            row = Resource.objects.create(
                therapist=cast.ana.therapist, title=f"R {interest}", kind="book", cost="paid", url="https://x.example/",
                why="Good.", interest=interest,
            )  # fmt: skip
            row.posts.add(post)
        html = text_of(Client().get(address(post)))
        assert html.count("I earn from this") == 2

    def test_sources_are_listed_and_their_absence_is_said(self, cast: Cast) -> None:  # R40, R41
        post = published(cast.ana)
        assert "the author's own view" in words_of(Client().get(address(post)))
        Source.objects.create(
            post=post, title="A trial", publisher="A journal", year=2024, url="https://s.example/"
        )
        post.draft_version += 1
        post.save()
        html = words_of(Client().get(address(post)))
        assert "A journal, 2024" in html
        assert 'href="https://s.example/"' in html


class TestOutOfDate:
    @pytest.mark.parametrize(
        ("written", "reviewed", "due", "overdue", "delisted"),
        [
            (date(2026, 1, 1), None, None, False, False),
            (date(2024, 11, 22), None, None, True, False),
            (date(2024, 11, 23), None, None, False, False),
            (date(2020, 1, 1), date(2026, 1, 1), None, False, False),
            (date(2026, 1, 1), None, date(2026, 11, 22), True, False),
            (date(2026, 1, 1), None, TODAY, False, False),
            (date(2023, 11, 22), None, None, True, True),
            (date(2020, 1, 1), date(2023, 11, 23), None, True, False),
        ],
    )
    def test_its_own_dates_decide(self, written, reviewed, due, overdue, delisted) -> None:  # R22, R72
        age = freshness(written_on=written, reviewed_on=reviewed, next_review_on=due, today=TODAY)
        assert (age.overdue, age.delisted) == (overdue, delisted)

    @pytest.mark.parametrize("day", [date(2026, 3, 31), date(2024, 2, 29), date(2026, 1, 1)])
    def test_months_back_is_always_a_day_of_the_calendar(self, day: date) -> None:
        assert months_before(day, 36).year == day.year - 3

    def test_readers_and_search_engines_are_told(self, cast: Cast) -> None:  # R72
        old = timezone.localdate() - timedelta(days=37 * 31)
        html = text_of(Client().get(address(published(cast.ana, written_on=old))))
        assert "This may be out of date" in html
        assert '<meta name="robots" content="noindex, follow' in html


class TestStoredPages:
    def test_a_reader_who_has_the_page_gets_304_without_a_body(self, cast: Cast) -> None:
        reader, path = Client(), address(published(cast.ana))
        tag = reader.get(path)["ETag"]
        again = reader.get(path, HTTP_IF_NONE_MATCH=tag)
        assert (again.status_code, again.content) == (304, b"")

    def test_one_statement_answers_from_the_store(self, cast: Cast, django_assert_num_queries) -> None:
        reader, path = Client(), address(published(cast.ana))
        reader.get(path)
        with django_assert_num_queries(1):
            reader.get(path)

    @pytest.mark.parametrize("change", ["version", "draft_version"])
    def test_a_change_is_seen_at_once(self, cast: Cast, change: str) -> None:
        post = published(cast.ana)
        reader = Client()
        reader.get(address(post))
        post.edition.title = "Another title"
        post.edition.save()
        assert "Another title" not in text_of(reader.get(address(post)))  # it is stored
        Post.objects.filter(pk=post.pk).update(**{change: 7})
        assert "Another title" in text_of(reader.get(address(post)))

    def test_a_change_of_the_authors_name_is_seen_at_once(self, cast: Cast) -> None:
        post = published(cast.ana)
        Client().get(address(post))
        cast.ana.therapist.name = "Ana L. Berg"
        cast.ana.therapist.save()
        record("therapist.changed", subject=cast.ana.therapist, by=cast.ana)
        assert "Ana L. Berg" in text_of(Client().get(address(post)))

    def test_a_members_page_is_never_stored(self, cast: Cast, signed_in, comments_open) -> None:  # R101
        post = published(cast.ana)
        page = signed_in(cast.ben).get(address(post))
        assert page["Cache-Control"] == "no-store, private"
        assert "csrfmiddlewaretoken" not in text_of(Client().get(address(post)))


class TestBudgets:
    @pytest.mark.parametrize("count", [1, 50])
    def test_a_piece_costs_four_statements_whatever_hangs_on_it(
        self, cast: Cast, comments_open, django_assert_max_num_queries, count: int
    ) -> None:
        post = published(cast.ana)
        for _ in range(count):
            published(cast.farid)
        many_comments(post, cast.ben, count)
        said(post, cast.farid, body="Many people find that.")
        postvention.shows()  # asked once a minute, for all pages together
        with django_assert_max_num_queries(4):
            assert Client().get(address(post)).status_code == 200

    @pytest.mark.parametrize("count", [1, 50])
    def test_twelve_for_somebody_signed_in(
        self, cast: Cast, signed_in, comments_open, django_assert_max_num_queries, count: int
    ) -> None:
        post = published(cast.ana)
        many_comments(post, cast.cleo, count)
        said(post, cast.farid, body="Many people find that.")
        browser = signed_in(cast.ben)
        browser.get("/@ana/")
        with django_assert_max_num_queries(12):
            assert browser.get(address(post)).status_code == 200

    @pytest.mark.parametrize("count", [1, 50])
    def test_a_page_and_its_lists(self, cast: Cast, django_assert_max_num_queries, count: int) -> None:
        for _ in range(count):
            published(cast.ana)
        for path, most in (("/@ana/", 3), ("/", 3), ("/learn/", 4), ("/topics/sleep/", 5), ("/@ana/feed.xml", 4)):
            with django_assert_max_num_queries(most):
                assert Client().get(path).status_code == 200


def test_a_page_weighs_little(cast: Cast) -> None:  # R32
    post = published(cast.ana, body="A plain sentence of some length. " * 1500)
    assert len(Client().get(address(post)).content) < 200_000


def test_a_series_leads_on_and_ends(cast: Cast) -> None:  # R59, I37
    series = Series.objects.create(therapist=cast.ana.therapist, title="Three evenings", slug="evenings")
    parts = [published(cast.ana, title=f"Part {n}", series=series, series_order=n) for n in (1, 2, 3)]
    middle, last = (text_of(Client().get(address(part))) for part in parts[1:])
    assert re.search(r'rel="prev">Part 1<', middle)
    assert re.search(r'rel="next">Part 3<', middle)
    assert "This is the last part for now." in last
    assert 'rel="next">' not in last


def test_every_list_ends(cast: Cast) -> None:  # I37
    for n in range(21):
        published(cast.ana, title=f"Number {n}", published_at=timezone.now() - timedelta(days=n))
    reader = Client()
    first = text_of(reader.get("/@ana/"))
    older = re.search(r'href="([^"]*before=\d+)[^"]*" rel="next"', first)
    assert older, first[-2000:]
    rest = text_of(reader.get(unescape(older.group(1))))
    assert "Number 20" in rest
    assert "That is everything." in rest


@pytest.mark.parametrize("before", ["0", "-1", "x", "99999999999999999999999", "1;drop", "٣"])
def test_a_nonsense_place_in_a_list_is_no_error(cast: Cast, before: str) -> None:
    published(cast.ana)
    for path in ("/@ana/", "/learn/", "/topics/sleep/", "/search/"):
        assert Client().get(path, {"before": before, "q": "sleep"}).status_code == 200


def test_an_event_says_when_and_where_and_when_it_is_over(cast: Cast) -> None:
    start = timezone.now() - timedelta(days=2)
    post = published(
        cast.ana, kind="event", starts_at=start, ends_at=start + timedelta(hours=1), place="The library"
    )
    html = text_of(Client().get(address(post)))
    assert "The library" in html
    assert "This has taken place." in html


class TestStructuredData:
    def block(self, path: str) -> dict:
        html = text_of(Client().get(path))
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert found
        return json.loads(found.group(1))

    def test_it_names_the_author_and_never_a_rating(self, cast: Cast) -> None:  # C1, I24
        post = published(cast.ana)
        for path in (address(post), "/@ana/"):
            raw = json.dumps(self.block(path))
            assert "Ana Lindqvist" in raw
            assert not re.search(r"(?i)rating|review[^e]|interactionStatistic|commentCount", raw)

    def test_a_title_cannot_break_out_of_the_block(self, cast: Cast) -> None:
        title = "</script><script>alert(1)</script> & <!-- \u2028"
        post = published(cast.ana, title=title)
        assert self.block(address(post))["headline"] == title
        assert "<script>alert" not in text_of(Client().get(address(post)))


@pytest.mark.parametrize("name", ["zero\u200bwidth", "\u202eevil\u202c", "محمد", "İstanbul", "a" * 80, "<b>x</b>"])
def test_odd_names_are_shown_as_words(cast: Cast, name: str) -> None:
    cast.ana.therapist.name = name
    cast.ana.therapist.save()
    post = published(cast.ana)
    for path in ("/@ana/", address(post), "/@ana/feed.xml", "/@ana/feed.json", "/"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert "<b>x</b>" not in text_of(answer) or path.endswith("json")


class TestThanks:
    def test_it_needs_no_account_and_keeps_no_name(self, cast: Cast) -> None:  # R7
        post = published(cast.ana)
        reader = Client(enforce_csrf_checks=True)
        for _ in range(3):
            answer = reader.post(f"{address(post)}thanks/", {"word": "relate"})
            assert (answer.status_code, answer["Location"]) == (302, f"{address(post)}?n=thanks")
            assert not answer.cookies
        row = post.thanks.get()
        assert {field.name for field in row._meta.get_fields()} == {"id", "post", "word", "day"}

    @pytest.mark.parametrize("word", ["", "like", "relate'--"])
    def test_there_are_two_words_and_no_others(self, cast: Cast, word: str) -> None:
        post = published(cast.ana)
        assert Client().post(f"{address(post)}thanks/", {"word": word}).status_code == 404
        assert not post.thanks.exists()

    def test_a_piece_nobody_can_read_can_not_be_thanked(self, cast: Cast) -> None:
        post = published(cast.ana, state="withdrawn")
        assert Client().post(f"{address(post)}thanks/", {"word": "relate"}).status_code == 404

    def test_nothing_on_the_page_changes(self, cast: Cast) -> None:  # C4, I5
        post = published(cast.ana)
        before = Client().get(address(post)).content
        Client().post(f"{address(post)}thanks/", {"word": "relate"})
        assert Client().get(address(post)).content == before
