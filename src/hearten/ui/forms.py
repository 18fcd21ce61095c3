"""Django forms as plain data, so that templates never touch a form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from hearten.ui.errors import in_plain_words

KINDS: dict[type[forms.Widget], str] = {
    forms.Textarea: "textarea",
    forms.CheckboxInput: "checkbox",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radio",
    forms.Select: "select",
    forms.PasswordInput: "password",
    forms.FileInput: "file",
    forms.ClearableFileInput: "file",
    forms.DateInput: "date",
    forms.DateTimeInput: "datetime",
    forms.URLInput: "url",
    forms.NumberInput: "number",
    forms.HiddenInput: "hidden",
}


@dataclass(frozen=True)
class FieldView:
    """One field, ready to draw. `choices` are (value, label, selected).

    quiet: don't say "optional"; the form is long, or the field is needed later.
    """

    name: str
    id: str
    label: str
    hint: str
    kind: str
    value: str
    errors: list[str]
    required: bool
    choices: list[tuple[str, str, bool]] = field(default_factory=list)
    attrs: dict[str, str] = field(default_factory=dict)
    max_length: int | None = None
    quiet: bool = False


@dataclass(frozen=True)
class FormView:
    """A form, ready to draw: its general errors, its fields in order, and the same by name."""

    errors: list[str]
    fields: list[FieldView]
    by_name: dict[str, FieldView]


def describe(form: forms.BaseForm, *, quiet: bool = False) -> FormView:
    """The form as plain data, with what the person typed (their text always comes back)."""
    fields = [describe_field(bound, quiet=quiet) for bound in form]
    errors = [str(error) for error in form.non_field_errors()]
    return FormView(errors, fields, {item.name: item for item in fields})


def describe_field(bound: BoundField, *, quiet: bool = False) -> FieldView:
    """One field with its value, choices and errors."""
    widget = bound.field.widget
    kind = KINDS.get(type(widget), "text")
    value = bound.value()
    return FieldView(
        name=bound.html_name,
        id=bound.auto_id or bound.html_name,
        label=str(bound.label),
        hint=str(bound.help_text),
        kind=kind,
        value="" if kind in {"password", "file"} else _text(widget, value),
        errors=[in_plain_words(error, bound, kind) for error in bound.errors.as_data()],
        required=bound.field.required,
        choices=_choices(bound, value),
        attrs={
            name: str(given) for name, given in widget.attrs.items() if given is not False and name != "maxlength"
        },
        max_length=_worth_saying(getattr(bound.field, "max_length", None), kind),
        quiet=quiet,
    )


def _worth_saying(limit: int | None, kind: str) -> int | None:
    """A limit people may meet; nobody needs to hear that a book would not fit."""
    return limit if limit and kind == "textarea" and limit <= 5000 else None


def _text(widget: forms.Widget, value: Any) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value and value not in {"False", "off"} else ""
    if isinstance(value, (list, tuple)):
        return ""
    return str(widget.format_value(value) or "")


def _choices(bound: BoundField, value: Any) -> list[tuple[str, str, bool]]:
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return []
    chosen = {str(item) for item in (value if isinstance(value, (list, tuple)) else [value])}
    return [(str(key), str(label), str(key) in chosen) for key, label in choices]
