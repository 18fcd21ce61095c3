"""Pages about approaches are plain, honest about what is known and dated; a host's own words are public history."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hearten.library.guides import FIRST, shipped
from hearten.library.models import HostText
from hearten.moderation.review import GuardUnavailable, read
from tests.blog.pieces import ADVISED, HELD
from tests.cast import Cast
from tests.config.demo_content import grade

GUIDES = list(shipped().values())
SECTIONS = [
    "What it is",
    "What a meeting is like",
    "Who it may suit",
    "What research says",
    "Risks, and when something else fits better",
    "Questions to ask",
]
TOO_MUCH = re.compile(
    r"\b(cure[sd]?|guarantee\w*|miracle|proven|always works|the best|patients?|suffers? from|you must)\b",
    re.IGNORECASE,
)


def html(path: str, browser: Client | None = None, status: int = 200) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == status, path
    return " ".join(unescape(answer.content.decode()).split())


def form(**changes: Any) -> dict[str, Any]:
    """What the host's page sends."""
    return {
        "body": "## What it is\n\nOur own words about it.",
        "because": "We say how we do it here.",
        "reviewer": "Ana Lindqvist",
        "reviewer_role": "psychologist",
        "next_review_on": (timezone.localdate() + timedelta(days=365)).isoformat(),
        **changes,
    }


class TestWhatIsShipped:
    def test_the_ways_that_people_meet_are_there(self) -> None:  # R43
        assert [guide.slug for guide in GUIDES] == [
            FIRST, "cbt", "act", "psychodynamic", "person-centred", "emdr", "systemic", "dbt-skills", "ipt",
            "mindfulness-based", "group-therapy",
        ]  # fmt: skip

    @pytest.mark.parametrize("guide", [g for g in GUIDES if g.slug != FIRST], ids=lambda g: g.slug)
    def test_each_says_everything_that_helps_to_choose(self, guide: Any) -> None:  # R43
        assert re.findall(r"^## (.+)$", guide.body, re.MULTILINE) == SECTIONS
        assert guide.sources
        assert all(source.meta for source in guide.sources)
        risks = guide.body.partition("## Risks")[2].partition("## Questions")[0]
        assert len(risks.split()) > 30
        assert len(re.findall(r"^- .+\?$", guide.body, re.MULTILINE)) >= 4

    @pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.slug)
    def test_a_child_of_eleven_can_read_it(self, guide: Any) -> None:  # R100
        assert grade(guide.body) <= 5
        assert grade(guide.summary) <= 9

    @pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.slug)
    def test_it_promises_nothing_and_the_guard_lets_it_out(self, guide: Any) -> None:  # R28 R31
        assert not TOO_MUCH.search(guide.body)
        findings = read(f"{guide.summary}\n\n{guide.body}", purpose="article").findings
        assert [(item.rule, item.quote) for item in findings if item.severity != "note"] == []

    def test_no_telephone_number_stands_in_it(self) -> None:  # I10
        assert not [guide.slug for guide in GUIDES if re.search(r"\+?\d[\d -]{5,}\d", guide.body)]

    def test_every_source_has_an_address_at_its_own_publisher_or_none(self) -> None:
        for guide in GUIDES:
            for source in guide.sources:
                publisher = source.meta.partition(",")[0]
                homes = {
                    "NICE": "https://www.nice.org.uk/guidance/",
                    "World Health Organization": "https://www.who.int/",
                }
                assert not source.url or source.url.startswith(homes[publisher])


@pytest.mark.django_db
class TestReading:
    @pytest.mark.parametrize("path", ["/approaches/", *[f"/approaches/{guide.slug}/" for guide in GUIDES]])
    def test_everybody_reads_it_without_a_cookie(self, cast: Cast, path: str) -> None:  # R1
        answer = Client().get(path)
        assert (answer.status_code, dict(answer.cookies)) == (200, {})
        page = unescape(answer.content.decode())
        assert "This is general information" in page
        assert "Get help now" in page

    def test_the_page_says_that_nobody_has_reviewed_it(self, cast: Cast) -> None:  # R72
        page = html("/approaches/cbt/")
        assert "Written for Hearten on 23 November 2026. No clinician has reviewed it yet." in page
        assert "To be looked at again by 23 November 2027" in page

    @pytest.mark.parametrize(
        ("today", "overdue", "robots"),
        [
            (date(2026, 12, 1), False, '<meta name="robots" content="index'),
            (date(2027, 12, 1), True, '<meta name="robots" content="index'),
            (date(2029, 12, 1), True, '<meta name="robots" content="noindex'),
        ],
    )
    def test_it_grows_old_in_the_open(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, today: date, overdue: bool, robots: str
    ) -> None:  # R22 R72
        monkeypatch.setattr("hearten.library.views.guides.timezone.localdate", lambda *given: today)
        page = html("/approaches/cbt/")
        assert ("This may be out of date" in page) is overdue
        assert (robots in page) or ("noindex" not in robots and 'content="noindex' not in page)

    def test_an_unknown_page_is_not_there(self, cast: Cast) -> None:
        for path in ("/approaches/magic/", "/approaches/magic/changes/"):
            assert Client().get(path).status_code == 404

    def test_few_statements(self, cast: Cast, django_assert_max_num_queries: Any) -> None:
        for version in range(1, 51):
            HostText.objects.create(
                slug="cbt", version=version, body=f"Words {version}.", because="b", reviewer="r", reviewer_role="p",
                next_review_on=timezone.localdate(),
            )  # fmt: skip
        for path in ("/approaches/", "/approaches/cbt/", "/approaches/cbt/changes/"):
            with django_assert_max_num_queries(3):
                assert Client().get(path).status_code == 200


@pytest.mark.django_db
class TestOwnWords:
    def test_they_stand_with_their_reviewer_and_what_changed(self, cast: Cast, signed_in: Any) -> None:  # R43
        browser = signed_in(cast.grace)
        assert browser.get("/approaches/cbt/edit/").status_code == 200
        assert browser.post("/approaches/cbt/edit/", form()).status_code == 302
        page = html("/approaches/cbt/")
        assert "Our own words about it." in page
        assert "by Ana Lindqvist, psychologist" in page
        changes = html("/approaches/cbt/changes/")
        assert "We say how we do it here." in changes
        assert "<del>" in changes
        assert "Our own words about it." in changes
        assert HostText.objects.get().by == cast.grace

    def test_every_version_stays_public(self, cast: Cast, signed_in: Any) -> None:  # R43
        browser = signed_in(cast.grace)
        browser.post("/approaches/cbt/edit/", form())
        browser.post("/approaches/cbt/edit/", form(body="Something new.", because="Shorter."))
        changes = html("/approaches/cbt/changes/")
        assert changes.index("Version 2") < changes.index("Version 1")
        assert "Shorter." in changes
        assert HostText.objects.count() == 2

    def test_only_those_who_answer_for_the_host_may(self, cast: Cast, signed_in: Any) -> None:
        for somebody in (cast.ana, cast.ben, cast.dov):
            assert signed_in(somebody).post("/approaches/cbt/edit/", form()).status_code == 404
        assert not HostText.objects.exists()
        assert "Say it in your own words" not in html("/approaches/cbt/", signed_in(cast.ana))

    def test_what_the_guard_holds_stays_here_with_every_word(self, cast: Cast, signed_in: Any) -> None:  # R28
        answer = signed_in(cast.grace).post("/approaches/cbt/edit/", form(body=f"Ours. {HELD}", seen="on"))
        assert answer.status_code == 422
        page = unescape(answer.content.decode())
        assert f"Ours. {HELD}" in page
        assert "This has to change." in page
        assert not HostText.objects.exists()

    def test_advice_is_seen_once_and_then_it_is_theirs(self, cast: Cast, signed_in: Any) -> None:
        browser = signed_in(cast.grace)
        assert browser.post("/approaches/cbt/edit/", form(body=ADVISED)).status_code == 422
        assert browser.post("/approaches/cbt/edit/", form(body=ADVISED, seen="on")).status_code == 302

    def test_unread_words_do_not_go_out(
        self, cast: Cast, signed_in: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:  # I19
        def silent(*given: object, **more: object) -> None:
            raise GuardUnavailable("no answer")

        monkeypatch.setattr("hearten.library.guides.read", silent)
        answer = signed_in(cast.grace).post("/approaches/cbt/edit/", form())
        assert answer.status_code == 503
        assert "Our own words about it." in answer.content.decode()
        assert not HostText.objects.exists()

    @pytest.mark.parametrize("wrong", ["body", "because", "reviewer", "reviewer_role", "next_review_on"])
    def test_nothing_may_be_missing(self, cast: Cast, signed_in: Any, wrong: str) -> None:  # R72
        answer = signed_in(cast.grace).post("/approaches/cbt/edit/", form(**{wrong: ""}))
        assert answer.status_code == 422
        assert f'href="#id_{wrong}"' in answer.content.decode()

    @pytest.mark.parametrize("days", [-1, 0, 800])
    def test_the_next_look_is_within_two_years(self, cast: Cast, signed_in: Any, days: int) -> None:  # R22
        late = (timezone.localdate() + timedelta(days=days)).isoformat()
        answer = signed_in(cast.grace).post("/approaches/cbt/edit/", form(next_review_on=late))
        assert answer.status_code == 422

    def test_words_cannot_become_code(self, cast: Cast, signed_in: Any) -> None:
        body = "<script>x</script> [a](javascript:x)"
        signed_in(cast.grace).post("/approaches/cbt/edit/", form(body=body, because="<b>x</b>"))
        for path in ("/approaches/cbt/", "/approaches/cbt/changes/"):
            page = Client().get(path).content.decode()
            assert "<script>x" not in page
            assert "<b>x" not in page
            assert 'href="javascript' not in page
