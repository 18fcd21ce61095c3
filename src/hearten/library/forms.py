"""What people type here."""

from __future__ import annotations

from django import forms

from hearten.library.shelf import Wanted

ANY = {
    "topic": ("Anything", "About"),
    "kind": ("Any kind", "What is it?"),
    "cost": ("Any price", "Cost"),
    "ease": ("Any", "Reading"),
    "language": ("Any language", "Language"),
}


class FilterForm(forms.Form):
    """What somebody looks for. Sent by GET, so that it works without scripts, a cookie or an account (R5)."""

    topic = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)
    cost = forms.ChoiceField(required=False)
    ease = forms.ChoiceField(required=False)
    language = forms.ChoiceField(required=False)

    def __init__(self, data: object, *, choices: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        for name, (anything, label) in ANY.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", anything), *choices[name]]
            field.label = label

    def wanted(self) -> Wanted:
        """What was asked for, without what this shelf doesn't know."""
        self.full_clean()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in ANY})
