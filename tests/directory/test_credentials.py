"""A credential is what its holder says, and it says so wherever it stands (R47, R73, R81, I22)."""

from html import unescape

import pytest

from hearten.directory.models import Credential

STATED = {"title": "Licensed psychologist", "register": "HOSP", "number": "12-34", "jurisdiction": "Sweden",
          "insurer": "A mutual"}  # fmt: skip


def test_a_credential_is_added_changed_and_taken_away(ana, cast, signed_in) -> None:
    eve = signed_in(None)
    assert ana.post("/desk/start/credentials/new/", STATED).status_code == 302
    row = Credential.objects.get(title="Licensed psychologist")
    text = unescape(eve.get("/@ana/about/").text)
    assert all(value in text for value in STATED.values())
    ana.post(f"/desk/start/credentials/{row.pk}/", {**STATED, "number": "99-99"})
    assert "99-99" in eve.get("/@ana/about/").text
    ana.post(f"/desk/start/credentials/{row.pk}/remove/")
    assert "99-99" not in eve.get("/@ana/about/").text


def test_wherever_it_is_shown_it_says_that_nobody_checked(ana, signed_in, cast) -> None:  # R73
    for person, place in ((None, "/@ana/about/"), (None, "/therapists/"), (cast.ana, "/desk/start/credentials/"),
                          (None, "/@ana/policy/")):  # fmt: skip
        text = signed_in(person).get(place).text
        assert text.count("Psychologist") <= text.count("self-described, not checked")
        assert "not checked" in text


def test_no_page_says_that_anything_was_verified(signed_in, cast) -> None:  # I22
    for place in ("/@ana/about/", "/therapists/", "/@ana/policy/"):
        text = signed_in(None).get(place).text.lower()
        assert "verified" not in text


def test_the_page_on_checking_says_that_nothing_is_checked_and_why_there_are_no_stars(
    signed_in, db
) -> None:  # R81, C1
    text = unescape(signed_in(None).get("/about/credentials/").text)
    assert "Today we do not check them" in text
    assert "no stars and no reviews" in text
    assert "APA Ethics Code 5.05" in text


def test_nobody_touches_the_credential_of_a_colleague(ana, cast) -> None:
    theirs = cast.farid.therapist.credentials.get()
    missing = ana.get("/desk/start/credentials/999999/").content
    for answer in (
        ana.get(f"/desk/start/credentials/{theirs.pk}/"),
        ana.post(f"/desk/start/credentials/{theirs.pk}/", STATED),
        ana.post(f"/desk/start/credentials/{theirs.pk}/remove/"),
    ):
        assert (answer.status_code, answer.content) == (404, missing)
    theirs.refresh_from_db()
    assert theirs.title == "Psychologist"


def test_a_credential_needs_a_title(ana) -> None:
    answer = ana.post("/desk/start/credentials/new/", {**STATED, "title": " "})
    assert (answer.status_code, "12-34" in answer.text) == (422, True)


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_way_out_removes_nothing(method, ana, cast) -> None:
    row = cast.ana.therapist.credentials.get()
    assert getattr(ana, method)(f"/desk/start/credentials/{row.pk}/remove/").status_code == 405
    assert Credential.objects.filter(pk=row.pk).exists()
