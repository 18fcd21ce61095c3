"""Looking behind a name takes two people, a reason and a danger, ends by itself, and is told later (R96, I30)."""

import html
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hearten.accounts import cards, glass, wall
from hearten.accounts.models import Account, BoxNotice, Role
from hearten.blog.models import Comment
from hearten.events import chain
from hearten.events.models import AuditRow, Event
from hearten.home.box import words
from hearten.home.erasure import erase
from hearten.moderation import actions, privacy
from hearten.moderation.actions import Refused
from hearten.moderation.actions.glass import LONGEST_WAIT, end_and_tell
from hearten.moderation.glass import own_looks, rows_for, state, waits_for
from hearten.moderation.models import BreakGlass
from tests.accounts.hands import SECRET, log_in
from tests.blog.reading import published
from tests.cast import Cast, account

REASON = "They wrote goodbye an hour ago, and do not answer what I wrote."
ASKED = {"danger": "own_life", "reason": REASON, "credible": "on"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.fixture
def ivy(cast: Cast) -> Account:
    """The director: host admin and nothing else."""
    return account("ivy", [Role.MEMBER, Role.HOST_ADMIN])


@pytest.fixture
def comment(cast: Cast, ivy: Account, settings: Any, tmp_path: Any) -> Comment:
    """What Ben wrote under his name on Ana's page. He has another name elsewhere, and a card."""
    settings.DATA_DIR = tmp_path
    post = published(cast.ana, slug="piece")
    cards.keep(account=cast.ben, card=cards.Card(phone="070-123", person="My sister"))
    wall.persona_for(cast.ben, "group:other")
    persona = wall.persona_for(cast.ben, post.therapist.space)
    return Comment.objects.create(post=post, persona=persona, body="Goodbye.", html="<p>Goodbye.</p>")


@pytest.fixture
def asked(comment: Comment, cast: Cast) -> BreakGlass:
    return ask(comment, cast.grace)


@pytest.fixture
def opened(asked: BreakGlass, ivy: Account) -> BreakGlass:
    return agree(asked, ivy)


def ask(comment: Comment, by: Account, **given: Any) -> BreakGlass:
    about = {"danger": "own_life", "reason": REASON, **given}
    return actions.ask_glass(persona=comment.persona, subject=f"blog.comment:{comment.pk}", by=by, **about)


def agree(row: BreakGlass, by: Account) -> BreakGlass:
    actions.answer_glass(row=row, agrees=True, by=by)
    return BreakGlass.objects.get(pk=row.pk)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    now = timezone.now() + by
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def acts(row: BreakGlass) -> list[str]:
    return [audit.act for audit in chain.of_case(row.pk)]


class TestTheFirst:
    def test_asking_is_a_row_with_who_what_and_why_and_calls_the_others(
        self, asked: BreakGlass, cast: Cast, ivy: Account
    ) -> None:
        [row] = chain.of_case(asked.pk)
        assert (row.who, row.act, row.why) == (cast.grace.ref, glass.ASKED, REASON)
        assert row.data == {"danger": "own_life", "role": "safety_lead"}
        assert {notice.account for notice in BoxNotice.objects.filter(kind="glass-asked")} == {ivy}
        assert Event.objects.get(kind="glass.asked").data == {}

    @pytest.mark.parametrize("login", ["ana", "dov", "cleo", "hugo"])
    def test_nobody_but_a_safety_lead_can_ask(self, comment: Comment, cast: Cast, login: str) -> None:
        with pytest.raises(Refused):
            ask(comment, getattr(cast, login))
        assert not AuditRow.objects.exists()

    def test_a_host_admin_who_is_no_safety_lead_can_not_ask(self, comment: Comment, ivy: Account) -> None:
        with pytest.raises(Refused):
            ask(comment, ivy)

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_without_a_reason_there_is_nothing(self, comment: Comment, cast: Cast, reason: str) -> None:
        with pytest.raises(Refused, match="reason"):
            ask(comment, cast.grace, reason=reason)
        assert not BreakGlass.objects.exists()

    @pytest.mark.parametrize("column", ["reason", "danger"])
    def test_not_even_the_database_takes_one_without(self, asked: BreakGlass, column: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            BreakGlass.objects.update(**{column: ""})

    def test_nobody_asks_about_themself(self, comment: Comment, cast: Cast) -> None:
        cast.ben.roles = [Role.MEMBER, Role.SAFETY_LEAD]
        cast.ben.save()
        with pytest.raises(Refused):
            ask(comment, cast.ben)

    def test_one_at_a_time_for_a_name(self, asked: BreakGlass, comment: Comment) -> None:
        with pytest.raises(Refused, match="already"):
            ask(comment, account("second", [Role.MEMBER, Role.SAFETY_LEAD]))
        assert acts(asked) == [glass.ASKED]


class TestTheSecond:
    def test_a_host_admin_or_another_safety_lead_opens_it(self, opened: BreakGlass, cast: Cast) -> None:
        assert acts(opened) == [glass.ASKED, glass.APPROVED]
        assert state(opened) == "open"
        assert actions.look(row=opened, by=cast.grace).login == "ben"

    def test_one_admin_alone_can_do_nothing(self, asked: BreakGlass, cast: Cast) -> None:
        with pytest.raises(Refused, match="Somebody else"):
            agree(asked, cast.grace)  # who is safety lead and host admin in one
        with pytest.raises(Refused, match="not open"):
            actions.look(row=asked, by=cast.grace)

    def test_not_even_the_database_takes_the_same_person_twice(self, asked: BreakGlass, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            BreakGlass.objects.update(approved=True, answered_by=cast.grace)

    @pytest.mark.parametrize("login", ["ana", "dov", "cleo", "hugo"])
    def test_nobody_without_the_role(self, asked: BreakGlass, cast: Cast, login: str) -> None:
        with pytest.raises(Refused):
            agree(asked, getattr(cast, login))

    def test_never_the_one_behind_the_name(self, asked: BreakGlass, cast: Cast) -> None:
        cast.ben.roles = [Role.MEMBER, Role.HOST_ADMIN]
        cast.ben.save()
        with pytest.raises(Refused):
            agree(asked, cast.ben)

    def test_not_after_two_hours(self, asked: BreakGlass, ivy: Account, monkeypatch: Any) -> None:
        later(monkeypatch, 2 * HOUR)
        with pytest.raises(Refused, match="two hours"):
            agree(asked, ivy)
        end_and_tell()
        assert acts(asked) == [glass.ASKED, "glass.lapsed"]
        assert state(BreakGlass.objects.get()) == "lapsed"

    def test_a_refusal_ends_it_for_good(self, asked: BreakGlass, cast: Cast, ivy: Account) -> None:
        actions.answer_glass(row=asked, agrees=False, by=ivy)
        with pytest.raises(Refused):
            agree(asked, account("third", [Role.MEMBER, Role.SAFETY_LEAD]))
        with pytest.raises(Refused):
            actions.look(row=asked, by=cast.grace)
        assert acts(asked) == [glass.ASKED, "glass.refused"]

    def test_an_answer_sent_twice_counts_once(self, opened: BreakGlass, ivy: Account) -> None:
        with pytest.raises(Refused, match="already"):
            agree(opened, ivy)
        assert acts(opened).count(glass.APPROVED) == 1

    def test_a_row_that_somebody_changed_by_hand_opens_nothing(
        self, asked: BreakGlass, cast: Cast, ivy: Account
    ) -> None:
        BreakGlass.objects.update(
            approved=True, answered_by=ivy, answered_as="host_admin", answered_at=timezone.now()
        )
        with pytest.raises(Refused, match="not open"):
            actions.look(row=BreakGlass.objects.get(), by=cast.grace)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [(True, True), (True, False)])
def test_of_two_answers_at_the_same_moment_one_counts(
    comment: Comment, cast: Cast, ivy: Account, answers: Any
) -> None:
    row, start, said = ask(comment, cast.grace), Barrier(2), []
    others = [ivy, account("joe", [Role.MEMBER, Role.SAFETY_LEAD])]

    def answer(by: Account, agrees: bool) -> None:
        start.wait()
        try:
            actions.answer_glass(row=row, agrees=agrees, by=by)
            said.append("counts")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    run([lambda b=by, a=agrees: answer(b, a) for by, agrees in zip(others, answers, strict=True)])
    assert sorted(said) == ["counts", "refused"]
    assert len(acts(row)) == 2
    assert chain.verify() is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_the_same_moment_one_counts(comment: Comment, cast: Cast) -> None:
    joe, start, said = account("joe", [Role.MEMBER, Role.SAFETY_LEAD]), Barrier(2), []

    def one(by: Account) -> None:
        start.wait()
        try:
            said.append(ask(comment, by).pk)
        except Refused:
            pass
        finally:
            connection.close()

    run([lambda: one(cast.grace), lambda: one(joe)])
    assert len(said) == BreakGlass.objects.count() == AuditRow.objects.count() == 1


def run(work: list[Callable[[], None]]) -> None:
    threads = [Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class TestTheEnd:
    @pytest.mark.parametrize("who", ["grace", "ivy"])
    def test_either_closes_it_and_then_nobody_looks(
        self, opened: BreakGlass, cast: Cast, ivy: Account, who: str
    ) -> None:
        actions.close_glass(row=opened, by=ivy if who == "ivy" else cast.grace)
        for by in (cast.grace, ivy):
            with pytest.raises(Refused):
                actions.look(row=opened, by=by)
        with pytest.raises(Refused, match="already"):
            actions.close_glass(row=opened, by=ivy)

    def test_nobody_else_closes_it(self, opened: BreakGlass) -> None:
        with pytest.raises(Refused):
            actions.close_glass(row=opened, by=account("joe", [Role.MEMBER, Role.SAFETY_LEAD]))

    def test_it_closes_by_itself_even_before_the_worker_comes(
        self, opened: BreakGlass, cast: Cast, monkeypatch: Any
    ) -> None:
        later(monkeypatch, DAY)
        assert state(opened) == "closed"
        with pytest.raises(Refused):
            actions.look(row=opened, by=cast.grace)
        end_and_tell()
        row = BreakGlass.objects.get()
        assert row.closed_at == row.ends_at
        assert acts(row)[2:] == ["glass.closed", "glass.told"]

    def test_whoever_asked_takes_it_back_and_may_ask_again(
        self, asked: BreakGlass, comment: Comment, cast: Cast, ivy: Account
    ) -> None:
        with pytest.raises(Refused):
            actions.close_glass(row=asked, by=ivy)
        actions.close_glass(row=asked, by=cast.grace)
        assert acts(asked) == [glass.ASKED, "glass.taken-back"]
        assert ask(comment, cast.grace).pk != asked.pk

    def test_an_old_case_is_no_key_to_a_new_one(
        self, opened: BreakGlass, comment: Comment, cast: Cast, ivy: Account
    ) -> None:
        actions.close_glass(row=opened, by=ivy)
        again = ask(comment, cast.grace)
        for row in (opened, again):
            with pytest.raises(Refused):
                actions.look(row=row, by=cast.grace)

    def test_the_worker_may_come_as_often_as_it_likes(self, opened: BreakGlass, monkeypatch: Any) -> None:
        later(monkeypatch, DAY)
        assert end_and_tell() == 2
        assert end_and_tell() == 0
        assert BoxNotice.objects.filter(kind="looked").count() == 1


class TestTelling:
    def close(self, row: BreakGlass, by: Account) -> None:
        actions.close_glass(row=row, by=by)
        end_and_tell()

    def test_on_the_day_it_closes_by_a_line_that_says_nothing(
        self, opened: BreakGlass, cast: Cast, ivy: Account
    ) -> None:
        assert not BoxNotice.objects.filter(account=cast.ben).exists()
        self.close(opened, ivy)
        assert [notice.kind for notice in BoxNotice.objects.filter(account=cast.ben)] == ["looked"]
        assert not {"danger", "crisis", "name", "emergency"} & set(words("looked").lower().split())  # I27

    def test_the_page_says_who_by_role_when_by_day_and_why(
        self, opened: BreakGlass, cast: Cast, ivy: Account, signed_in
    ) -> None:
        actions.look(row=opened, by=cast.grace)
        self.close(opened, ivy)
        page = text(signed_in(cast.ben).get("/you/looks/"))
        assert "A safety lead asked and a host admin agreed" in page
        assert REASON in page
        assert "Somebody looked on" in page
        assert "grace" not in page.lower()
        assert "ivy" not in page.lower()

    def test_that_nobody_looked_is_said_too(self, opened: BreakGlass, cast: Cast, ivy: Account, signed_in) -> None:
        self.close(opened, ivy)
        assert "It was open, and nobody looked." in text(signed_in(cast.ben).get("/you/looks/"))

    @pytest.mark.parametrize("login", ["cleo", "hugo", "ana", "grace"])
    def test_nobody_else_reads_it(
        self, opened: BreakGlass, cast: Cast, ivy: Account, signed_in, login: str
    ) -> None:
        self.close(opened, ivy)
        assert "Nobody did" in text(signed_in(getattr(cast, login)).get("/you/looks/"))

    def test_while_it_is_open_nothing_shows(self, opened: BreakGlass, cast: Cast, signed_in) -> None:
        end_and_tell()
        assert "Nobody did" in text(signed_in(cast.ben).get("/you/looks/"))
        assert privacy.export(cast.ben)["looked_behind_your_names"] == []

    def test_a_case_that_never_opened_is_no_news(self, asked: BreakGlass, cast: Cast, ivy: Account) -> None:
        actions.answer_glass(row=asked, agrees=False, by=ivy)
        end_and_tell()
        assert not BoxNotice.objects.filter(account=cast.ben).exists()
        assert own_looks(cast.ben) == []

    def test_it_can_wait_for_safety_with_a_reason_and_a_day(
        self, opened: BreakGlass, cast: Cast, ivy: Account, monkeypatch: Any
    ) -> None:
        until = timezone.localdate() + 10 * DAY
        actions.put_off_notice(row=opened, until=until, why="Somebody reads along.", by=ivy)
        self.close(opened, ivy)
        assert not BoxNotice.objects.filter(account=cast.ben).exists()
        later(monkeypatch, 10 * DAY)
        end_and_tell()
        assert BoxNotice.objects.filter(account=cast.ben, kind="looked").exists()
        assert own_looks(cast.ben)[0]["put_off_why"] == "Somebody reads along."
        assert [row.why for row in chain.of_case(opened.pk) if row.act == "glass.put-off"] == [
            "Somebody reads along."
        ]

    def test_nobody_is_told_while_it_is_still_open(
        self, opened: BreakGlass, ivy: Account, monkeypatch: Any
    ) -> None:
        until = timezone.localdate() + DAY
        actions.put_off_notice(row=opened, until=until, why="Somebody reads along.", by=ivy)
        monkeypatch.setattr("hearten.moderation.actions.glass.timezone.localdate", lambda *given: until)
        end_and_tell()
        assert not BoxNotice.objects.filter(kind="looked").exists()

    @pytest.mark.parametrize("days", [0, -1, 33])
    def test_never_longer_than_thirty_days_after_it_closes(
        self, opened: BreakGlass, ivy: Account, days: int
    ) -> None:
        with pytest.raises(Refused, match="30 days"):
            actions.put_off_notice(row=opened, until=timezone.localdate() + days * DAY, why="x", by=ivy)

    def test_again_and_again_does_not_move_the_last_day(
        self, opened: BreakGlass, ivy: Account, monkeypatch: Any
    ) -> None:
        actions.close_glass(row=opened, by=ivy)
        row = BreakGlass.objects.get()
        last = timezone.localdate() + LONGEST_WAIT
        actions.put_off_notice(row=row, until=last, why="x", by=ivy)
        later(monkeypatch, 20 * DAY)
        with pytest.raises(Refused):
            actions.put_off_notice(row=row, until=last + DAY, why="x", by=ivy)

    @pytest.mark.parametrize("why", ["", " "])
    def test_not_without_a_reason(self, opened: BreakGlass, ivy: Account, why: str) -> None:
        with pytest.raises(Refused, match="reason"):
            actions.put_off_notice(row=opened, until=timezone.localdate() + DAY, why=why, by=ivy)

    def test_not_by_anybody_else_and_not_once_told(self, opened: BreakGlass, ivy: Account) -> None:
        until = timezone.localdate() + DAY
        with pytest.raises(Refused):
            actions.put_off_notice(
                row=opened, until=until, why="x", by=account("joe", [Role.MEMBER, Role.SAFETY_LEAD])
            )
        self.close(opened, ivy)
        with pytest.raises(Refused):
            actions.put_off_notice(row=BreakGlass.objects.get(), until=until, why="x", by=ivy)


class TestOwnData:
    def test_the_copy_has_every_look_with_days_and_roles(
        self, opened: BreakGlass, cast: Cast, ivy: Account
    ) -> None:  # R102
        actions.look(row=opened, by=ivy)
        actions.close_glass(row=opened, by=ivy)
        end_and_tell()
        [look] = privacy.export(cast.ben)["looked_behind_your_names"]
        today = timezone.localdate().isoformat()
        assert (look["reason"], look["looked_on"], look["second"]) == (REASON, [today], "a host admin")
        assert "ivy" not in str(look)

    def test_the_copy_of_staff_says_their_part_and_not_whose_name_it_was(
        self, opened: BreakGlass, cast: Cast, ivy: Account
    ) -> None:
        [first], [second] = (privacy.export(a)["looks_you_took_part_in"] for a in (cast.grace, ivy))
        assert (first["part"], second["part"], second["agreed"]) == ("asked", "answered", True)
        assert opened.persona_id not in str([first, second])
        assert "reason" not in second

    def test_after_an_erasure_the_chain_stays_and_is_listed_with_ground_and_date(
        self, opened: BreakGlass, cast: Cast, ivy: Account
    ) -> None:  # I31
        actions.close_glass(row=opened, by=ivy)
        end_and_tell()
        rows = AuditRow.objects.count()
        kept = erase(cast.ben)
        assert [item for item in kept if "looked behind" in item.what and item.ground and "six years" in item.until]
        assert AuditRow.objects.count() == rows
        assert all(chain.is_genuine(row) for row in AuditRow.objects.all())
        assert not BreakGlass.objects.exists()

    def test_staff_who_leave_are_told_what_stays(self, opened: BreakGlass, ivy: Account) -> None:
        kept = erase(ivy)
        assert [item for item in kept if "asked or agreed" in item.what]
        assert BreakGlass.objects.get().answered_by is None

    def test_the_chain_never_says_whose_name_it_was(self, opened: BreakGlass, cast: Cast) -> None:  # I1
        actions.look(row=opened, by=cast.grace)
        everything = (
            str(list(AuditRow.objects.values()))
            + str(list(Event.objects.filter(kind__startswith="glass.").values()))
            + str(list(BreakGlass.objects.values()))
        )
        assert str(cast.ben.pk) not in everything
        assert cast.ben.pk.hex not in everything


class TestThePages:
    def path(self, row: BreakGlass, act: str = "") -> str:
        return f"/safety/glass/{row.pk}/{act}"

    def test_from_asking_to_looking_with_each_look_at_no_address(
        self, comment: Comment, cast: Cast, ivy: Account, signed_in
    ) -> None:
        grace, second = signed_in(cast.grace), signed_in(ivy)
        address = grace.post(f"/safety/glass/ask/blog.comment/{comment.pk}/", ASKED)["Location"]
        assert "A colleague needs a second person now" in text(second.get("/you/"))
        assert REASON in text(second.get(address))
        assert second.post(f"{address}answer/", {"answer": "agree"}).status_code == 302
        shown = grace.post(f"{address}look/")
        assert "070-123" in text(shown)
        assert "no-store" in shown["Cache-Control"]
        assert grace.get(f"{address}look/").status_code == 302
        assert "070-123" not in text(grace.get(address))

    @pytest.mark.parametrize("left_out", ["danger", "reason", "credible"])
    def test_danger_facts_and_the_statement_are_all_needed_and_the_words_come_back(
        self, comment: Comment, cast: Cast, signed_in, left_out: str
    ) -> None:
        sent = {name: value for name, value in ASKED.items() if name != left_out}
        answer = signed_in(cast.grace).post(f"/safety/glass/ask/blog.comment/{comment.pk}/", sent)
        assert answer.status_code == 422
        assert left_out == "reason" or REASON in text(answer)
        assert not BreakGlass.objects.exists()

    @pytest.mark.parametrize("login", ["ana", "ben", "cleo", "dov", "farid", "hugo"])
    @pytest.mark.parametrize("act", ["", "answer/", "look/", "close/", "later/"])
    def test_for_everybody_else_there_is_no_such_page(
        self, opened: BreakGlass, cast: Cast, signed_in, login: str, act: str
    ) -> None:
        browser = signed_in(getattr(cast, login))
        assert browser.get(self.path(opened, act)).status_code == 404
        assert browser.post(self.path(opened, act)).status_code == 404

    def test_staff_never_meet_a_case_about_a_name_of_their_own(
        self, asked: BreakGlass, cast: Cast, signed_in
    ) -> None:
        cast.ben.roles = [Role.MEMBER, Role.SAFETY_LEAD]
        cast.ben.save()
        assert rows_for(cast.ben) == []
        assert not waits_for(cast.ben)
        assert signed_in(cast.ben).get(self.path(asked)).status_code == 404

    def test_what_is_refused_is_said_with_409(self, asked: BreakGlass, cast: Cast, signed_in) -> None:
        browser = signed_in(cast.grace)
        answer = browser.post(self.path(asked, "answer/"), {"answer": "agree"})
        assert answer.status_code == 409
        assert "Somebody else has to answer" in text(answer)
        assert browser.post(self.path(asked, "look/")).status_code == 409

    def test_an_answer_that_is_neither_yes_nor_no_is_a_no(self, asked: BreakGlass, ivy: Account, signed_in) -> None:
        signed_in(ivy).post(self.path(asked, "answer/"), {"answer": "maybe"})
        assert state(BreakGlass.objects.get()) == "refused"

    @pytest.mark.parametrize("act", ["answer/", "look/"])
    def test_agreeing_and_looking_ask_for_proof_of_who_one_is(
        self, opened: BreakGlass, ivy: Account, act: str, client
    ) -> None:
        ivy.set_password(SECRET)
        ivy.save()
        log_in(client, "ivy")
        assert client.post(self.path(opened, act))["Location"].startswith("/account/confirm/")
        assert not AuditRow.objects.filter(act=glass.LOOKED).exists()

    def test_a_piece_of_a_professional_has_no_name_to_look_behind(
        self, comment: Comment, cast: Cast, signed_in
    ) -> None:
        browser = signed_in(cast.grace)
        for kind, key in (("blog.post", comment.post_id), ("nothing", 1), ("blog.comment", 99999)):
            assert browser.get(f"/safety/glass/ask/{kind}/{key}/").status_code == 404

    def test_few_queries_whatever_the_number_of_cases(
        self, comment: Comment, cast: Cast, ivy: Account, signed_in, django_assert_max_num_queries
    ) -> None:
        for _ in range(4):
            row = agree(ask(comment, cast.grace), ivy)
            actions.look(row=row, by=ivy)
            actions.close_glass(row=row, by=ivy)
        end_and_tell()
        paths = {"/safety/glass/": cast.grace, self.path(row): cast.grace, "/you/looks/": cast.ben}
        for path, who in paths.items():
            browser = signed_in(who)
            with django_assert_max_num_queries(8):
                assert browser.get(path).status_code == 200
