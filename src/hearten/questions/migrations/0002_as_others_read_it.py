"""What others read of a question in which something was covered (R83)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_questions")]

    operations = [
        migrations.AddField("question", "covered", models.TextField(blank=True, default="", max_length=2000)),
    ]
