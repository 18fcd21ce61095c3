"""What is wrong with a form is said in plain words, and a form's own words stay its own."""

import pytest
from django import forms

from hearten.ui.forms import describe

ADDRESS = "This is not a whole address. One looks like https://example.org/page."


class Answers(forms.Form):
    name = forms.CharField(max_length=5)
    own = forms.CharField(error_messages={"required": "Say who you are."})
    page = forms.URLField(assume_scheme="https")
    kind = forms.ChoiceField(choices=[("a", "A")])
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    true = forms.BooleanField()
    day = forms.DateField()
    size = forms.IntegerField()

    def clean_size(self):
        if self.cleaned_data["size"] > 9:
            raise forms.ValidationError("Nine is enough.")
        return self.cleaned_data["size"]


def said(field: str, **typed: str) -> list[str]:
    return describe(Answers(typed)).by_name[field].errors


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Please fill this in."),
        ("name", "much longer", "Please make this shorter: 5 characters at most. Now it has 11."),
        ("own", "", "Say who you are."),
        ("page", "not an address", ADDRESS),
        ("kind", "", "Please choose one."),
        ("kind", "z", "Please choose one of these."),
        ("way", "", "Please choose one."),
        ("true", "", "Please tick this, if it is so."),
        ("day", "soon", "This is not a day that we can read. Please write it like 2026-05-31."),
        ("size", "many", "Please write a number here, in digits."),
        ("size", "12", "Nine is enough."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(field: str, typed: str, words: str) -> None:  # R100
    assert said(field, **{field: typed}) == [words]


def test_what_is_right_says_nothing() -> None:
    assert said("name", name="Ana") == []
