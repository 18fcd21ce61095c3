"""How many ask for a look decides nothing: not the order, not the state, not who is believed (R99, I42)."""

import html
import re

import pytest
from django.core.cache import caches
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearten.accounts.models import Account
from hearten.blog.actions.comments import subject_of
from hearten.blog.models import Comment
from hearten.moderation import actions, limits
from hearten.moderation.models import Decision, Report
from hearten.moderation.queries import reported
from hearten.moderation.rules import NONE, RULES
from hearten.moderation.standing import FREE, standing_of
from tests import cast as people
from tests.blog.reading import address, published, said
from tests.cast import Cast

WITH_FIXTURES = [HealthCheck.function_scoped_fixture]


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture(autouse=True)
def open_host(db: None, monkeypatch: pytest.MonkeyPatch):
    for name in ("pages", "default"):
        caches[name].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
    yield
    for name in ("pages", "default"):
        caches[name].clear()


class TestNoRemovalByCount:  # I42
    @settings(max_examples=25, suppress_health_check=WITH_FIXTURES)
    @given(count=st.integers(min_value=1, max_value=500))
    def test_any_number_of_reports_leaves_everything_as_it_was(self, cast: Cast, notes, count: int) -> None:
        Report.objects.all().delete()
        Report.objects.bulk_create(Report(subject="tests.note:1", words="It is bad.") for _ in range(count - 1))
        actions.report(subject="tests.note:1", words="")
        assert (notes["1"].visible, notes["1"].told) == (True, [])
        assert not Decision.objects.exists()
        assert Account.objects.exclude(paused="").count() == 0
        (row,) = reported(cast.dov)  # merged into one line, without its number
        assert str(count) not in {str(value) for name, value in row.items() if name not in {"since", "subject"}}

    @settings(max_examples=25, suppress_health_check=WITH_FIXTURES)
    @given(counts=st.lists(st.integers(min_value=1, max_value=60), min_size=2, max_size=6))
    def test_the_order_is_the_age_of_the_oldest_and_nothing_else(
        self, cast: Cast, notes, counts: list[int]
    ) -> None:
        Report.objects.all().delete()
        for place, count in enumerate(counts):
            notes[str(place)] = type(notes["1"])(owner=cast.ben.pk)
            day = f"2026-01-{place + 1:02}"
            Report.objects.create(subject=f"tests.note:{place}", made_on=day)
            Report.objects.bulk_create(
                Report(subject=f"tests.note:{place}", made_on="2026-03-01") for _ in range(count)
            )
        order = [row["subject"] for row in reported(cast.dov)]
        assert order == [f"tests.note:{place}" for place in range(len(counts))]

    def test_one_decision_answers_them_all_and_each_receipt_tells_it(self, cast: Cast, notes) -> None:
        receipts = [actions.report(subject="tests.note:1", words="") for _ in range(30)]
        actions.decide(subject="tests.note:1", act="stays", rule=NONE, facts="It is fine.", by=cast.dov)
        for row in (receipts[0], receipts[-1]):
            assert "It is fine." in text(Client().get(f"/report/receipt/{row.pk}/"))
        assert reported(cast.dov) == []


class TestFiftyNewAccounts:
    @pytest.fixture
    def target(self, cast: Cast) -> Comment:
        return said(published(cast.ana), cast.ben, "I see it differently from all of you.")

    def brigade(self, subject: str) -> list[int]:
        """Fifty accounts of today, each with a browser of its own."""
        statuses = []
        kind, _, key = subject.partition(":")
        for number in range(50):
            browser = Client()
            browser.force_login(
                people.account(f"new-{number}"), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            statuses.append(browser.post(f"/report/{kind}/{key}/", {"words": "Ban him!"}).status_code)
        return statuses

    def test_they_change_neither_the_order_nor_the_state_and_nobody_reads_their_number(
        self, cast: Cast, signed_in, target: Comment
    ) -> None:
        older = said(target.post, cast.cleo, "A calm comment.")
        Report.objects.create(subject=subject_of(older), made_on="2026-01-01")
        before = [text(signed_in(person).get(address(target.post))) for person in (None, cast.hugo)]
        statuses = self.brigade(subject_of(target))
        assert statuses == [302] * limits.ABOUT_ONE_THING + [429] * (50 - limits.ABOUT_ONE_THING)
        assert [row["subject"] for row in reported(cast.dov)] == [subject_of(older), subject_of(target)]
        after = [text(signed_in(person).get(address(target.post))) for person in (None, cast.hugo)]
        assert before[0] == after[0]
        assert target.body in after[1]
        assert standing_of(str(target.persona_id)) == FREE
        assert Account.objects.get(pk=cast.ben.pk).paused == ""
        assert not cast.ben.notices.exists()
        page = text(signed_in(cast.dov).get("/moderation/"))
        main = page[page.index("<main") : page.index("</main>")]
        assert main.count(f"/moderation/blog.comment/{target.pk}/") == 1
        assert not re.search(r">\s*\d+ (reports|people)", main)

    def test_who_is_refused_keeps_their_words(self, target: Comment) -> None:
        path = f"/report/blog.comment/{target.pk}/"
        answers = [Client().post(path, {"words": "My words."}) for _ in range(limits.ABOUT_ONE_THING + 1)]
        assert answers[-1].status_code == 429
        assert "My words." in text(answers[-1])


class TestTwoTaps:
    def test_from_a_comment_to_a_receipt_without_scripts_cookie_account_or_reason(self, cast: Cast) -> None:  # R99
        comment = said(published(cast.ana), cast.ben)
        reader = Client(enforce_csrf_checks=True)
        page = text(reader.get(address(comment.post)))
        path = f"/report/blog.comment/{comment.pk}/"
        assert f'href="{path}"' in page  # the first tap
        form = text(reader.get(path))
        assert 'method="post"' in form
        assert "required" not in form[form.index("<main") : form.index("</main>")]
        answer = reader.post(path)  # the second
        assert answer.status_code == 302
        assert "A person will look at it" in text(reader.get(answer.url))
        assert not reader.cookies

    def test_the_outcome_waits_at_the_receipt_for_every_act(self, cast: Cast) -> None:
        comment = said(published(cast.ana), cast.ben)
        for act, words in (("hold", "hidden until"), ("remove", "taken down")):
            receipt = actions.report(subject=subject_of(comment), words="")
            by = cast.dov if act == "hold" else cast.grace
            actions.decide(subject=subject_of(comment), act=act, rule=RULES[1], facts="It mocks.", by=by)
            assert words in text(Client().get(f"/report/receipt/{receipt.pk}/"))
