"""When the Guard can't answer: a professional's text stays in, a member's words are never silenced (I19)."""

import sys
from pathlib import Path

import pytest

from hearten.moderation import pool
from hearten.moderation.review import GuardUnavailable, NeedsChanges, read, require_clear, review_member_text

STUB = (sys.executable, str(Path(__file__).with_name("stub_guard.py")))


@pytest.fixture(autouse=True)
def stub(monkeypatch, settings):
    pool.stop()
    monkeypatch.setattr(pool, "COMMAND", STUB)
    monkeypatch.setattr(pool, "TO_START", 5)
    settings.GUARD_DEADLINE_MS = 300
    yield
    pool.stop()


@pytest.mark.parametrize("text", ["hang", "die", "raise", "nonsense", "half"])
class TestWhenTheGuardFails:
    def test_a_professionals_text_is_not_let_out(self, text: str, monkeypatch):
        monkeypatch.setattr(pool, "TO_START", 0.3)
        with pytest.raises(GuardUnavailable):
            require_clear(text, purpose="article")

    def test_a_members_words_go_to_a_person_and_the_panel_is_shown(self, text: str, monkeypatch):
        monkeypatch.setattr(pool, "TO_START", 0.3)
        reading = review_member_text(text)
        assert (reading.unread, reading.show_panel, reading.level) == (True, True, "unread")
        assert reading.findings == []

    def test_the_next_text_is_read(self, text: str):
        review_member_text(text)
        assert review_member_text("fine").unread is False


def test_a_hold_stops_a_professional_and_gives_every_finding_back():
    with pytest.raises(NeedsChanges) as held:
        require_clear("cure your anxiety", purpose="article")
    assert [item.rule for item in held.value.open_findings] == ["claim.cure"]


def test_words_of_danger_never_stand_in_anybodys_way():  # I12
    assert require_clear("crisis words", purpose="article").crisis is not None


def test_a_members_words_of_danger_open_the_panel_and_say_how_urgent():
    reading = review_member_text("crisis words")
    assert (reading.unread, reading.show_panel, reading.level) == (False, True, "intent")


def test_ordinary_words_open_nothing():
    reading = review_member_text("fine")
    assert (reading.show_panel, reading.level) == (False, "")


def test_the_same_words_get_the_same_answer():  # I17
    assert read("cure it", purpose="article") == read("cure it", purpose="article")
