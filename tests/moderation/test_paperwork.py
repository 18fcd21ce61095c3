"""Comments stay closed until a named person has filled in both forms and tried every line (R107, R94).

Groups: test_paperwork_of_groups.py.
"""

import html
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.events.models import Event
from hearten.moderation import actions, checks, reactions
from hearten.moderation.crisis_lines import load
from hearten.moderation.models import HostRecord, LineCheck
from hearten.moderation.paperwork import comments_may_open, papers, to_confirm, what_is_due, what_is_missing

KINDS = ["safety_lead", "illegal_content"]
SWEDEN = load().country("se")
ENTRIES = to_confirm(SWEDEN)


def text(response) -> str:
    return html.unescape(response.content.decode())


def answers(kind: str) -> dict[str, str]:
    return {question.id: "This is true." for question in papers()[kind].questions}


def fill(cast, kind: str) -> None:
    actions.fill_record(kind=kind, answers=answers(kind), name="Grace Nyberg", by=cast.grace)


def confirm_all(cast, day: date | None = None) -> None:
    for entry in ENTRIES:
        LineCheck.objects.create(
            line_id=entry.id, checked_on=day or timezone.localdate(), name="Grace", checked_by=cast.grace
        )


@pytest.fixture
def ready(cast, settings, data_dir):
    settings.COUNTRY = "se"
    for kind in KINDS:
        fill(cast, kind)
    confirm_all(cast)


class TestCommentsMayOpen:
    def test_only_when_everything_is_there(self, ready):
        assert what_is_missing() == []
        assert comments_may_open()

    def test_not_on_a_new_host(self, cast, settings):
        settings.COUNTRY = "se"
        assert not comments_may_open()
        assert len(what_is_missing()) == 3

    @pytest.mark.parametrize("kind", KINDS)
    def test_not_without_each_form(self, ready, kind: str):
        HostRecord.objects.filter(kind=kind).delete()
        assert [papers()[kind].title in line for line in what_is_missing()] == [True]
        assert not comments_may_open()

    @pytest.mark.parametrize("kind", KINDS)
    def test_not_with_a_question_left_open(self, ready, kind: str):
        row = HostRecord.objects.get(kind=kind)
        row.answers[papers()[kind].questions[-1].id] = ""
        row.save()
        assert not comments_may_open()

    def test_not_without_a_name(self, ready):
        HostRecord.objects.filter(kind="safety_lead").update(name="")
        assert not comments_may_open()

    @pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
    def test_not_with_one_number_untried(self, ready, entry):
        LineCheck.objects.filter(line_id=entry.id).delete()
        assert not comments_may_open()

    def test_not_when_a_check_is_more_than_a_year_old(self, ready):
        LineCheck.objects.filter(line_id=ENTRIES[0].id).update(
            checked_on=timezone.localdate() - timedelta(days=400)
        )
        assert not comments_may_open()

    @pytest.mark.parametrize("country", ["", "zz"])
    def test_not_without_a_country(self, ready, settings, country: str):
        settings.COUNTRY = country
        assert "HEARTEN_COUNTRY" in what_is_missing()[0]

    def test_a_demo_opens_without_pretending_that_anybody_called(self, ready, settings, client):  # I10
        settings.DEMO = True
        LineCheck.objects.all().delete()
        checks.save()
        assert comments_may_open()
        assert b"Checked on" not in client.get("/crisis/se/").content

    def test_it_takes_two_queries(self, ready, django_assert_num_queries):
        with django_assert_num_queries(2):
            comments_may_open()

    def test_a_form_of_last_year_is_a_reminder_and_closes_nothing(self, ready):
        HostRecord.objects.filter(kind="illegal_content").update(
            filled_on=timezone.localdate() - timedelta(days=366)
        )
        assert len(what_is_due()) == 1
        assert comments_may_open()


class TestTheForms:
    @pytest.mark.parametrize("login", ["ana", "ben", "dov", "hugo"])
    @pytest.mark.parametrize("path", ["/host/", "/host/lines/", "/host/safety_lead/"])
    def test_only_for_who_answers_for_the_host(self, cast, signed_in, login: str, path: str):
        assert signed_in(getattr(cast, login)).get(path).status_code == 404

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_question_starts_from_a_draft_that_has_to_be_made_true(self, cast, signed_in, kind: str):
        browser = signed_in(cast.grace)
        page = text(browser.get(f"/host/{kind}/"))
        drafts = {question.id: question.draft for question in papers()[kind].questions}
        assert all(draft in page for draft in drafts.values())
        answer = browser.post(f"/host/{kind}/", {**drafts, "name": "Grace Nyberg", "true": "on"})
        assert answer.status_code == 422
        assert "square brackets" in text(answer)
        assert not HostRecord.objects.exists()

    @pytest.mark.parametrize("left_out", ["name", "true", "who"])
    def test_nothing_can_be_left_out_and_the_answers_come_back(self, cast, signed_in, left_out: str):
        form = {**answers("safety_lead"), "training": "My own words", "name": "Grace Nyberg", "true": "on"}
        del form[left_out]
        answer = signed_in(cast.grace).post("/host/safety_lead/", form)
        assert answer.status_code == 422
        assert "My own words" in text(answer)

    def test_name_and_promise_are_never_filled_in_for_anybody(self, cast, signed_in, ready):
        page = text(signed_in(cast.grace).get("/host/safety_lead/"))
        name = page[page.index('name="name"') :]
        assert 'value=""' in name[:60]
        assert "checked" not in name[: name.index("</form>")]

    def test_a_kept_form_names_its_person_and_day_and_can_be_changed(self, cast, signed_in):
        browser = signed_in(cast.grace)
        form = {**answers("safety_lead"), "name": "Grace Nyberg", "true": "on"}
        assert browser.post("/host/safety_lead/", form).status_code == 302
        assert "Filled in by Grace Nyberg on" in text(browser.get("/host/"))
        assert "This is true." in text(browser.get("/host/safety_lead/"))
        browser.post("/host/safety_lead/", {**form, "who": "Somebody new"})
        assert HostRecord.objects.get().answers["who"] == "Somebody new"

    def test_a_form_nobody_knows_does_not_exist(self, cast, signed_in):
        assert signed_in(cast.grace).get("/host/taxes/").status_code == 404

    def test_the_event_holds_no_answer(self, cast):  # I27
        fill(cast, "safety_lead")
        assert Event.objects.get(kind="host.filled").data == {}


class TestTheLines:
    @pytest.fixture(autouse=True)
    def sweden(self, settings, data_dir):
        settings.COUNTRY = "se"

    def send(self, browser, line: str = "se-bris", **form):
        day = form.get("day", timezone.localdate().isoformat())
        sent = {"line": line, f"{line}-checked_on": day, f"{line}-name": form.get("name", "Grace Nyberg")}
        return browser.post("/host/lines/", sent)

    def test_no_day_and_no_name_is_ever_filled_in(self, cast, signed_in):  # I10
        confirm_all(cast)
        page = text(signed_in(cast.grace).get("/host/lines/"))
        inputs = [part[: part.index(">")] for part in page.split("<input")[1:]]
        typed = [part for part in inputs if "-checked_on" in part or '-name"' in part]
        assert len(typed) == 2 * len(ENTRIES)
        assert all('value=""' in part for part in typed)

    def test_a_person_says_by_name_and_day_that_they_tried_it(self, cast, signed_in):
        answer = self.send(signed_in(cast.grace))
        assert answer.url == "/host/lines/?n=saved#se-bris"
        row = LineCheck.objects.get()
        assert (row.line_id, row.name, row.checked_by) == ("se-bris", "Grace Nyberg", cast.grace)

    @pytest.mark.parametrize("days", [1, 400])
    def test_a_day_that_has_not_come_is_refused(self, cast, signed_in, days: int):
        ahead = (timezone.localdate() + timedelta(days=days)).isoformat()
        answer = self.send(signed_in(cast.grace), day=ahead)
        assert answer.status_code == 422
        assert "has not come yet" in text(answer)
        with pytest.raises(ValueError, match="future"):
            actions.confirm_line(line_id="se-bris", checked_on=date.fromisoformat(ahead), name="x", by=cast.grace)

    @pytest.mark.parametrize("wrong", [{"day": ""}, {"name": ""}, {"day": "soon"}])
    def test_neither_day_nor_name_can_be_left_out(self, cast, signed_in, wrong):
        assert self.send(signed_in(cast.grace), **wrong).status_code == 422
        assert not LineCheck.objects.exists()

    @pytest.mark.parametrize("line", ["gb-samaritans", "nothing", ""])
    def test_only_lines_of_the_hosts_own_country(self, cast, signed_in, line: str):
        assert self.send(signed_in(cast.grace), line=line).status_code == 404

    def test_a_host_admin_who_is_no_safety_lead_can_read_and_not_confirm(self, cast, signed_in):
        cast.dov.roles = ["member", "host_admin"]
        cast.dov.save()
        browser = signed_in(cast.dov)
        assert "Only the safety lead" in text(browser.get("/host/lines/"))
        assert self.send(browser).status_code == 404

    def test_nobody_is_asked_to_call_an_emergency_number_or_could_by_a_slip(self, cast, signed_in):
        page = text(signed_in(cast.grace).get("/host/lines/"))
        assert "Never call an emergency number to try it" in page
        for entry in SWEDEN.emergency:
            assert entry.number in page
            assert f"tel:{entry.number}" not in page

    def test_without_a_country_the_page_says_what_to_do(self, cast, signed_in, settings):
        settings.COUNTRY = ""
        assert "HEARTEN_COUNTRY" in text(signed_in(cast.grace).get("/host/lines/"))

    def test_a_check_reaches_the_crisis_page_through_its_own_file(self, cast, signed_in, client, data_dir):  # I9
        self.send(signed_in(cast.grace))
        task = DBTaskResult.objects.get()
        assert task.args_kwargs["args"][1] == "hearten.moderation.reactions.lines_checked"
        assert b"Checked on" not in client.get("/crisis/se/").content
        reactions.lines_checked(Event.objects.get(kind="lines.checked"))
        assert b"Checked on" in client.get("/crisis/se/").content

    def test_the_file_holds_days_and_no_name(self, cast, data_dir):
        confirm_all(cast)
        checks.save()
        assert "Grace" not in (data_dir / "crisis-checks.json").read_text()
        assert set(checks.load()) == {entry.id for entry in ENTRIES}

    def test_a_writer_that_dies_leaves_the_old_file_whole(self, cast, data_dir, monkeypatch):
        confirm_all(cast)
        reactions.keep_checks()
        before = checks.load()
        LineCheck.objects.all().delete()
        monkeypatch.setattr(checks.os, "fsync", lambda descriptor: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            checks.save()
        assert checks.load() == before

    @pytest.mark.parametrize("country", ["se", "us"])
    def test_few_queries_whatever_the_number_of_lines(
        self, cast, signed_in, settings, country: str, django_assert_max_num_queries
    ):
        settings.COUNTRY = country
        browser = signed_in(cast.grace)
        for path in ["/host/lines/", "/host/", "/host/illegal_content/"]:
            with django_assert_max_num_queries(12):
                browser.get(path)


def test_every_question_of_every_form_has_a_label_and_a_draft():
    assert [kind for kind, paper in papers().items() if paper.opens == "comments"] == KINDS
    for paper in papers().values():
        assert all(question.label and question.draft for question in paper.questions)
        assert len({question.id for question in paper.questions}) == len(paper.questions)
