"""The day of a piece's last look, beside each of its topics: a list by topic and last look walks down an index."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE blog_post_topics SET looked_on =
    (SELECT COALESCE(p.reviewed_on, p.written_on) FROM blog_post p WHERE p.id = blog_post_topics.post_id)
"""

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
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
