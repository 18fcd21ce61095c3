"""Starting a page: every answer is checked, nothing is lost, and it stays unlisted until it is complete (R34)."""

from html import unescape

import pytest

from hearten.directory.models import SocialMediaPolicy, Therapist, Topic
from hearten.events.models import Event

FIRST = {"name": "Nora Berg", "handle": "nora-berg", "role": "counsellor"}
PURPOSE = {"purpose": "To explain.", "audience": "Adults.", "wont_do": "No advice on medicine.\nNo praise."}
PROFILE = {"headline": "", "bio": "", "approach": "", "languages": "", "works_with": "", "price": "", "access": "",
           "complaints": ""}  # fmt: skip


@pytest.fixture
def nora(newcomer, signed_in):
    return signed_in(newcomer)


def test_a_page_begins_with_three_answers_and_nobody_sees_it(nora, signed_in) -> None:
    assert nora.post("/desk/start/", FIRST).status_code == 302
    row = Therapist.objects.get(handle="nora-berg")
    assert (row.name, row.role) == ("Nora Berg", "counsellor")
    assert signed_in(None).get("/@nora-berg/about/").status_code == 404
    assert "Nora Berg" not in signed_in(None).get("/therapists/").text
    assert "Only you see this page" in nora.get("/@nora-berg/about/").text


def test_a_page_is_listed_only_with_purpose_audience_limits_and_policy(nora, signed_in) -> None:  # R27, R34
    nora.post("/desk/start/", FIRST)
    for left_out in PURPOSE:
        answers = {**PURPOSE, left_out: ""}
        assert nora.post("/desk/start/purpose/", answers).status_code == 302
        assert "Only you see your page so far" in nora.get("/desk/start/").text
    nora.post("/desk/start/purpose/", PURPOSE)
    assert "Write your social-media policy" in nora.get("/desk/start/").text
    assert "Nora Berg" not in signed_in(None).get("/therapists/").text
    nora.post("/desk/start/policy/", {"text": "I do not follow clients."})
    assert "Your page is open" in nora.get("/desk/start/").text
    assert "Nora Berg" in signed_in(None).get("/therapists/").text
    assert signed_in(None).get("/@nora-berg/about/").status_code == 200


def test_there_is_one_page_for_one_account(nora) -> None:
    nora.post("/desk/start/", FIRST)
    nora.post("/desk/start/", {**FIRST, "handle": "nora-two"})
    assert list(Therapist.objects.filter(handle__startswith="nora").values_list("handle", flat=True)) == [
        "nora-berg"
    ]


@pytest.mark.parametrize("missing", ["name", "handle", "role"])
def test_each_of_the_first_answers_is_needed_and_the_others_come_back(missing, nora) -> None:
    answer = nora.post("/desk/start/", {**FIRST, missing: ""})
    assert answer.status_code == 422
    assert all(value in answer.text for name, value in FIRST.items() if name not in {missing, "role"})
    assert not Therapist.objects.filter(handle="nora-berg").exists()


def test_the_handle_that_somebody_took_this_moment_is_an_error_not_a_crash(
    nora, monkeypatch, transactional_db
) -> None:
    monkeypatch.setattr("hearten.directory.forms.check_handle", lambda handle: None)
    answer = nora.post("/desk/start/", {**FIRST, "handle": "ana"})
    assert (answer.status_code, "just taken" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("place", "field", "answers"),
    [
        ("purpose", "purpose", PURPOSE),
        ("purpose", "wont_do", PURPOSE),
        ("profile", "bio", PROFILE),
        ("profile", "approach", PROFILE),
        ("profile", "headline", PROFILE),
        ("profile", "price", PROFILE),
        ("profile", "complaints", PROFILE),
        ("policy", "text", {}),
        ("credentials/new", "title", {}),
        ("credentials/new", "register", {"title": "Psychologist"}),
        ("name", "name", {"role": "coach"}),
    ],
)
def test_every_text_passes_the_check_and_comes_back_word_for_word(place, field, answers, ana) -> None:  # R29, R33
    before = Event.objects.count()
    answer = ana.post(f"/desk/start/{place}/", {**answers, field: "I am the best."})
    text = unescape(answer.text)
    assert answer.status_code == 422
    assert "I am the best." in text
    assert "A reason in plain words." in text
    assert "Not saved yet" in text
    assert Event.objects.count() == before


def test_a_remark_stands_right_below_its_question(ana) -> None:
    text = ana.post("/desk/start/profile/", {**PROFILE, "approach": "I am the best."}).text
    at = [text.index(part) for part in ('id="id_bio"', 'id="id_approach"', 'id="finding-1"', 'id="id_languages"')]
    assert at == sorted(at)


def test_a_suggested_wording_is_put_in_but_not_saved(ana, cast) -> None:
    answers = {**PROFILE, "bio": "I am the best of helpers.", "price": "Free."}
    answer = ana.post("/desk/start/profile/", {**answers, "apply": "1"})
    text = unescape(answer.text)
    assert "I am one of many of helpers." in text
    assert "Free." in text
    assert "Nothing is saved yet" in text
    assert Therapist.objects.get(account=cast.ana).price == ""


@pytest.mark.parametrize("number", ["", "9", "x", "-1", "\0"])
def test_a_suggestion_that_is_not_there_changes_no_word(number, ana) -> None:
    answer = ana.post("/desk/start/profile/", {**PROFILE, "bio": "I am the best.", "apply": number})
    assert (answer.status_code, "I am the best." in unescape(answer.text)) == (200, True)


def test_advice_can_be_seen_and_passed_but_a_hold_can_not(ana, cast) -> None:
    answers = {**PROFILE, "bio": "Sleep always works."}
    assert ana.post("/desk/start/profile/", answers).status_code == 422
    assert ana.post("/desk/start/profile/", {**answers, "acknowledge": "claim.always"}).status_code == 302
    assert Therapist.objects.get(account=cast.ana).bio == "Sleep always works."
    held = {**PROFILE, "bio": "I am the best.", "acknowledge": "promotion.best"}
    assert ana.post("/desk/start/profile/", held).status_code == 422


def test_words_about_a_crisis_stop_nobody(ana, cast) -> None:  # I12
    ana.post("/desk/start/profile/", {**PROFILE, "bio": "I once wanted to end my life."})
    assert Therapist.objects.get(account=cast.ana).bio == "I once wanted to end my life."


@pytest.mark.parametrize("place", ["purpose", "profile", "policy", "credentials/new", "name"])
def test_when_the_check_is_away_nothing_is_published_and_nothing_is_lost(place, ana, guard) -> None:  # I19
    guard.down()
    before = Event.objects.count()
    answers = {**PURPOSE, **PROFILE, "text": "My words.", "title": "My words.", "name": "My words", "role": "coach",
               "purpose": "My words.", "bio": "My words."}  # fmt: skip
    answer = ana.post(f"/desk/start/{place}/", answers)
    assert answer.status_code == 503
    assert "My words" in answer.text
    assert "our fault" in answer.text
    assert Event.objects.count() == before


def test_words_that_did_not_change_are_not_read_again(ana, cast, guard) -> None:
    ana.post("/desk/start/profile/", {**PROFILE, "bio": "Old words."})
    guard.asked.clear()
    ana.post("/desk/start/profile/", {**PROFILE, "bio": "Old words.", "price": "Free."})
    assert guard.asked == ["Free."]


def test_every_step_can_be_opened_and_shows_what_was_said(ana, cast) -> None:
    ana.post("/desk/start/profile/", {**PROFILE, "bio": "I like lamps."})
    for place in ("", "name/", "purpose/", "profile/", "credentials/", "credentials/new/", "policy/", "settings/"):
        assert ana.get(f"/desk/start/{place}").status_code == 200
    assert "I like lamps." in ana.get("/desk/start/profile/").text
    assert "Adults who lie awake." in ana.get("/desk/start/purpose/").text
    assert "I do not follow clients." in ana.get("/desk/start/policy/").text


def test_people_without_the_role_find_nothing_here(signed_in, cast) -> None:  # I3
    missing = signed_in(cast.ben).get("/desk/no-such-page/").content
    for person in (cast.ben, cast.dov, cast.grace, cast.hugo):
        for place in (
            "",
            "name/",
            "purpose/",
            "profile/",
            "credentials/",
            "credentials/new/",
            "policy/",
            "settings/",
        ):
            answer = signed_in(person).get(f"/desk/start/{place}")
            assert (answer.status_code, answer.content) == (404, missing)
    assert signed_in(None).get("/desk/start/").status_code == 302


def test_before_there_is_a_page_its_other_steps_are_not_there(nora) -> None:
    for place in ("name", "purpose", "profile", "credentials", "credentials/new", "policy", "settings"):
        assert nora.get(f"/desk/start/{place}/").status_code == 404


def test_too_many_words_are_an_error_and_all_of_them_come_back(ana) -> None:
    long = "word " * 900
    answer = ana.post("/desk/start/profile/", {**PROFILE, "bio": long})
    assert (answer.status_code, answer.text.count("word ") >= 890) == (422, True)


def test_topics_are_chosen_from_those_there_are(ana, cast) -> None:
    Topic.objects.create(slug="sleep", facet="condition", name="Sleep")
    assert ana.post("/desk/start/profile/", {**PROFILE, "topics": ["sleep"]}).status_code == 302
    assert [topic.name for topic in cast.ana.therapist.topics.all()] == ["Sleep"]
    assert ana.post("/desk/start/profile/", {**PROFILE, "topics": ["nothing"]}).status_code == 422
    assert "checked" in ana.get("/desk/start/profile/").text


def test_each_change_leaves_a_trace_without_words(ana, cast) -> None:  # I27
    ana.post("/desk/start/profile/", {**PROFILE, "bio": "Secret words."})
    event = Event.objects.get(kind="therapist.changed")
    assert event.subject == f"directory.therapist:{cast.ana.therapist.pk}"
    assert "Secret" not in str(event.data)
    assert event.data["fields"] == ["bio", "headline", "topics"]


def test_closing_a_page_takes_it_from_everyone_but_its_owner(ana, signed_in) -> None:
    settings = {"comments_close_after_days": "60"}
    ana.post("/desk/start/settings/", {**settings, "closed": "on"})
    assert signed_in(None).get("/@ana/about/").status_code == 404
    assert signed_in(None).get("/@ana/policy/").status_code == 404
    assert "Ana Lindqvist" not in signed_in(None).get("/therapists/").text
    assert "You closed your page" in ana.get("/desk/start/").text
    ana.post("/desk/start/settings/", settings)
    assert signed_in(None).get("/@ana/about/").status_code == 200


def test_comment_settings_are_kept(ana, cast) -> None:
    ana.post("/desk/start/settings/", {"review_comments_first": "on", "comments_close_after_days": "7"})
    row = Therapist.objects.get(account=cast.ana)
    assert (row.review_comments_first, row.comments_close_after_days) == (True, 7)
    assert ana.post("/desk/start/settings/", {"comments_close_after_days": "12345"}).status_code == 422


def test_a_paused_therapist_has_no_desk(ana, cast, signed_in) -> None:
    cast.ana.paused = "restricted"
    cast.ana.save()
    assert ana.get("/desk/start/").status_code in {302, 403, 404}
    assert signed_in(None).get("/@ana/about/").status_code == 404
    assert SocialMediaPolicy.objects.exists()


@pytest.mark.parametrize("place", ["", "profile/", "credentials/", "policy/"])
def test_a_step_costs_few_queries(place, ana, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(8):
        ana.get(f"/desk/start/{place}")


def test_the_titles_one_states_as_ones_own_may_be_used(ana, cast) -> None:  # R29
    answers = {**PROFILE, "headline": "Dr of small steps"}
    held = ana.post("/desk/start/profile/", answers)
    assert held.status_code == 422
    assert "About titles" in held.text
    ana.post("/desk/start/credentials/new/", {"title": "Dr of psychology"})
    assert ana.post("/desk/start/profile/", answers).status_code == 302


def test_stating_a_title_does_not_help_who_is_here_without_a_licence(ana, cast) -> None:  # R29, R93
    ana.post("/desk/start/name/", {"name": "Ana Lindqvist", "role": "coach"})
    assert ana.post("/desk/start/credentials/new/", {"title": "Dr of psychology"}).status_code == 422
    cast.ana.therapist.credentials.create(title="Dr of psychology")
    assert ana.post("/desk/start/profile/", {**PROFILE, "headline": "Dr of small steps"}).status_code == 422


def test_a_change_of_role_has_every_text_read_again(ana, cast) -> None:  # R29
    cast.ana.therapist.credentials.create(title="Dr of psychology")
    ana.post("/desk/start/profile/", {**PROFILE, "headline": "Dr of small steps"})
    answer = ana.post("/desk/start/name/", {"name": "Ana Lindqvist", "role": "coach"})
    assert answer.status_code == 422
    assert "in another part of your page" in answer.text
    assert Therapist.objects.get(account=cast.ana).role == "licensed"


def test_a_suggestion_means_the_same_remark_on_both_sides_of_the_button(ana, cast) -> None:
    cast.ana.therapist.credentials.create(title="Dr of psychology")
    answers = {**PROFILE, "headline": "Dr of small steps", "bio": "I am the best of helpers."}
    assert 'id="finding-1"' in ana.post("/desk/start/profile/", answers).text
    assert "I am one of many of helpers." in ana.post("/desk/start/profile/", {**answers, "apply": "1"}).text


class TestWhileWriting:
    """The fragment that comes while somebody types (`<h-findings>`): same words as a refusal, nothing kept."""

    TYPING = {"HX-Request": "true"}

    @pytest.fixture
    def profile(self, nora):
        nora.post("/desk/start/", FIRST)
        return lambda **answers: nora.post("/desk/start/profile/", {**PROFILE, **answers}, headers=self.TYPING)

    def test_a_finding_names_the_answer_it_is_in_and_nothing_is_saved(self, profile) -> None:
        said = unescape(profile(bio="I am the best of all.").text)
        assert "In “" in said
        assert "the best" in said
        assert "<form" not in said
        assert Therapist.objects.get(handle="nora-berg").bio == ""

    def test_an_answer_that_is_wrong_otherwise_does_not_stop_the_reading(self, profile) -> None:
        answer = profile(headline="x" * 5000, bio="I am the best of all.")
        assert (answer.status_code, "the best" in answer.text) == (200, True)

    def test_ordinary_answers_get_no_word(self, profile) -> None:
        assert "finding" not in profile(bio="I explain what helps.").text
