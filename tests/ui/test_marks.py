"""Marks that stack: a tower of them comes down, and every language keeps its own."""

import unicodedata

import pytest

from hearten.ui.words import one_line, several_lines

#: Words with more marks on a letter than most: nothing in them may be lost.
HONEST = {
    "Vietnamese": "Tôi cảm thấy rất mệt mỏi, nhưng vẫn ổn.",
    "Vietnamese, apart": unicodedata.normalize("NFD", "Tôi cảm thấy rất mệt mỏi, nhưng vẫn ổn."),
    "Greek, old": "ᾧ τινι τῷ ἀνθρώπῳ",
    "Yoruba": "Ẹ̀kọ́ ọ̀fẹ́ fún gbogbo ẹ̀dá",
    "Hebrew with all its points": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
    "Arabic with vowels": "الرَّحْمَٰنِ الرَّحِيمِ",
    "Hindi": "क्षत्रिय स्त्री निष्क्रिय",
    "Tamil": "ஸ்ரீ கௌரவம்",
    "Thai": "น้ำใจที่ดีที่สุด",
    "Tibetan": "བརྒྱད སྒྲོལ་མ ཧཱུྃ",
    "Burmese": "ကျွန်ုပ်တို့",
    "sounds of speech": "e̞̠ t͡ʃʰ ɔ̃ː",
    "a key and a flag": "1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
}


@pytest.mark.parametrize("language", HONEST)
def test_every_language_keeps_its_marks(language: str) -> None:
    text = HONEST[language]
    assert several_lines(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("tower", "most"),
    [("e" + "\u0337\u0321\u0322\u0327\u0315\u0353" * 20, 4), ("ก" + "็" * 60, 8), ("o" + "\u20dd" * 30, 4)],
    ids=["zalgo", "one mark of Thai sixty times", "rings around rings"],
)
def test_a_tower_of_marks_comes_down_to_what_stays_on_its_line(tower: str, most: int) -> None:
    shown = one_line(f"before {tower} after")
    marks = [letter for letter in shown if unicodedata.category(letter) in {"Mn", "Me"}]
    assert 0 < len(marks) <= most
    assert shown.startswith("before ")
    assert shown.endswith(" after")


def test_a_whole_text_of_towers_can_still_be_read() -> None:
    towers = "".join(letter + "\u0336\u0353\u0322\u033b" * 9 for letter in "nobody hears me")
    plain = "".join(c for c in several_lines(towers) if unicodedata.category(c) != "Mn")
    assert plain == "nobody hears me"


def test_marks_without_a_letter_are_no_name() -> None:
    assert len(one_line("\u0301" * 400)) <= 4
