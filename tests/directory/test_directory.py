"""The list is open to everyone, ordered by name alone, and judges nobody (R33, I24, I25, C1, C8)."""

import random
import re
from html import unescape

import pytest
from django.apps import apps

from hearten.accounts.models import Role
from hearten.directory.models import SocialMediaPolicy, Therapist
from tests import cast as people


def crowd(count):
    names = [f"Person {chr(65 + number % 26)}{number:02}" for number in range(count)]
    random.Random(7).shuffle(names)
    for number, name in enumerate(names):
        owner = people.account(f"crowd-{number}", [Role.MEMBER, Role.THERAPIST])
        people.therapist(owner, f"crowd-{number}", name, "coach")


def names_on(text):
    return re.findall(r'card__title"><a[^>]*>([^<]+)<', unescape(text))


def test_everyone_may_read_the_list_without_an_account_or_a_cookie(signed_in, cast) -> None:
    answer = signed_in(None).get("/therapists/")
    assert names_on(answer.text) == ["Ana Lindqvist", "Farid Haddad"]
    assert not answer.cookies


def test_names_stand_in_the_order_of_the_alphabet_whatever_their_case(signed_in, cast) -> None:
    people.therapist(people.account("b1"), "b-one", "berta Alm", "coach")
    people.therapist(people.account("b2"), "b-two", "Bea Zorn", "coach")
    assert names_on(signed_in(None).get("/therapists/").text) == [
        "Ana Lindqvist",
        "Bea Zorn",
        "berta Alm",
        "Farid Haddad",
    ]


def test_money_and_popularity_change_no_order(signed_in, cast) -> None:  # I25
    crowd(12)
    eve = signed_in(None)
    before = names_on(eve.get("/therapists/").text)
    shuffled = random.Random(3)
    for row in Therapist.objects.all():
        row.price = f"{shuffled.randint(0, 5000)} SEK"
        row.headline = "x" * shuffled.randint(0, 100)
        row.comments_close_after_days = shuffled.randint(0, 300)
        row.save()
        for number in range(2, 2 + shuffled.randint(0, 4)):
            SocialMediaPolicy.objects.create(therapist=row, version=number, text="x")
    assert names_on(eve.get("/therapists/").text) == before == sorted(before)


JUDGING = re.compile(
    r"rating|stars?$|score|testimonial|endorse|recommend|popular|likes?$|votes?$|follow|karma|rank"
    r"|review(?!ed)"
)
#: Who reads what, and when it is due to be read again: about a text, by a named colleague, and seen by no reader.
READINGS = re.compile(
    r"blog\.storyreview|next_review_on$|review_comments_first$|blog\.post\.reviews$"
    r"|library\.hosttext\.reviewer(_role)?$"
    r"|moderation\.handoff\.followed_up_at$"
)


def test_no_table_can_hold_a_clients_rating_or_review_of_anybody() -> None:  # I24
    names = []
    for model in apps.get_models():
        if model.__module__.startswith("hearten."):
            label = model._meta.label_lower
            names += [label, *(f"{label}.{field.name}" for field in model._meta.get_fields())]
    assert len(names) > 100
    assert [name for name in names if JUDGING.search(name.split(".")[-1]) and not READINGS.search(name)] == []


def test_no_page_shows_a_star_a_count_or_a_place_for_a_review(signed_in, cast) -> None:  # C1
    for place in ("/therapists/", "/@ana/about/"):
        text = signed_in(None).get(place).text
        assert "★" not in text
        assert not re.search(r"\d+\s+(reviews?|followers?|readers?|likes?)", text)


def test_no_page_of_a_professional_lets_them_find_or_write_to_a_member(ana, cast) -> None:  # R27, C8
    for place in ("/desk/start/", "/desk/start/settings/", "/therapists/", "/@ana/about/"):
        text = ana.get(place).text.lower()
        assert "cleo" not in text
        assert "ben" not in re.findall(r"\w+", text)
    for wished in ("/members/", "/desk/members/", "/desk/start/members/", "/desk/follow/", "/@cleo/about/"):
        assert ana.get(wished).status_code == 404


def test_a_coach_says_not_a_licensed_therapist_on_every_page(signed_in, cast) -> None:  # R29
    people.therapist(people.account("kim"), "kim", "Kim Coach", "coach")
    for place in ("/therapists/", "/@kim/about/", "/@kim/policy/"):
        assert "not a licensed therapist" in signed_in(None).get(place).text


def test_the_profile_says_who_why_for_whom_and_where_to_complain(signed_in, cast) -> None:  # R33, R34, R47
    row = cast.ana.therapist
    row.complaints, row.works_with, row.price = "Write to the council.", "People in Sweden", "950 SEK"
    row.languages, row.access, row.approach = "Swedish", "Step-free", "CBT"
    row.save()
    text = unescape(signed_in(None).get("/@ana/about/").text)
    for said in ("To explain what helps", "Adults who lie awake", "never give advice", "Write to the council",
                 "CBT", "People in Sweden", "950 SEK", "Swedish", "Step-free", "Socialstyrelsen", "DEMO-0000",
                 "/about/credentials/", "/@ana/policy/", "has not checked it"):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("reason", ["closed", "incomplete", "no policy", "paused", "erased", "never there"])
def test_a_page_that_is_not_open_looks_like_one_that_never_was(reason, signed_in, cast) -> None:  # I3
    eve, row = signed_in(None), cast.ana.therapist
    never = {place: eve.get(f"/@nobody/{place}").content for place in ("about/", "policy/", "policy/1/")}
    if reason == "closed":
        Therapist.objects.filter(pk=row.pk).update(closed=True)
    elif reason == "incomplete":
        Therapist.objects.filter(pk=row.pk).update(wont_do="")
    elif reason == "no policy":
        row.policies.all().delete()
    elif reason == "paused":
        cast.ana.paused = "restricted"
        cast.ana.save()
    else:
        row.delete()
    for person in (None, cast.ben, cast.farid):
        for place, body in never.items():
            answer = signed_in(person).get(f"/@ana/{place}")
            assert answer.status_code == 404
            assert answer.content == body or person is not None
    assert "Ana Lindqvist" not in eve.get("/therapists/").text


def test_the_list_goes_on_and_ends_with_everyone_on_it_once(signed_in, cast) -> None:
    crowd(108)
    eve, place, seen = signed_in(None), "/therapists/", []
    for _ in range(5):
        text = unescape(eve.get(place).text)
        seen += names_on(text)
        after = re.search(r"/therapists/\?after=([a-z0-9-]+)", text)
        if not after:
            break
        place = f"/therapists/?after={after[1]}"
    assert len(seen) == len(set(seen)) == 110
    assert seen == sorted(seen, key=str.lower)
    assert "That is everyone." in text


@pytest.mark.parametrize("after", ["nobody", "\0", "'", "x" * 3000])
def test_a_strange_place_in_the_list_is_its_beginning(after, signed_in, cast) -> None:
    assert "Ana Lindqvist" in signed_in(None).get("/therapists/", {"after": after}).text


def test_an_empty_host_says_so_kindly(signed_in, cast) -> None:
    Therapist.objects.all().delete()
    assert "Nobody has an open page yet" in signed_in(None).get("/therapists/").text


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_with_one_and_with_fifty(count, signed_in, cast, django_assert_num_queries) -> None:
    crowd(count)
    with django_assert_num_queries(1):
        signed_in(None).get("/therapists/")


def test_a_profile_costs_few_queries(signed_in, cast, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        signed_in(None).get("/@ana/about/")


@pytest.mark.parametrize("place", ["/therapists/", "/@ana/about/", "/@ana/policy/", "/about/credentials/"])
def test_public_pages_take_no_posts(place, signed_in, cast) -> None:
    assert signed_in(None).post(place).status_code in {403, 405}
