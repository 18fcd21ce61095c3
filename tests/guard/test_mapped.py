"""Every edit keeps the way back to the author's characters."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hearten_guard.mapped import Mapped
from hearten_guard.normalise import fold, plain
from hearten_guard.phrases import VOCABULARY


def test_a_longer_replacement_points_at_the_whole_of_what_it_replaced() -> None:
    mapped = Mapped.identity("a ﬁ b").edit(re.compile("ﬁ"), lambda _: "fi")
    assert mapped.text == "a fi b"
    assert mapped.span(2, 3) == mapped.span(3, 4) == (2, 3)


def test_a_removed_mark_is_inside_the_word_around_it() -> None:
    mapped = fold("k\u200bill")
    assert mapped.text == "kill"
    assert mapped.span(0, 4) == (0, 5)


@given(st.text(max_size=80))
def test_offsets_rise_and_stay_inside_the_text(text: str) -> None:
    for mapped in (fold(text), plain(fold(text), VOCABULARY)):
        assert len(mapped.text) == len(mapped.starts) == len(mapped.ends)
        assert list(mapped.starts) == sorted(mapped.starts)
        assert all(s < e <= len(text) for s, e in zip(mapped.starts, mapped.ends, strict=True))


def test_look_alikes_read_as_the_letters_they_look_like() -> None:
    assert fold("КILL ｙｏｕｒѕеlf").text == "kill yourself"
