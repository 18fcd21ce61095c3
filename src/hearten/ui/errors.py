"""What is wrong with one answer, in plain words: Django's own sentences, said as we would say them."""

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

#: (error code, kind of field; "" for every other kind) -> what we say.
PLAIN = {
    ("required", ""): "Please fill this in.",
    ("required", "select"): "Please choose one.",
    ("required", "radio"): "Please choose one.",
    ("required", "checkboxes"): "Please choose at least one.",
    ("required", "checkbox"): "Please tick this, if it is so.",
    ("max_length", ""): "Please make this shorter: %(limit_value)d characters at most. Now it has %(show_value)d.",
    ("min_length", ""): "Please make this longer: %(limit_value)d characters at least. Now it has %(show_value)d.",
    ("invalid", "url"): "This is not a whole address. One looks like https://example.org/page.",
    ("invalid", "date"): "This is not a day that we can read. Please write it like 2026-05-31.",
    ("invalid", "datetime"): "This is not a time that we can read. Please write it like 2026-05-31 18:00.",
    ("invalid", "number"): "Please write a number here, in digits.",
    ("invalid_choice", ""): "Please choose one of these.",
}


def in_plain_words(error: ValidationError, bound: BoundField, kind: str) -> str:
    """The sentence that stands beside the field. What a form says itself stays as it is."""
    code = error.code or ""
    ours = PLAIN.get((code, kind)) or PLAIN.get((code, ""))
    if ours is None or not _is_djangos(error, bound):
        return str(error.messages[0])
    return ours % (error.params or {})


def _is_djangos(error: ValidationError, bound: BoundField) -> bool:
    """Whether nobody wrote another message for this field."""
    said = bound.field.error_messages.get(error.code or "")
    if said is None:
        return True
    classes = type(bound.field).__mro__
    defaults = [getattr(one, "default_error_messages", {}).get(error.code) for one in classes]
    return said in defaults
