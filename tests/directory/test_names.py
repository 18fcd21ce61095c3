"""Nobody can pass for somebody else, by a word, a title or a trick of letters (R29, R93)."""

import pytest
from django.core.exceptions import ValidationError

from hearten.directory.forms import FirstForm, NameForm
from hearten.directory.names import check_handle, check_name
from hearten.ui.words import one_line, several_lines
from tests.cast import Cast

LOOK_ALIKE_STAFF = ["admin", "adm1n", "a-d-m-i-n", "ana-admin", "moderator", "hearten", "h3arten", "hearten-team",
                    "crisis", "cr1sis-help", "support", "staff", "verified-ana", "host", "helpline"]  # fmt: skip
TITLED = ["dr-bob", "doctor-bob", "bob-psychologist", "therapist", "licensed-bob", "prof-x", "phd-bob"]


@pytest.mark.parametrize("handle", LOOK_ALIKE_STAFF + TITLED)
def test_a_handle_that_sounds_like_staff_or_carries_a_title_is_refused_with_a_reason(handle, db) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_handle(handle)
    assert refusal.value.messages[0].endswith((".", "page."))


@pytest.mark.parametrize("handle", ["ana", "an-a", "a-n-a", "4na", "farid", "far1d", "farld"])
def test_a_handle_that_looks_like_a_colleagues_is_refused(handle, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        check_handle(handle)


@pytest.mark.parametrize(
    "handle", ["nora", "nora-berg", "hostetler", "carey", "modesto", "drew", "annika", "tom-2"]
)
def test_an_ordinary_handle_is_taken(handle, cast: Cast) -> None:
    check_handle(handle)


@pytest.mark.parametrize(
    "handle", ["Ana", "-ana", "ana-", "a", "ab", "a b", "ana_b", "аna", "1ana", "a" * 33, "ana\u200b"]
)
def test_a_handle_has_plain_letters_only(handle, db) -> None:
    form = FirstForm({"name": "Nora", "handle": handle, "role": "coach"})
    assert not form.is_valid()
    assert "handle" in form.errors


@pytest.mark.parametrize(
    "name",
    ["Hearten", "Hearten Team", "Admin", "The Moderator", "Verified Ana", "Staff", "0fficial Ana", "Ana ✓", "Ana ☑️",
     "Ana ⭐⭐⭐⭐⭐", "💚", "123", "...", "Аna Lindqvist", "Αna", "Z̸̡̢̛̛͓̗a̷̡̢̛͓̗", "\u200b\u200b"],
)  # fmt: skip
def test_a_name_that_could_deceive_is_refused(name, db) -> None:
    form = NameForm({"name": name, "role": "coach"})
    assert not form.is_valid()
    assert "name" in form.errors


@pytest.mark.parametrize(
    "name",
    ["Ana Lindqvist", "Zoë O’Hara", "María-José", "Nguyễn Thị Hạnh", "محمد علی", "مهدی‌زاده", "李小龙", "Юлия",
     "Ελένη", "दीक्षा", "J. P. Smith", "Grace Hopper", "Mind & Body Clinic", "Crisis House Leeds", "Åsa Öberg"],
)  # fmt: skip
def test_a_real_name_in_any_script_is_taken(name) -> None:
    check_name(one_line(name))


def test_tricks_of_direction_and_width_leave_a_name(db) -> None:
    form = NameForm({"name": "\u202eAna\u202c  Lind\u200bqv\u00adist\ufeff", "role": "coach"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Ana Lindqvist"


@pytest.mark.parametrize(
    "trick", list("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\u200e\u200f\u2060\ufeff\u00ad\x00\x07\x1b")
)
def test_no_trick_survives_in_a_line_or_a_text(trick) -> None:
    assert one_line(f"a{trick}b") == "ab"
    assert several_lines(f"a{trick}b\r\n\r\nc") == "ab\n\nc"


def test_joiners_stay_where_a_script_needs_them_and_nowhere_else() -> None:
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"
    assert one_line("क्\u200dष") == "क्\u200dष"
    assert one_line("👩\u200d⚕\ufe0f") == "👩\u200d⚕\ufe0f"
    assert one_line("a\u200db\u200cc") == "abc"
    assert one_line("\u200dx") == "x"


def test_line_breaks_stay_in_a_text_and_leave_a_line() -> None:
    assert several_lines(" one\r\ntwo\rthree\tfour ") == "one\ntwo\nthree\tfour"
    assert one_line("one\ntwo\tthree") == "one two three"
