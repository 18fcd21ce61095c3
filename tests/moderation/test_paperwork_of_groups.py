"""Groups wait for more forms than comments, and spaces for the young for one more of their own (R107, R98)."""

import html
import re

import pytest
from django.utils import timezone

from hearten.accounts.models import Role
from hearten.moderation import actions
from hearten.moderation.crisis_lines import load
from hearten.moderation.models import HostRecord, LineCheck
from hearten.moderation.paperwork import (
    comments_may_open,
    groups_may_open,
    missing_for_groups,
    papers,
    to_confirm,
    young_spaces_may_open,
)

FOR_GROUPS = [kind for kind, paper in papers().items() if paper.opens == "groups"]
FIRST = FOR_GROUPS[0]


def text(response) -> str:
    return html.unescape(response.content.decode())


def fill(cast, kind: str) -> None:
    answers = {question.id: "This is true." for question in papers()[kind].questions}
    actions.fill_record(kind=kind, answers=answers, name="Grace Nyberg", by=cast.grace)


@pytest.fixture
def ready(cast, settings, data_dir):
    """All that groups need, and nothing of what only the young need."""
    settings.COUNTRY = "se"
    for kind, paper in papers().items():
        if paper.opens != "young":
            fill(cast, kind)
    for entry in to_confirm(load().country("se")):
        LineCheck.objects.create(line_id=entry.id, checked_on=timezone.localdate(), name="Grace")


class TestGroupsMayOpen:
    def test_when_everything_is_there(self, ready):
        assert missing_for_groups() == []
        assert groups_may_open()

    @pytest.mark.parametrize("kind", FOR_GROUPS)
    def test_not_without_each_of_their_forms_and_comments_stay_open(self, ready, kind: str):
        HostRecord.objects.filter(kind=kind).delete()
        assert [papers()[kind].title in line for line in missing_for_groups()] == [True]
        assert not groups_may_open()
        assert comments_may_open()

    @pytest.mark.parametrize("kind", FOR_GROUPS)
    def test_not_with_a_question_left_open(self, ready, kind: str):
        row = HostRecord.objects.get(kind=kind)
        row.answers[papers()[kind].questions[0].id] = ""
        row.save()
        assert not groups_may_open()

    @pytest.mark.parametrize("kind", ["safety_lead", "illegal_content"])
    def test_not_while_comments_could_not(self, ready, kind: str):
        HostRecord.objects.filter(kind=kind).delete()
        assert not groups_may_open()

    def test_not_with_a_line_that_nobody_tried(self, ready):
        LineCheck.objects.first().delete()
        assert not groups_may_open()

    def test_asking_takes_two_queries(self, ready, django_assert_num_queries):
        with django_assert_num_queries(2):
            groups_may_open()


class TestTheYoung:
    def test_nothing_is_for_them_unless_the_host_wrote_down_how(self, ready, cast):  # R98
        assert not young_spaces_may_open()
        fill(cast, "young")
        assert young_spaces_may_open()

    def test_their_form_alone_opens_nothing(self, cast, settings):  # R98
        settings.COUNTRY = "se"
        fill(cast, "young")
        assert not young_spaces_may_open()

    def test_no_host_hears_that_their_form_is_missing(self, ready):
        assert papers()["young"].title not in " ".join(missing_for_groups())

    def test_their_draft_can_never_be_kept_as_it_is(self):
        gaps = [question.id for question in papers()["young"].questions if "[" in question.draft]
        assert len(gaps) >= 5


class TestWhoHears:
    @pytest.mark.parametrize("path", ["/you/", "/safety/"])
    def test_a_host_admin_reads_that_groups_are_closed_until_they_are_not(self, ready, cast, signed_in, path: str):
        browser = signed_in(cast.grace)
        assert "paperwork is not done" not in text(browser.get(path))
        HostRecord.objects.filter(kind=FIRST).delete()
        assert "paperwork is not done" in text(browser.get(path))

    def test_nobody_else_reads_about_it(self, cast, signed_in):
        cast.grace.roles = [Role.MEMBER, Role.SAFETY_LEAD]
        cast.grace.save()
        assert "paperwork is not done" not in text(signed_in(cast.ben).get("/you/"))
        assert "paperwork is not done" not in text(signed_in(cast.grace).get("/safety/"))

    def test_the_page_says_what_is_closed_by_which_form(self, ready, cast, signed_in):
        browser = signed_in(cast.grace)
        assert "Comments and groups may be open." in text(browser.get("/host/"))
        HostRecord.objects.filter(kind=FIRST).delete()
        assert "Comments may be open. Groups are closed." in text(browser.get("/host/"))
        HostRecord.objects.filter(kind="safety_lead").delete()
        assert "Comments and groups are closed." in text(browser.get("/host/"))


class TestTheAboutPage:
    def test_readers_see_who_answers_and_how_to_reach_them_and_nothing_else_of_the_forms(self, cast, client):
        for kind, paper in papers().items():
            answers = {question.id: f"canary-{kind}-{question.id}" for question in paper.questions}
            actions.fill_record(kind=kind, answers=answers, name="canary-name", by=cast.grace)
        page = text(client.get("/about/"))
        shown = {"accountable-who", "safety_lead-who", "contact-users", "contact-authorities"}
        assert set(re.findall(r"canary-([a-z_]+-?[a-z_]*)", page)) == shown

    def test_a_host_that_has_said_nothing_shows_nothing(self, db, client):
        assert "Who answers here" not in text(client.get("/about/"))


@pytest.mark.parametrize("kind", [*FOR_GROUPS, "young"])
def test_every_form_can_be_filled_in_from_its_draft_by_replacing_what_stands_in_brackets(
    cast, signed_in, kind: str
):
    browser = signed_in(cast.grace)
    drafts = {question.id: question.draft for question in papers()[kind].questions}
    shown = text(browser.get(f"/host/{kind}/"))
    assert all(draft in shown for draft in drafts.values())
    own = {id: draft.replace("[", "").replace("]", "") for id, draft in drafts.items()}
    sent = {**own, "name": "Grace Nyberg", "true": "on"}
    assert browser.post(f"/host/{kind}/", {**sent, **drafts}).status_code == 422
    assert browser.post(f"/host/{kind}/", sent).status_code == 302
    assert HostRecord.objects.get(kind=kind).answers == own
