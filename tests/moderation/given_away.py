"""Words that give away how to reach somebody, as they are typed and as others may read them (R83)."""

from __future__ import annotations

from django.db import connection

NUMBER = "07911 123456"
WORDS = f"I lie awake. My number is {NUMBER}."
COVERED = "I lie awake. My number is [phone number]."
AT_WORK = "I work at Barclays and cannot sleep."


def everything_stored() -> str:
    """Every text of every table, as one."""
    with connection.cursor() as cursor:
        rows: list[str] = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own tables
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join(rows)
