"""A policy never changes in silence (R27, R46)."""

import time
from html import unescape

import pytest
from django.db import IntegrityError

from hearten.directory.models import SocialMediaPolicy
from hearten.directory.policy import changes, paragraphs
from hearten.events.models import Event

PLACE = "/desk/start/policy/"
OLD = "I do not follow clients.\nI answer on Mondays."
NEW = "I do not follow clients.\nI answer on Fridays.\nI take no gifts."


def rebuilt(found, keep):
    return [text for text in ("".join(p.text for p in line.pieces if p.kind in keep) for line in found) if text]


def test_changing_the_words_makes_a_version_and_the_old_one_stays(ana, signed_in) -> None:
    ana.post(PLACE, {"text": NEW})
    eve = signed_in(None)
    assert "I take no gifts." in eve.get("/@ana/policy/").text
    assert "I take no gifts." not in eve.get("/@ana/policy/1/").text
    assert "This is an older version" in eve.get("/@ana/policy/1/").text
    assert Event.objects.filter(kind="policy.changed").count() == 1


def test_the_page_shows_what_came_in_and_what_went(ana, signed_in) -> None:
    ana.post(PLACE, {"text": OLD})
    ana.post(PLACE, {"text": NEW})
    text = unescape(signed_in(None).get("/@ana/policy/").text)
    assert "Taken out: </span> Mondays." in text
    assert "Added: </span> Fridays." in text
    assert "Added: </span>I take no gifts." in text
    assert all(f"/@ana/policy/{number}/" in text for number in (1, 2, 3))


def test_the_same_words_make_no_version(ana) -> None:
    ana.post(PLACE, {"text": "  I do not follow clients.\u200b "})
    assert SocialMediaPolicy.objects.filter(therapist__handle="ana").count() == 1
    assert not Event.objects.filter(kind="policy.changed").exists()


def test_a_policy_can_not_be_emptied(ana) -> None:
    assert ana.post(PLACE, {"text": " \u200b "}).status_code == 422
    assert SocialMediaPolicy.objects.filter(therapist__handle="ana").count() == 1


def test_the_database_takes_no_empty_policy(cast) -> None:
    with pytest.raises(IntegrityError):
        SocialMediaPolicy.objects.create(therapist=cast.ana.therapist, version=9, text="")


@pytest.mark.parametrize("number", [0, 2, 99, 10**6])
def test_a_version_that_never_was_is_not_there(number, signed_in, cast) -> None:
    assert signed_in(None).get(f"/@ana/policy/{number}/").status_code == 404


def test_without_a_policy_there_is_no_page_for_it(ana, cast) -> None:
    cast.ana.therapist.policies.all().delete()
    assert ana.get("/@ana/policy/").status_code == 404


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (OLD, NEW),
        (NEW, OLD),
        ("", NEW),
        (OLD, ""),
        ("a b c", "c b a"),
        ("one\n\ntwo", "two\n\none"),
        ("same", "same"),
        ("a  b", "a b"),
    ],
)
def test_a_difference_holds_every_word_of_both(older, newer) -> None:
    found = changes(older, newer)
    assert rebuilt(found, {"same", "out"}) == paragraphs(older)
    assert [line.strip() for line in rebuilt(found, {"same", "in"})] == paragraphs(newer)


def test_no_text_makes_comparing_slow() -> None:
    started = time.process_time()
    changes("a\n" * 4000, "a\n" * 3999 + "b")
    changes("a " * 4000, "b " + "a " * 3999)
    changes(("a b " * 60 + "\n") * 30, ("b a " * 60 + "\n") * 30)
    assert time.process_time() - started < 2


def test_html_in_a_policy_stays_words(ana, signed_in) -> None:
    ana.post(PLACE, {"text": "<script>alert(1)</script>"})
    text = signed_in(None).get("/@ana/policy/").text
    assert "<script>alert" not in text
    assert "alert(1)" in unescape(text)


def test_twenty_versions_cost_no_more_than_one(ana, cast, signed_in, django_assert_max_num_queries) -> None:
    for number in range(2, 21):
        SocialMediaPolicy.objects.create(therapist=cast.ana.therapist, version=number, text=f"Text {number}.")
    with django_assert_max_num_queries(4):
        signed_in(None).get("/@ana/policy/")
