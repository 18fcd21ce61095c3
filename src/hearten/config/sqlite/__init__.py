"""SQLite's database backend on pysqlite3, whose SQLite is newer than the system's.

SQLite 3.7.0 to 3.51.2 can, rarely, corrupt a WAL database when two connections write and checkpoint at
the same time. Django's backend imports the name `sqlite3`, so that name is given to pysqlite3 here, before
`base` imports it.
"""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
