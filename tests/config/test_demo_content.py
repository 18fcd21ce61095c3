"""The demo community is whole, dated, sourced, declared and linked as the product promises of every page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from hearten.accounts.names import is_ours
from hearten.blog.models import Kind, Resource, StorySource
from hearten.config.community_talk import answers_of
from hearten.directory.models import Credential, Facet, ProfessionalRole, Therapist
from hearten.moderation.paperwork import papers
from tests.config.demo_content import (
    ARTICLES,
    COMMENTS,
    DEMO,
    EXERCISES,
    HEALTH_WORDS,
    HOST,
    PAGES,
    PEOPLE,
    PERSONAS,
    RESOURCES,
    STORIES,
    TODAY,
    TOPICS,
    grade,
    ids,
    word_count,
)

SOURCE_KINDS = {"study", "guideline", "organisation", "book"}

# What there is


def test_the_community_is_large_enough_to_feel_lived_in() -> None:
    kinds = [page["kind"] for page in PAGES]
    assert len(ARTICLES) >= 12
    assert (kinds.count("tip"), kinds.count("event"), kinds.count("exercise")) == (3, 1, 2)
    assert {story["story_source"] for story in STORIES} == {"own", "fictional", "composite"}
    assert len(EXERCISES) >= 10  # R12
    assert len(RESOURCES) >= 30
    assert len(COMMENTS) >= 40
    assert len({page["author"] for page in ARTICLES}) == 2


def test_all_four_facets_have_topics_and_articles() -> None:  # R2
    assert {topic.split(":")[0] for topic in TOPICS} == set(Facet.values)
    used = {topic for page in PAGES for topic in page["topics"]}
    assert {topic.split(":")[0] for topic in used} == set(Facet.values)
    slugs = [topic.split(":")[1] for topic in TOPICS]
    assert len(slugs) == len(set(slugs)), "a topic's slug is its key, whatever its facet"


# Pages


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_every_page_is_whole_and_dated(page: dict[str, Any]) -> None:  # R2, R72
    assert page["kind"] in Kind.values
    assert page["slug"] == page["file"]
    assert page["author"] in {"ana", "farid"}
    assert page["topics"]
    assert set(page["topics"]) <= TOPICS
    assert 0 < len(page["title"]) <= 160
    assert 0 < len(page["summary"]) <= 160
    assert page["written"] <= page["reviewed"] <= page["next_review"]
    assert TODAY - timedelta(days=550) <= page["written"] <= TODAY
    assert page["reviewed"] <= TODAY
    assert 2025 <= page["next_review"].year <= 2028


def test_exactly_one_page_shows_the_banner_for_an_overdue_review() -> None:  # R22, R72
    assert [page["slug"] for page in PAGES if page["next_review"] < TODAY] == ["missing-someone"]


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_no_address_says_what_a_reader_lives_with(page: dict[str, Any]) -> None:  # I27
    assert not HEALTH_WORDS.search(page["slug"])
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page["slug"])


@pytest.mark.parametrize("page", ARTICLES, ids=ids(ARTICLES))
def test_an_article_is_five_to_nine_hundred_words(page: dict[str, Any]) -> None:
    assert 500 <= word_count(page["body"]) <= 900


def test_a_tip_fits_in_five_hundred_characters() -> None:  # R58
    assert all(len(page["body"]) <= 500 for page in PAGES if page["kind"] == "tip")


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_claims_carry_sources_that_say_what_they_are(page: dict[str, Any]) -> None:  # R40
    if page["kind"] in ("article", "exercise"):
        assert page["sources"]
    for source in page["sources"]:
        assert source["kind"] in SOURCE_KINDS
        assert source["url"].startswith("https://")
        assert 0 < len(source["title"]) <= 200
        assert 0 < len(source["publisher"]) <= 120
        assert 1950 <= source.get("year", 2000) <= TODAY.year


@pytest.mark.parametrize("page", ARTICLES, ids=ids(ARTICLES))
def test_numbers_of_a_study_stand_beside_its_year(page: dict[str, Any]) -> None:
    for paragraph in re.split(r"\n\n|\n(?=- )", page["body"]):
        if re.search(r"\b\d[\d,]* (trials|studies|adults|people|papers)\b", paragraph):
            assert re.search(r"\b(19|20)\d\d\b|NCT\d+", paragraph), paragraph


@pytest.mark.parametrize("page", PAGES, ids=ids(PAGES))
def test_a_page_on_a_condition_says_when_to_get_help_in_person(page: dict[str, Any]) -> None:  # R22
    on_condition = any(topic.startswith("condition:") for topic in page["topics"])
    if on_condition and page["kind"] in ("article", "exercise"):
        assert "## When to get help in person" in page["body"]
        assert "(/crisis)" in page["body"]


@pytest.mark.parametrize("story", STORIES, ids=ids(STORIES))
def test_a_story_says_where_it_comes_from(story: dict[str, Any]) -> None:  # R6, C2, I20
    assert story["story_source"] in StorySource.values
    assert story["source_line"].endswith(".")
    assert story["reviewed"] - story["written"] >= timedelta(days=14)  # R45
    if story["story_source"] == "own":
        assert story["author"] == "ana"


def test_links_between_pages_and_exercises_lead_somewhere() -> None:
    known = {"article": {page["slug"] for page in PAGES}, "exercise": {item["slug"] for item in EXERCISES}}
    for page in PAGES:
        for kind, slug in re.findall(r"\((article|exercise):([^)]+)\)", page["body"]):
            assert slug in known[kind], page["slug"]
        assert not re.findall(r"\]\((?!article:|exercise:|/crisis\)|https://)", page["body"])


def test_series_are_in_order() -> None:
    series: dict[str, list[int]] = {}
    for page in PAGES:
        if "series" in page:
            series.setdefault(page["series"], []).append(page["order"])
    assert series
    assert all(sorted(orders) == list(range(1, len(orders) + 1)) for orders in series.values())


def test_the_event_lies_ahead_and_ends_after_it_begins() -> None:
    [event] = [page for page in PAGES if page["kind"] == "event"]
    assert event["starts"].date() > TODAY
    assert event["starts"] < event["ends"]
    assert len(event["place"]) <= 160


# Exercises


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_an_exercise_says_how_sure_we_are_and_who_it_is_not_for(exercise: dict[str, Any]) -> None:  # R12, R13
    assert exercise["evidence_level"] in {"strong", "moderate", "small", "limited", "untested"}
    assert exercise["evidence"].endswith(".")
    assert exercise["evidence_url"].startswith("https://") or exercise["evidence_level"] == "untested"
    assert len(exercise["not_for"]) >= 2
    assert 5 <= len(exercise["steps"]) <= 8
    assert all(len(step) <= 160 for step in exercise["steps"])
    assert exercise["aftercare"]
    assert 1 <= exercise["minutes"] <= 20
    assert not HEALTH_WORDS.search(exercise["slug"])


@pytest.mark.parametrize("exercise", EXERCISES, ids=ids(EXERCISES))
def test_the_printed_exercise_says_the_same_as_the_running_one(exercise: dict[str, Any]) -> None:
    page = (DEMO / "exercises" / f"{exercise['slug']}.md").read_text()
    said = [exercise["about"], exercise["evidence"], exercise["aftercare"], *exercise["not_for"]]
    numbered = [f"{number}. {step}" for number, step in enumerate(exercise["steps"], 1)]
    assert all(sentence in page for sentence in said + numbered)
    assert "(/crisis)" in page
    assert grade(page) <= 9


def test_meditation_is_short_open_eyed_and_can_be_stopped() -> None:  # requirements, section 6
    for exercise in EXERCISES:
        if exercise["family"] == "Mindfulness":
            assert exercise["minutes"] <= 10
            assert "eyes open" in " ".join(exercise["steps"]).lower()


def test_box_breathing_offers_a_way_without_holding_first() -> None:
    [square] = [item for item in EXERCISES if item["slug"] == "four-sides"]
    hold = next(i for i, step in enumerate(square["steps"]) if "rest for up to four" in step)
    assert all("breathe" in step for step in square["steps"][1:hold])
    assert square["steps"][hold].startswith("Only if it feels good")


def test_both_families_and_both_exercise_pages_are_there() -> None:  # R13
    assert {"CBT", "Mindfulness"} <= {item["family"] for item in EXERCISES}
    linked = {page["exercise"] for page in PAGES if page["kind"] == "exercise"}
    assert linked <= {item["slug"] for item in EXERCISES}
    assert len(linked) == 2


# Shelf


@pytest.mark.parametrize("row", RESOURCES, ids=lambda row: row["title"])
def test_a_resource_is_typed_declared_and_never_said_to_be_checked(row: dict[str, Any]) -> None:  # R4, R5
    for name in ("kind", "cost", "interest"):
        choices = Resource._meta.get_field(name).choices or []
        assert row[name] in [value for value, _ in choices]
    for name in ("title", "maker", "language", "url", "why"):
        assert 0 < len(row[name]) <= (Resource._meta.get_field(name).max_length or 0)
    assert row["url"].startswith("https://")
    assert "?ref" not in row["url"]
    assert "tag=" not in row["url"]
    assert "checked_on" not in row
    assert row["added_by"] in {"ana", "farid"}
    assert row["topics"]
    assert set(row["topics"]) <= TOPICS


def test_money_ties_are_said_in_words_too() -> None:  # R4
    own = [row for row in RESOURCES if row["interest"] == "own"]
    assert 1 <= len(own) <= 2
    assert all("I earn from this" in row["why"] for row in own)
    assert {row["kind"] for row in RESOURCES} == {
        "book", "podcast", "course", "app", "website", "video", "helpline",
    }  # fmt: skip
    assert len({row["url"] for row in RESOURCES}) == len(RESOURCES)


# People


@pytest.mark.parametrize("person", PEOPLE["professionals"], ids=lambda person: person["login"])
def test_a_professional_says_who_they_are(person: dict[str, Any]) -> None:  # R33, R34, R47
    limits = {"headline": "headline", "bio": "bio", "approach": "approach", "purpose": "purpose",
              "audience": "audience", "jurisdiction_text": "works_with", "price_text": "price",
              "complaints": "complaints"}  # fmt: skip
    for ours, theirs in limits.items():
        assert 0 < len(person[ours]) <= Therapist._meta.get_field(theirs).max_length
    assert len("\n".join(person["will_not_do"])) <= Therapist._meta.get_field("wont_do").max_length
    assert len(person["social_media_policy"]) >= 8  # R27
    assert person["role"] in ProfessionalRole.values
    assert person["reply_text"]
    assert set(person["topics"]) <= TOPICS


def test_no_credential_pretends_to_have_been_checked() -> None:  # I22, R73
    credentials = [row for person in PEOPLE["professionals"] for row in person["credentials"]]
    assert len(credentials) >= 3
    assert all(row["status"] == Credential.state for row in credentials)
    assert all(row["number"] == "" or row["number"].startswith("DEMO-") for row in credentials)
    assert "self-described, not checked" in HOST["pages"]["how_we_check"]


def test_the_cast_is_whole_and_says_what_each_may_not_see() -> None:
    cast = {row["login"]: row for row in PEOPLE["cast"]}
    assert set(cast) == {"ana", "ben", "cleo", "dov", "eve", "farid", "grace", "hugo", "ingrid", "iris"}
    assert all(row["cannot_see"] for row in cast.values())
    assert {login for login, row in cast.items() if not row["passphrase"]} == {"eve"}
    assert all(row["passphrase"] in ("", f"demo-{login}-passphrase") for login, row in cast.items())


# Comments


def test_comments_stand_under_pages_that_exist_and_follow_what_they_answer() -> None:  # R9
    pages = {page["slug"]: page for page in PAGES}
    seen: dict[str, dict[str, Any]] = {}
    for item in COMMENTS:
        page = pages[item["on"]]
        when = TODAY - timedelta(days=item["days_ago"])
        assert page["reviewed"] <= when or page["written"] <= when, item["id"]
        parent = seen.get(item.get("reply_to", ""))
        if "reply_to" in item:
            assert parent is not None, item["id"]
            assert parent["on"] == item["on"]
            assert (-parent["days_ago"], parent["hour"]) <= (-item["days_ago"], item["hour"])
        assert item["id"] not in seen
        assert 0 < len(item["text"]) <= 600
        seen[item["id"]] = item
    assert len({item["on"] for item in COMMENTS}) >= 12


def test_a_reader_has_another_name_on_every_page_owners_pages() -> None:  # I4
    names = [persona["name"] for persona in PERSONAS.values()]
    assert len(names) == len(set(names))
    assert all(is_ours(name) for name in names)
    owners = {page["slug"]: page["author"] for page in PAGES}
    accounts = {row["login"] for row in [*PEOPLE["cast"], *PEOPLE["readers"]]}
    for label, persona in PERSONAS.items():
        assert persona["account"] in accounts
        assert label.endswith(f"@{persona['page']}")
    for item in COMMENTS:
        owner = owners[item["on"]]
        assert item["by"] == owner or PERSONAS[item["by"]]["page"] == owner, item["id"]


def test_one_comment_waits_one_was_removed_with_reasons_and_one_needs_a_person() -> None:  # R95, I12, I41
    states = [item["state"] for item in COMMENTS]
    assert set(states) == {"visible", "waiting", "removed"}
    [removed] = [item for item in COMMENTS if item["state"] == "removed"]
    decision = removed["decision"]
    assert decision["by"] == "dov"
    assert decision["automated"] is False
    assert min(len(decision[name]) for name in ("rule", "facts", "redress")) > 20
    assert "be kind" in HOST["pages"]["terms"].lower()
    [tired] = [item for item in COMMENTS if "safety" in item]
    assert tired["safety"] == "passive"
    assert "decision" not in tired
    [first] = [item for item in COMMENTS if item["state"] == "waiting" and "safety" not in item]
    assert [item["by"] for item in COMMENTS].count(first["by"]) == 1  # a new name on this page


def test_nothing_anybody_wrote_tells_who_is_a_client() -> None:  # I1, R10
    for item in COMMENTS:
        assert not re.search(
            r"\b(as we (said|discussed)|our session|last session|in care with)\b", item["text"], re.IGNORECASE
        )
        assert not re.search(r"\b(Ana|Cleo|Ben|Hugo|Dov|Grace)\b", item["text"])


# Host


def test_the_host_has_its_pages_its_records_and_its_shifts() -> None:  # R107, I13
    assert set(HOST["pages"]) == {"about", "how_we_check", "accessibility", "terms", "privacy"}
    records = {record["kind"]: record for record in HOST["records"]}
    assert set(records) == {kind for kind, paper in papers().items() if paper.opens != "young"}  # R98
    assert len(records["illegal_content"]["answers"]) >= 10
    for kind, record in records.items():
        answers = answers_of(record)
        assert set(answers) == {question.id for question in papers()[kind].questions}
        assert all(answer.strip() and "[" not in answer for answer in answers.values())
    assert HOST["host"]["country"] == "se"
    for shift in HOST["shifts"]:
        assert shift["login"] == "grace"
        assert 1 <= shift["weekday"] <= 7
        assert shift["starts"] < shift["ends"]
    assert "Nobody watches this place at night" in HOST["pages"]["about"]
