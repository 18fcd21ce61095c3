"""Put a queryset into SQL once a process, then run it with each request's own values.

Building and compiling a queryset costs ten times what the database needs for a short list. What is prepared comes
from the same `public()` and `visible_to()` as everything else: a rule about who sees what stays in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Row = Sequence[Any]
Querysets = QuerySet[M, Any] | Sequence[QuerySet[M, Any]]


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
    """A queryset as SQL. values: in order, constants and places. names: of the places. make: one row of the answer
    as what it stands for.
    """

    sql: str
    values: tuple[Any, ...]
    names: frozenset[str]
    make: Callable[[Row], Any]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared(Generic[M]):
    """A queryset that is compiled at its first run.

    rows: makes the queryset, or several with the same columns, whose rows come together, each once. It is called
    once for each kind of database, so nothing in it may depend on the moment or on who asks: that is what `Given`
    is for. by_key: the rows are asked for by their keys. Without statistics SQLite would rather walk an index of
    all that is public.
    """

    def __init__(self, rows: Callable[[], Querysets[M]], *, by_key: bool = False) -> None:
        self._rows = rows
        self._by_key = by_key
        self._made: dict[str, Statement] = {}

    def run(self, **given: Any) -> list[dict[str, Any]]:
        """Every row of a queryset that ends in `.values(…)`. Raises KeyError for one value too few or too many."""
        return self._run(given)

    def objects(self, **given: Any) -> list[M]:
        """Every row of a queryset of models, with what it selects beside them. Raises KeyError as `run` does."""
        return self._run(given)

    def _run(self, given: dict[str, Any]) -> list[Any]:
        made = self._made.get(connection.vendor) or self._compile()
        if given.keys() != made.names:
            raise KeyError(*(given.keys() ^ made.names))
        values = [_stored(value, given) for value in made.values]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, values)
            rows: Any = cursor.fetchall()
        if made.converters:
            rows = made.compiler.apply_converters(rows, made.converters)
        return [made.make(row) for row in rows]

    def _compile(self) -> Statement:
        rows = self._rows()
        compilers = [one.query.get_compiler(connection=connection) for one in _several(rows)]
        sql, values = _together([self._sql(compiler) for compiler in compilers])
        first, selected = compilers[0], compilers[0].query.selected
        columns = [column for column, _sql, _alias in first.select[: first.col_count]]
        make = _dict(tuple(selected)) if selected else _model(first)
        names = frozenset(value.name for value in values if isinstance(value, Place))
        made = Statement(sql, values, names, make, first, first.get_converters(columns))
        self._made[connection.vendor] = made
        return made

    def _sql(self, compiler: SQLCompiler) -> tuple[str, tuple[Any, ...]]:
        """One queryset."""
        sql, values = compiler.as_sql()
        if self._by_key and connection.vendor == "sqlite":
            table = f"FROM {connection.ops.quote_name(compiler.query.get_meta().db_table)} "
            sql = sql.replace(table, f"{table}NOT INDEXED ", 1)
        return sql, tuple(values)


def _several(rows: Querysets[M]) -> Sequence[QuerySet[M, Any]]:
    return [rows] if isinstance(rows, QuerySet) else rows


def _together(parts: list[tuple[str, tuple[Any, ...]]]) -> tuple[str, tuple[Any, ...]]:
    """Several statements as one, each with its own order and limit, which SQLite allows in a subquery only."""
    if len(parts) == 1:
        return parts[0]
    selects = [f"SELECT * FROM ({sql}) AS part{number}" for number, (sql, _values) in enumerate(parts)]  # noqa: S608
    return " UNION ".join(selects), tuple(value for _sql, values in parts for value in values)


def _dict(names: tuple[str, ...]) -> Callable[[Row], dict[str, Any]]:
    """A row as a dict. Rows that are distinct bring what they are sorted by at their end: that is left out."""
    return lambda row: dict(zip(names, row, strict=False))


def _model(compiler: SQLCompiler) -> Callable[[Row], Any]:
    """A row as a model with its annotations and what `select_related` brought: as Django's own ModelIterable."""
    info: Any = compiler.klass_info
    alias = connection.alias
    select: Any = compiler.select
    fields = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
    names = [column.target.attname for column, _sql, _alias in select[fields]]
    related = get_related_populators(info, select, alias)  # type: ignore[call-arg]  # 6.1 asks for more
    beside = tuple((compiler.annotation_col_map or {}).items())

    def make(row: Row) -> Any:
        made = info["model"].from_db(alias, names, row[fields])
        for populator in related:
            populator.populate(row, made)
        for name, place in beside:
            setattr(made, name, row[place])
        return made

    return make


def _stored(value: Any, given: dict[str, Any]) -> Any:
    """A constant as it is; what was given for a place, as the database keeps it."""
    if not isinstance(value, Place):
        return value
    return value.field.get_db_prep_value(given[value.name], connection)
