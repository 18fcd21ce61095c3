"""The shelf says what things are, what they cost and who earns from them."""

import re

import pytest

from hearten.blog.links import affiliate_hint
from hearten.blog.models import Resource
from hearten.library.models import OutsideGroup
from hearten.moderation.review import GuardUnavailable
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GOOD = {
    "title": "A book",
    "maker": "Somebody",
    "kind": "book",
    "cost": "paid",
    "language": "English",
    "url": "https://example.org/book",
    "why": "It is short.",
    "interest": "none",
}


def test_a_resource_is_kept(cast: Cast, signed_in) -> None:
    assert signed_in(cast.ana).post("/desk/resources/new/", GOOD).status_code == 302
    assert Resource.objects.get().therapist == cast.ana.therapist


def test_a_paying_link_must_be_declared(cast: Cast, signed_in) -> None:  # R4
    data = {**GOOD, "url": "https://shop.example/book?tag=ana-21"}
    answer = signed_in(cast.ana).post("/desk/resources/new/", data)
    assert answer.status_code == 422
    assert "usually earns money" in answer.content.decode()
    assert signed_in(cast.ana).post("/desk/resources/new/", {**data, "interest": "affiliate"}).status_code == 302


@pytest.mark.parametrize("missing", sorted(set(GOOD) - {"maker"}))
def test_what_is_missing_is_named_and_the_rest_stays(cast: Cast, signed_in, missing: str) -> None:
    answer = signed_in(cast.ana).post("/desk/resources/new/", {**GOOD, missing: ""})
    assert answer.status_code == 422
    assert f'href="#id_{missing}"' in answer.content.decode()


def test_nobody_touches_another_therapists_shelf(cast: Cast, signed_in) -> None:
    signed_in(cast.ana).post("/desk/resources/new/", GOOD)
    row = Resource.objects.get()
    assert signed_in(cast.farid).get(f"/desk/resources/{row.pk}/").status_code == 404
    assert signed_in(cast.farid).post(f"/desk/resources/{row.pk}/remove/").status_code == 404
    assert Resource.objects.exists()


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("https://shop.example/?REF=x", "ref"),
        ("https://shop.example/?page=2", None),
        ("https://shop.example/tag/sleep/", None),
        ("https://shop.example/?aff_id=", "aff_id"),
    ],
)
def test_links_that_pay_are_recognised(url: str, hint: str | None) -> None:
    assert affiliate_hint(url) == hint


def test_how_easy_it_is_to_read_can_be_said_and_left_out(cast: Cast, signed_in) -> None:  # R5
    browser = signed_in(cast.ana)
    browser.post("/desk/resources/new/", {**GOOD, "reading_ease": "plain"})
    row = Resource.objects.get()
    assert row.reading_ease == "plain"
    assert browser.post(f"/desk/resources/{row.pk}/", {**GOOD, "reading_ease": "simple"}).status_code == 422
    assert browser.post(f"/desk/resources/{row.pk}/", {**GOOD, "reading_ease": ""}).status_code == 302
    assert Resource.objects.get().reading_ease == ""


HELD = "If I helped you, please leave me a review and tell your friends."


def test_words_that_the_guard_holds_are_shown_and_kept_in_the_form(cast: Cast, signed_in) -> None:  # I19
    answer = signed_in(cast.ana).post("/desk/resources/new/", {**GOOD, "why": HELD})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="finding' in html
    assert HELD in html
    assert not Resource.objects.exists()


def test_a_held_change_leaves_what_readers_see(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ana)
    browser.post("/desk/resources/new/", GOOD)
    row = Resource.objects.get()
    assert browser.post(f"/desk/resources/{row.pk}/", {**GOOD, "why": HELD}).status_code == 422
    row.refresh_from_db()
    assert row.why == GOOD["why"]


def test_advice_is_followed_or_acknowledged(cast: Cast, signed_in) -> None:
    browser = signed_in(cast.ana)
    advised = {**GOOD, "why": "For people who committed suicide attempts, and those who love them."}
    answer = browser.post("/desk/resources/new/", advised)
    rules = re.findall(r'name="acknowledge" value="([^"]+)"', answer.content.decode())
    assert answer.status_code == 422
    assert rules
    assert browser.post("/desk/resources/new/", {**advised, "acknowledge": rules}).status_code == 302


@pytest.mark.parametrize("url", ["https://amzn.to/3xyz", "https://shop.example/book?coupon=ANA"])
def test_a_link_that_only_the_guard_takes_for_paid_is_held_until_it_is_declared(url: str, cast, signed_in) -> None:
    browser = signed_in(cast.ana)
    assert browser.post("/desk/resources/new/", {**GOOD, "url": url}).status_code == 422  # R4
    for interest in ("own", "affiliate"):
        data = {**GOOD, "url": url, "interest": interest}
        assert browser.post("/desk/resources/new/", data).status_code == 302


def test_a_link_to_what_does_harm_is_refused_with_the_reason(cast: Cast, signed_in) -> None:  # R15
    facts = {"name": "A forum", "url": "https://harm.example/", "reason": "It praises fasting."}
    OutsideGroup.objects.create(**facts, state="refused", harm=True)
    answer = signed_in(cast.ana).post("/desk/resources/new/", {**GOOD, "url": "https://www.harm.example/page"})
    assert answer.status_code == 422
    assert "It praises fasting." in answer.content.decode()
    assert not Resource.objects.exists()


def test_nothing_goes_out_unread(cast: Cast, signed_in, monkeypatch: pytest.MonkeyPatch) -> None:  # I19
    def silent(*given: object, **named: object) -> None:
        raise GuardUnavailable("no answer")

    monkeypatch.setattr("hearten.blog.views.desk_shelf.require_clear", silent)
    answer = signed_in(cast.ana).post("/desk/resources/new/", GOOD)
    assert answer.status_code == 503
    assert "It is short." in answer.content.decode()
    assert not Resource.objects.exists()
