"""A token in every text of every table of groups, found by introspection: a new column is covered by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from hearten.accounts.models import Persona
from hearten.groups.models import Membership
from tests.groups.proofs.town import Sight, Town

TOKEN = re.compile(rb"zq[0-9a-f]{5}x")
#: What a group's card and the host's pages are made from: for everybody before joining (R67), and nowhere else.
ON_THE_CARD = {"name", "purpose", "tone", "norms", "content_notes", "agreement", "for_whom", "size_band"}


@dataclass(frozen=True)
class Canary:
    """One token. column: `app.model.field`. row: whose. persona: whose words or name it is, "" for a group."""

    token: bytes
    column: str
    row: str
    persona: str

    @property
    def on_the_card(self) -> bool:
        model, _, name = self.column.rpartition(".")
        return model == "groups.supportgroup" and name in ON_THE_CARD


def tables() -> list[type[models.Model]]:
    """Every table of groups."""
    return list(apps.get_app_config("groups").get_models())


def texts(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Its columns that can hold words: not keys of rows, nor choices from a closed list."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, kinds) and not (column.primary_key or column.choices or column.is_relation)
    ]


def closed(column: models.Field[Any, Any]) -> bool:
    """Whether a column takes only words from a list in a constraint, such as a state."""
    return column.name in {"role", "state", "place", "format", "led", "kind"}


def plant() -> dict[bytes, Canary]:
    """Tokens in every text of every row of groups, and in the names and pictures people have there."""
    numbers, found = count(), {}
    for model in tables():
        if not model._base_manager.exists():
            one_row(model)
        for row in model._base_manager.all():
            found.update(mark(row, [c for c in texts(model) if not closed(c)], numbers))
    for persona in Persona.objects.filter(space__startswith="group:"):
        columns = [Persona._meta.get_field(name) for name in ("name", "avatar_seed")]
        found.update(mark(persona, columns, numbers))
    return found


def mark(row: models.Model, columns: list[Any], numbers: count[int]) -> dict[bytes, Canary]:
    """One row's tokens."""
    values, found = {}, {}
    for column in columns:
        token = f"zq{next(numbers):05x}x"
        values[column.attname] = shaped(column, token)
        name = f"{row._meta.label_lower}.{column.name}"
        found[token.encode()] = Canary(token.encode(), name, str(row.pk), owner(row))
    if values:
        type(row)._base_manager.filter(pk=row.pk).update(**values)
    return found


def shaped(column: models.Field[Any, Any], token: str) -> Any:
    """A token as this column holds it."""
    if isinstance(column, models.JSONField):
        return [token]
    if column.name == "avatar_seed":
        return token.ljust(22, "-")  # as addresses of pictures want it
    return f"<p>{token}</p>" if column.name == "html" else token


def owner(row: models.Model) -> str:
    """Whose it is."""
    if isinstance(row, Persona):
        return str(row.pk)
    return str(getattr(row, "persona_id", None) or "")


def one_row(model: type[models.Model]) -> None:
    """Some row of a table that the town has none of. Fails when only the town can make one: then it has to."""
    values = {c.attname: value(c) for c in model._meta.concrete_fields if not (c.primary_key and c.has_default())}
    values = {name: given for name, given in values.items() if given is not None}
    try:
        with transaction.atomic():
            model._base_manager.create(**values)
    except (IntegrityError, FieldDoesNotExist, TypeError) as error:
        raise AssertionError(f"teach tests/groups/proofs/town.py a row of {model._meta.label}: {error}") from error


def value(column: Any) -> Any:
    """Something that fits a column, or None where the row does without."""
    if column.is_relation:
        return column.related_model._base_manager.values_list("pk", flat=True).first()
    if column.has_default() or column.null or isinstance(column, models.AutoField):
        return None
    if column.choices:
        return column.choices[0][0]
    simple = {"DateTimeField": timezone.now(), "DateField": timezone.localdate(), "BooleanField": False}
    return simple.get(
        column.get_internal_type(), "" if isinstance(column, models.CharField | models.TextField) else 1
    )


# --- where they may be met


def leaks(town: Town, known: dict[bytes, Canary], sights: list[Sight]) -> list[str]:
    """Where a token is met by somebody who should not meet it there."""
    own = {who: own_ids(town, who) for who in {sight.who for sight in sights}}
    staff = set(Membership.objects.exclude(role="member").values_list("persona_id", flat=True))
    found = set()
    for sight in sights:
        for token in set(TOKEN.findall(sight.what)) & known.keys():
            if not may_meet(known[token], sight, own[sight.who], staff):
                found.add(f"{sight.who} meets {known[token].column} at {sight.where}")
    return sorted(found)


def own_ids(town: Town, who: str) -> tuple[set[str], set[str], set[str]]:
    """Somebody's own names, the groups they are in, and those they look after."""
    person = town.of(who)
    if person is None:
        return set(), set(), set()
    mine = Membership.objects.owned_by(person).inside()
    kept = mine.staff()
    return (
        set(mine.values_list("persona_id", flat=True)),
        set(mine.values_list("group_id", flat=True)),
        set(kept.values_list("group_id", flat=True)),
    )


def may_meet(canary: Canary, sight: Sight, own: tuple[set[str], set[str], set[str]], staff: set[str]) -> bool:
    """The whole rule of where words of a group may be read (I28, R61, R67, I14)."""
    names, inside, kept = own
    path, on_the_card = sight.where, canary.on_the_card
    if path.startswith("/groups/"):
        place = path.split("/")[2]
        return on_the_card or place in inside
    if path in {"/you/", "/a-moment/"} and canary.column == "groups.supportgroup.name":
        return canary.row in inside  # one's own places, for one's own eyes
    if path.startswith("/topics/"):
        return canary.column in {"groups.supportgroup.name", "groups.supportgroup.purpose"}  # of listed groups (R3)
    if canary.persona in names and canary.persona:
        return path.startswith(("/you/", "/groups/", "/a-moment/"))
    if path.startswith("/host/groups/"):
        return sight.who == "grace" and (on_the_card or canary.persona in staff)
    if path.startswith("/moderation/"):
        return bool(kept) or sight.who == "grace"  # what was asked about, and nothing else: test_canaries.py
    if canary.column.endswith(".topic"):
        return sight.who in {"database", "live"}  # an address that says nothing
    return path.startswith("/safety/") and sight.who == "grace" and path != "/safety/"
