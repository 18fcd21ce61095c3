"""The first page and what the host says of itself: honest, without cookie, and open to everyone."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from hearten.directory.models import Topic
from hearten.groups.actions import joining
from hearten.groups.models import Membership
from hearten.home.box import OTHERWISE, words
from hearten.moderation import paperwork
from tests.blog.reading import address, published, story
from tests.cast import Cast
from tests.groups.circle import open_group

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/learn/",
    "/search/",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/terms/",
    "/help-in-person/",
    "/a-moment/",
    "/leaving/",
    "/groups/",
]


def html(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_everyone_reads_it_without_a_cookie(cast: Cast, path: str) -> None:  # R1
    answer = Client().get(path)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("path", [*PAGES, "/sitemap.xml", "/robots.txt"])
def test_nothing_is_loaded_from_elsewhere(cast: Cast, path: str) -> None:  # I21
    assert not re.search(r'<(?:img|script|iframe|link)[^>]+(?:src|href)="https?://(?!localhost:8000)', html(path))


def test_three_doors_and_what_is_behind_them(cast: Cast) -> None:  # R93
    page = html("/")
    for label, href in (
        ("Learn", "/learn/"),
        ("Connect", "/groups/"),
        ("Talk to a professional", "/therapists/"),
    ):
        assert f'<a href="{href}">{label}</a>' in page
    assert "No support group is open on this host yet" in page


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_called_therapy_that_is_not(cast: Cast, path: str) -> None:  # C9
    apart = r"no (?:replacement for )?therapy|what therapy is|therapists?/?|is no therapy|are support, not therapy"
    words = re.sub(rf"(?i){apart}", "", html(path))
    assert not re.search(r"(?i)(?:groups?|posts?|exercises?|comments?) (?:are|is|as) therapy", words)


@pytest.mark.parametrize("path", PAGES)
def test_no_count_streak_or_hurry(cast: Cast, path: str) -> None:  # I37, R60
    published(cast.ana)
    main = html(path).partition("<main")[2]
    assert not re.search(
        r"(?i)streak|you missed|don't miss|trending|popular|most read|\d+ (?:views|likes|readers)", main
    )


class TestTopics:
    def test_they_stand_under_their_side(self, cast: Cast) -> None:  # R2
        Topic.objects.create(slug="worry", facet="condition", name="Worry")
        Topic.objects.create(slug="rest", facet="self_care", name="Rest")
        page = html("/learn/")
        assert page.index("What it is") < page.index('href="/topics/worry/"')
        assert page.index("Looking after yourself") < page.index('href="/topics/rest/"')

    def test_a_condition_says_when_to_get_help_in_person(self, cast: Cast) -> None:  # R22
        Topic.objects.create(slug="worry", facet="condition", name="Worry")
        page = html("/topics/worry/")
        assert "When to get help in person" in page
        assert "Only an assessment" in page
        assert "23 November 2026" in page

    def test_another_side_does_not(self, cast: Cast) -> None:
        Topic.objects.create(slug="rest", facet="self_care", name="Rest")
        assert "When to get help in person" not in html("/topics/rest/")

    @pytest.mark.parametrize("slug", ["nothing", "a" * 200])
    def test_one_that_is_not_there_is_404(self, cast: Cast, slug: str) -> None:
        assert Client().get(f"/topics/{slug}/").status_code == 404


class TestLeaving:
    def test_leads_out_at_once_without_saying_where_from(self, cast: Cast, settings) -> None:  # R101
        answer = Client().get("/leave/")
        assert (answer.status_code, answer["Location"]) == (302, settings.LEAVE_URL)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store"

    def test_the_page_says_that_history_is_not_erased(self, cast: Cast) -> None:
        assert "Your history is not erased" in html("/leaving/")

    def test_no_address_given_from_outside_is_followed(self, cast: Cast, settings) -> None:
        assert Client().get("/leave/?next=https://evil.example/")["Location"] == settings.LEAVE_URL


class TestForMachines:
    def test_the_sitemap_holds_public_pages_and_nothing_else(self, cast: Cast) -> None:  # I28
        shown, hidden = published(cast.ana), published(cast.ana, state="withdrawn")
        urls = [
            item.text for item in ElementTree.fromstring(html("/sitemap.xml")).iter() if item.tag.endswith("loc")
        ]
        assert f"http://localhost:8000{address(shown)}" in urls
        assert not any(hidden.slug in url for url in urls)
        assert not any(re.search(r"/(desk|you|account|report|safety|moderation)/", url) for url in urls)
        assert len(urls) == len(set(urls))

    def test_every_address_in_it_answers(self, cast: Cast) -> None:
        published(cast.ana)
        for item in ElementTree.fromstring(html("/sitemap.xml")).iter():
            if item.tag.endswith("loc"):
                assert Client().get(item.text.removeprefix("http://localhost:8000")).status_code == 200, item.text

    def test_training_of_models_is_refused_unless_the_host_allows_it(self, cast: Cast, settings) -> None:  # R1
        post = published(cast.ana)
        assert "User-agent: GPTBot" in html("/robots.txt")
        assert "noai" in html(address(post))
        settings.AI_TRAINING = True
        assert "GPTBot" not in html("/robots.txt")
        assert "noai" not in html(address(post))

    def test_private_places_are_closed_to_robots(self, cast: Cast) -> None:
        for path in ("/desk/", "/you/", "/account/"):
            assert f"Disallow: {path}" in html("/robots.txt")

    def test_a_story_under_review_is_in_no_list(self, cast: Cast) -> None:
        from_now = story(cast.ana)
        from_now.hidden_until = from_now.published_at
        from_now.save()
        for path in ("/", "/learn/", "/sitemap.xml"):
            assert from_now.slug not in html(path)


def test_the_kit_is_for_developers(cast: Cast, settings) -> None:
    assert Client().get("/kit/").status_code == 404
    settings.DEBUG = True
    assert Client().get("/kit/").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_link_on_it_leads_somewhere(cast: Cast, path: str) -> None:
    published(cast.ana)
    for href in set(re.findall(r'<a [^>]*href="(/[^"#?]*)', html(path))):
        assert Client().get(href).status_code in {200, 302}, href


def test_every_page_named_in_the_footer_exists() -> None:
    for name in ("about", "accessibility", "privacy", "terms", "leaving", "crisis"):
        try:
            reverse(name)
        except NoReverseMatch:
            pytest.fail(name)


class TestYou:
    """The one page that shows all names of its viewer says where each is used; nobody else gets it."""

    def test_a_name_stands_with_the_group_it_is_used_in(
        self, cast: Cast, in_a_group: Membership, signed_in
    ) -> None:
        page = unescape(signed_in(cast.ben).get("/you/").content.decode())
        assert in_a_group.persona.name in page
        assert "in the group “Nights awake”" in page

    def test_who_left_reads_that_too(self, cast: Cast, in_a_group: Membership, signed_in) -> None:
        joining.leave(in_a_group)
        assert "not in the group “Nights awake” now" in unescape(signed_in(cast.ben).get("/you/").content.decode())

    @pytest.mark.parametrize("who", ["cleo", "ana", "dov", "grace"])
    def test_nobody_else_reads_it(self, cast: Cast, in_a_group: Membership, signed_in, who: str) -> None:  # I1
        page = unescape(signed_in(getattr(cast, who)).get("/you/").content.decode())
        assert in_a_group.persona.name not in page

    def test_the_notices_of_groups_name_no_group_and_no_thing(self) -> None:  # I27
        for kind in ("group-in", "group-not-now"):
            assert words(kind) != OTHERWISE
            assert not re.search(r"(?i)grief|sleep|worry|support", words(kind))

    def test_a_page_of_ones_own_asks_few_questions(
        self, cast: Cast, in_a_group: Membership, signed_in, django_assert_max_num_queries
    ) -> None:
        browser = signed_in(cast.ben)
        browser.get("/you/")
        with django_assert_max_num_queries(8):
            browser.get("/you/")


@pytest.fixture
def in_a_group(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Membership:
    """Ben, in a group called Nights awake."""
    monkeypatch.setattr(paperwork, "missing_for_groups", list)
    return joining.join(open_group(cast), by=cast.ben)


def test_the_hosts_pages_say_what_groups_are_and_what_they_keep(cast: Cast) -> None:
    assert "Not here yet: private messages" in html("/about/")
    assert "support groups, private messages" not in html("/about/")
    assert "If you join a group" in html("/privacy/")
    assert "in no search, no feed" in html("/privacy/")
    assert "you accept them before your first words" in html("/terms/")
