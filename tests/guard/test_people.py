"""Who is spoken of: facts about one person belong together wherever they stand; the writer's own are left alone."""

import pytest

from hearten_guard import check
from hearten_guard.document import Document
from hearten_guard.people import Person, people
from hearten_guard.types import Purpose


def spoken(text: str, purpose: Purpose = Purpose.ARTICLE) -> list[Person]:
    return people(Document.read(text, purpose))


def kinds(text: str, purpose: Purpose = Purpose.ARTICLE) -> list[set[str]]:
    return [set(person.kinds) for person in spoken(text, purpose)]


def test_a_baker_is_the_client_spoken_of_before() -> None:  # R35
    text = (
        "My client came in winter. She could not sleep. Sleep is hard for many of us. The baker had lost her twin"
        " brother. She lived in Vindeln and was 47."
    )
    assert kinds(text) == [{"job", "family", "place", "age"}]


def test_facts_paragraphs_apart_in_a_story_are_about_one_person() -> None:
    filler = "We sat in silence for a while, and the rain went on. " * 12
    text = f"My client was 34. {filler}\n\n{filler}\n\nShe lived in Kiruna. {filler}\n\nShe worked as a vet."
    assert kinds(text, Purpose.STORY_COMPOSITE) == [{"age", "place", "job"}]


def test_in_an_article_a_far_away_she_is_somebody_else() -> None:
    filler = "Sleep is a habit that can be learned again. " * 12
    text = f"One woman was 34. {filler} When a reader wrote, she lived in Kiruna."
    assert {"age", "place"} not in kinds(text)


def test_a_first_name_is_followed_through_the_text() -> None:
    text = "Anna came in spring. She was 34. Years later Anna told me she had moved to Kiruna and worked as a vet."
    (anna,) = spoken(text)
    assert anna.name == "anna"
    assert set(anna.kinds) == {"age", "place", "job"}


def test_two_clients_are_two_people() -> None:
    text = "One client is a 24-year-old ballet dancer from Lyon. Another client, a man of 60, is a judge."
    assert kinds(text) == [{"age", "job", "place"}, {"age", "job"}]


def test_her_husband_the_judge_is_a_fact_of_her_family() -> None:
    assert kinds("My client is 41. Her husband is a judge.") == [{"age", "family"}]
    assert kinds("My client is 41. Her seven-year-old son stopped speaking.") == [{"age", "family"}]


@pytest.mark.parametrize(
    "text",
    [
        "I am a 50-year-old therapist from Bristol and a mother of two.",
        "My mother was a nurse from Hull. She was 61.",
        "As a 29-year-old nurse in Leeds I cried in the car park.",
        "Aaron Beck was a psychiatrist from Philadelphia, and he was 35.",
        "Imagine a 30-year-old nurse from Leeds with two children.",
        "Many firefighters aged 30 to 50 in Umeå cannot sleep.",
        "Say you are a 45-year-old plumber in Cardiff.",
    ],
)
def test_the_writer_well_known_imagined_and_many_people_are_left_alone(text: str) -> None:
    assert spoken(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She saw a doctor in Hull.",
        "The client told a nurse about it.",
        "He asked the judge for more time.",
    ],
)
def test_whom_somebody_met_is_not_what_they_are(text: str) -> None:
    assert not any("job" in found for found in kinds(text))


def test_what_stands_in_quotation_marks_is_nobodys_fact() -> None:
    assert kinds('"She was a 43-year-old firefighter from Umeå," the novel begins.') == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("My client was 30 minutes late.", 0),
        ("It was 40 in the shade, and she cried.", 0),
        ("She is one of the bravest people I know.", 0),
        ("She was 34.", 1),
        ("She had just turned sixty-two.", 1),
        ("On her 40th birthday she left.", 1),
        ("A woman of 61 came.", 1),
    ],
)
def test_an_age_is_an_age(text: str, count: int) -> None:
    assert sum(fact.kind == "age" for person in spoken(text) for fact in person.facts) == count


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("My client lives in Hebden Bridge.", ["hebden bridge"]),
        ("My client lives in Reading.", ["reading"]),
        ("My client found peace in reading.", []),
        ("My client came in March.", []),
        ("My client moved to Malmö.", ["malmo"]),
        ("My client listened to Paris with a frown.", []),
        ("my client lives in vindeln", ["vindeln"]),
        ("MY CLIENT LIVES IN VINDELN", ["vindeln"]),
    ],
)
def test_a_place_is_a_place(text: str, places: list[str]) -> None:
    found = [fact.value for person in spoken(text) for fact in person.facts if fact.kind == "place"]
    assert found == places


def test_two_facts_that_fit_hardly_anybody_are_held_as_well() -> None:  # R35
    held = check("My client is the mayor of Vindeln.", purpose="article")
    assert [finding.rule for finding in held if finding.severity == "hold"] == ["confidentiality.combination"]
    assert check("One client is a teacher in Leeds.", purpose="article") == []


def test_one_telling_fact_is_advice_in_a_story() -> None:  # R17
    found = check("A woman came to me. Years before, her brother was murdered.", purpose="story-composite")
    assert [(finding.rule, finding.severity) for finding in found] == [("confidentiality.detail", "advise")]
