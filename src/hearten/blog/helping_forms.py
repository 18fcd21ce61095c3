"""Whom to ask for help with one's comments (R26)."""

from __future__ import annotations

from typing import Any

from django import forms

from hearten.directory.models import Therapist

MODERATOR = "A moderator of this host"


class HelperForm(forms.Form):
    """Whom to ask."""

    colleague = forms.ModelChoiceField(
        Therapist.objects.none(),
        label="Whom do you want to ask?",
        help_text="Whoever says yes reads what waits for you, lets it appear or says no, in their own name.",
        empty_label=MODERATOR,
        required=False,
    )

    def __init__(self, *args: Any, therapist: Therapist, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Therapist.objects.visible_to(None).exclude(pk=therapist.pk).select_related("account")
