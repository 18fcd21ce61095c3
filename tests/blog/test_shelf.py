"""The shelf says what things are, what they cost and who earns from them."""

import pytest

from hearten.blog.links import affiliate_hint
from hearten.blog.models import Resource
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
