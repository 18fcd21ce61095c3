"""Put a queryset into SQL once a process, then run it with each request's own values.

Building and compiling a queryset costs ten times what the database needs for a short list. What is prepared comes
from the same `public()` and `visible_to()` as everything else: a rule about who sees what stays in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True)
class Place:
    """Where a value goes into the statement, and the field that says how it is stored."""

    name: str
    field: Field[Any, Any]


class Given(Value):
    """Stands in a queryset for a value that is named when the statement runs: `filter(slug=Given("slug", …))`."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(Place(name, field), output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self.value,)


@dataclass(frozen=True)
class Statement:
    """A queryset as SQL. values: in order, constants and places. names: of the columns."""

    sql: str
    values: tuple[Any, ...]
    names: tuple[str, ...]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared:
    """A queryset that is compiled at its first run.

    rows: makes the queryset, which ends in `.values(…)`. It is called once for each kind of database, so nothing
    in it may depend on the moment or on who asks: that is what `Given` is for.
    """

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self._rows = rows
        self._made: dict[str, Statement] = {}

    def run(self, **given: Any) -> list[dict[str, Any]]:
        """Every row, in one statement. Raises KeyError when a value is missing."""
        made = self._made.get(connection.vendor) or self._compile()
        values = [_stored(value, given) for value in made.values]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, values)
            rows: Any = cursor.fetchall()
        if made.converters:
            rows = made.compiler.apply_converters(rows, made.converters)
        return [dict(zip(made.names, row, strict=True)) for row in rows]

    def _compile(self) -> Statement:
        query = self._rows().query
        compiler = query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        names = tuple(query.selected or ())
        made = Statement(sql, tuple(values), names, compiler, compiler.get_converters(columns))
        self._made[connection.vendor] = made
        return made


def _stored(value: Any, given: dict[str, Any]) -> Any:
    """A constant as it is; what was given for a place, as the database keeps it."""
    if not isinstance(value, Place):
        return value
    return value.field.get_db_prep_value(given[value.name], connection)
