"""The search index and, beside it, the database's own full-text index that follows every row by itself.

SQLite: an FTS5 table over `words` with three triggers; `secure-delete` leaves no byte of an erased text (I31).
PostgreSQL: a generated tsvector with a GIN index. Whoever alters this table on SQLite has to make the triggers anew,
because Django then rebuilds the table.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = [
    """
    CREATE VIRTUAL TABLE home_search_words USING fts5(
        words, content='home_searchentry', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO home_search_words(home_search_words, rank) VALUES('secure-delete', 1)",
    """
    CREATE TRIGGER home_search_added AFTER INSERT ON home_searchentry BEGIN
        INSERT INTO home_search_words(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER home_search_removed AFTER DELETE ON home_searchentry BEGIN
        INSERT INTO home_search_words(home_search_words, rowid, words) VALUES('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER home_search_changed AFTER UPDATE ON home_searchentry BEGIN
        INSERT INTO home_search_words(home_search_words, rowid, words) VALUES('delete', old.id, old.words);
        INSERT INTO home_search_words(rowid, words) VALUES (new.id, new.words);
    END
    """,
]
POSTGRESQL = [
    "ALTER TABLE home_searchentry ADD COLUMN found tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english', words)) STORED",
    "CREATE INDEX home_search_found ON home_searchentry USING gin (found)",
]


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER home_search_{name}", params=None)
        schema_editor.execute("DROP TABLE home_search_words", params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("blog", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                ("words", models.TextField()),
                (
                    "post",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="blog.post"),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
        migrations.RunPython(make, drop),
    ]
