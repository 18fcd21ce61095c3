"""The backend named in `DATABASES`."""

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base
from pysqlite3 import dbapi2

#: The first release without the WAL-reset corruption bug.
OLDEST_SAFE = (3, 51, 3)

if dbapi2.sqlite_version_info < OLDEST_SAFE:
    raise ImproperlyConfigured(
        f"SQLite {dbapi2.sqlite_version} can corrupt a database; pysqlite3 with 3.51.3 or newer is needed."
    )


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite backend, unchanged, on the newer library."""
