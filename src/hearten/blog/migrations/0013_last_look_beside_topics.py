"""The day of a piece's last look, beside each of its topics, kept by the database itself.

A list by topic and last look then walks down an index instead of sorting everything on the topic. Whoever alters
blog_post or blog_post_topics on SQLite has to make the triggers anew, because Django then rebuilds the table
(tests/blog/test_last_look.py notices).
"""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE blog_post_topics SET looked_on =
    (SELECT COALESCE(p.reviewed_on, p.written_on) FROM blog_post p WHERE p.id = blog_post_topics.post_id)
"""
SQLITE = [
    """
    CREATE TRIGGER blog_topic_added AFTER INSERT ON blog_post_topics BEGIN
        UPDATE blog_post_topics SET looked_on =
            (SELECT COALESCE(p.reviewed_on, p.written_on) FROM blog_post p WHERE p.id = new.post_id)
        WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER blog_post_looked_at AFTER UPDATE OF reviewed_on, written_on ON blog_post BEGIN
        UPDATE blog_post_topics SET looked_on = COALESCE(new.reviewed_on, new.written_on) WHERE post_id = new.id;
    END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION blog_topic_added() RETURNS trigger AS $$ BEGIN
        new.looked_on := (SELECT COALESCE(p.reviewed_on, p.written_on) FROM blog_post p WHERE p.id = new.post_id);
        RETURN new;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER blog_topic_added BEFORE INSERT ON blog_post_topics
        FOR EACH ROW EXECUTE FUNCTION blog_topic_added()
    """,
    """
    CREATE FUNCTION blog_post_looked_at() RETURNS trigger AS $$ BEGIN
        UPDATE blog_post_topics SET looked_on = COALESCE(new.reviewed_on, new.written_on) WHERE post_id = new.id;
        RETURN new;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER blog_post_looked_at AFTER UPDATE OF reviewed_on, written_on ON blog_post
        FOR EACH ROW EXECUTE FUNCTION blog_post_looked_at()
    """,
]


def make(apps, schema_editor):
    schema_editor.execute(FILL, params=None)
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for name, table in (("blog_topic_added", "blog_post_topics"), ("blog_post_looked_at", "blog_post")):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("blog", "0012_facts_in_editions"), ("directory", "0005_hours")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="PostTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="blog.post"
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.topic"
                            ),
                        ),
                    ],
                    options={"db_table": "blog_post_topics", "unique_together": {("post", "topic")}},
                ),
                migrations.AlterField(
                    model_name="post",
                    name="topics",
                    field=models.ManyToManyField(
                        blank=True, related_name="posts", through="blog.PostTopic", to="directory.topic"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="posttopic",
            name="looked_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="posttopic",
            index=models.Index(fields=["topic", "-looked_on", "-post"], name="topic_last_looked"),
        ),
        migrations.RunPython(make, drop),
    ]
