"""The audit chain can't be changed, cut, reordered or forged unseen, not even with the whole database (I30)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from hearten.events import anchor, chain, protect
from hearten.events.models import AuditRow
from tests.cast import Cast, account
from tests.chains import lifted

WORDS = "Somebody said goodbye tonight."


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def five(cast: Cast, django_capture_on_commit_callbacks: Any) -> list[AuditRow]:
    """A chain of five rows whose end is remembered."""
    return write(cast, django_capture_on_commit_callbacks, 5)


def write(cast: Cast, committed: Any, count: int) -> list[AuditRow]:
    rows = []
    for number in range(count):
        with committed(execute=True), transaction.atomic():
            rows.append(
                chain.append(
                    "glass.looked", subject=cast.ben, by=cast.grace, case=f"c{number}", why=WORDS, role="x"
                )
            )
    return rows


def alter(number: int, **changes: Any) -> None:
    lifted(lambda: AuditRow.objects.filter(number=number).update(**changes))


class TestWhole:
    def test_an_empty_chain_is_whole(self, cast: Cast) -> None:
        assert chain.verify() is None

    def test_five_rows_are_whole_and_say_who_what_why_and_when(self, five: list[AuditRow], cast: Cast) -> None:
        assert chain.verify() is None
        row = AuditRow.objects.get(number=3)
        assert (row.who, row.act, row.why) == (cast.grace.ref, "glass.looked", WORDS)
        assert timezone.now() - row.at < timedelta(minutes=1)
        assert [r.number for r in five] == [1, 2, 3, 4, 5]

    def test_a_clock_that_is_set_back_can_not_reorder(
        self, five: list[AuditRow], cast: Cast, monkeypatch: Any
    ) -> None:
        past = timezone.now() - timedelta(days=3)
        monkeypatch.setattr("hearten.events.chain.timezone.now", lambda: past)
        assert chain.append("glass.closed", subject=cast.ben, by=None).at == five[-1].at

    def test_what_is_rolled_back_leaves_no_row_and_no_end(self, five: list[AuditRow], cast: Cast) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            chain.append("glass.looked", subject=cast.ben, by=cast.grace)
            1 / 0
        head = anchor.read()
        assert head
        assert (head.number, AuditRow.objects.count()) == (5, 5)
        assert chain.verify() is None


class TestPlanted:
    """Each is done to the database with its guard taken away."""

    @pytest.mark.parametrize(
        "change",
        [
            {"who": "account:somebody-else"},
            {"act": "glass.refused"},
            {"subject": "accounts.persona:other"},
            {"case": "other"},
            {"why": "A better reason."},
            {"why": ""},
            {"data": {"role": "y"}},
            {"at": timezone.now() - timedelta(days=1)},
            {"why_seal": "0" * 64},
            {"seal": "0" * 64},
            {"previous": "0" * 64},
        ],
        ids=lambda change: "-".join(change),
    )
    def test_a_changed_row_is_named(self, five: list[AuditRow], change: dict[str, Any]) -> None:
        alter(3, **change)
        broken = chain.verify()
        assert broken
        assert broken.number == 3

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_deleted_row_is_missed(self, five: list[AuditRow], number: int) -> None:
        lifted(AuditRow.objects.filter(number=number).delete)
        assert chain.verify() == chain.Break(number, "It is missing.")

    @pytest.mark.parametrize("count", [1, 2, 5])
    def test_rows_cut_off_at_the_end_are_missed(self, five: list[AuditRow], count: int) -> None:
        lifted(AuditRow.objects.filter(number__gt=5 - count).delete)
        assert chain.verify() == chain.Break(6 - count, f"The end is missing: {count} rows were cut off.")

    def test_two_rows_that_changed_places_are_seen(self, five: list[AuditRow]) -> None:
        def swap() -> None:
            for was, now in ((2, 90), (3, 2), (90, 3)):
                AuditRow.objects.filter(number=was).update(number=now)

        lifted(swap)
        broken = chain.verify()
        assert broken
        assert broken.number == 2

    def test_closing_the_gap_after_a_deleted_row_does_not_help(self, five: list[AuditRow]) -> None:
        def close() -> None:
            AuditRow.objects.filter(number=3).delete()
            AuditRow.objects.filter(number=4).update(number=3, previous=five[1].seal)
            AuditRow.objects.filter(number=5).update(number=4)

        lifted(close)
        broken = chain.verify()
        assert broken
        assert broken.number == 3

    def test_a_row_sealed_without_the_key_is_forged(self, five: list[AuditRow], settings: Any) -> None:
        ours, settings.AUDIT_KEY = settings.AUDIT_KEY, "somebody who has the database only, guessing " * 2
        forged = AuditRow(
            number=6, at=timezone.now(), who="system", act="glass.approved", subject="x", case="c", why="",
            previous=five[-1].seal, why_seal=chain.seal_of_words(""),
        )  # fmt: skip
        forged.seal = chain.seal_of(forged)
        forged.save(force_insert=True)
        settings.AUDIT_KEY = ours
        broken = chain.verify()
        assert broken
        assert broken.number == 6
        with pytest.raises(chain.Forged):
            chain.of_case("c")

    def test_a_row_after_the_end_that_says_nothing_of_the_one_before_is_seen(self, five: list[AuditRow]) -> None:
        forged = AuditRow(number=6, at=timezone.now(), who="system", act="x", subject="x", case="c", previous="y")
        forged.why_seal = chain.seal_of_words("")
        forged.seal = chain.seal_of(forged)
        forged.save(force_insert=True)
        assert chain.verify() == chain.Break(6, "It does not follow the row before it.")


class TestTheEnd:
    def test_it_moves_on_and_never_back(self, five: list[AuditRow]) -> None:
        anchor.remember(2, five[1].seal)
        head = anchor.read()
        assert head == anchor.Head(5, five[4].seal)

    @pytest.mark.parametrize("line", ["3 {seal} 0\n", "x y z\n", "", "\u00e9"])
    def test_a_file_that_was_changed_is_named(self, five: list[AuditRow], data_dir: Path, line: str) -> None:
        (data_dir / "audit-head").write_text(line.format(seal=five[2].seal), encoding="utf-8")
        broken = chain.verify()
        assert broken
        assert "audit-head was changed" in broken.what

    def test_nobody_without_the_key_can_set_the_end_back(self, five: list[AuditRow], settings: Any) -> None:
        ours, settings.AUDIT_KEY = settings.AUDIT_KEY, "another key"
        anchor.replace(anchor.Head(3, five[2].seal).line())
        settings.AUDIT_KEY = ours
        lifted(AuditRow.objects.filter(number__gt=3).delete)
        assert chain.verify() is not None

    def test_a_missing_file_is_said_and_begun_anew_with_a_row_that_says_so(
        self, five: list[AuditRow], data_dir: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        (data_dir / "audit-head").unlink()
        broken = chain.verify()
        assert broken
        assert "is not there" in broken.what
        with django_capture_on_commit_callbacks(execute=True):
            assert chain.anchor_anew()
        assert AuditRow.objects.get(number=6).act == "chain.anchored"
        assert chain.verify() is None
        assert not chain.anchor_anew()

    def test_another_machine_may_have_written_more(self, five: list[AuditRow], cast: Cast) -> None:
        chain.append("glass.closed", subject=cast.ben, by=None)  # its file is not this one
        assert chain.verify() is None


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "change",
        [
            lambda: AuditRow.objects.filter(number=2).update(why=""),
            lambda: AuditRow.objects.filter(number=2).update(who="nobody"),
            lambda: AuditRow.objects.filter(number=2).update(seal="x"),
            lambda: AuditRow.objects.filter(number=2).delete(),
            lambda: AuditRow.objects.all().delete(),
        ],
    )
    def test_every_change_and_every_deletion(self, five: list[AuditRow], change: Callable[[], Any]) -> None:
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            change()
        assert chain.verify() is None

    @pytest.mark.skipif("connection.vendor != 'sqlite'", reason="what only SQLite can do")
    @pytest.mark.parametrize("number", [2, 77])
    def test_a_row_in_the_place_of_another(self, five: list[AuditRow], number: int) -> None:
        columns = 'at, who, act, subject, "case", why, data, why_seal, previous, seal'
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR REPLACE INTO events_auditrow (number, {columns}) "
                f"SELECT {number}, {columns} FROM events_auditrow WHERE number = 2"
            )
        assert chain.verify() is None

    @pytest.mark.skipif("connection.vendor != 'postgresql'", reason="what only PostgreSQL can do")
    def test_emptying_the_table(self, five: list[AuditRow]) -> None:
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE events_auditrow")


class TestWordsGoAfterTheirTime:
    def test_only_the_words_of_old_rows_and_the_chain_stays_whole(
        self, cast: Cast, monkeypatch: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        past = timezone.now() - chain.WORDS_STAY - timedelta(days=1)
        with monkeypatch.context() as then:
            then.setattr("hearten.events.chain.timezone.now", lambda: past)
            write(cast, django_capture_on_commit_callbacks, 2)
        write(cast, django_capture_on_commit_callbacks, 1)
        assert chain.let_words_go() == 2
        assert list(AuditRow.objects.order_by("number").values_list("why", flat=True)) == ["", "", WORDS]
        assert chain.verify() is None
        assert chain.let_words_go() == 0

    def test_the_database_waits_as_long_as_the_code(self) -> None:
        assert timedelta(days=protect.DAYS) == chain.WORDS_STAY


def test_doctor_says_where_it_breaks(five: list[AuditRow], capsys: pytest.CaptureFixture[str]) -> None:
    alter(4, why="Nothing happened.")
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert "Row 4: It was changed" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_make_one_chain() -> None:
    grace = account("grace")

    def some() -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    chain.append("glass.looked", subject=grace, by=grace, why=WORDS)
        finally:
            connection.close()

    threads = [threading.Thread(target=some) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditRow.objects.count() == 30
    assert chain.verify() is None
    head = anchor.read()
    assert head
    assert head.number == 30


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_a_transaction_is_refused(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        chain.append("glass.looked", subject=cast.ben, by=cast.grace)
    assert not AuditRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_later_test_starts_with_an_empty_chain_that_the_database_still_guards(cast: Cast) -> None:
    assert not AuditRow.objects.exists()
    with transaction.atomic():
        chain.append("glass.looked", subject=cast.ben, by=cast.grace)
    with pytest.raises(DatabaseError):
        AuditRow.objects.all().delete()
