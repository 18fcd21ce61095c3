"""The audit chain, and what makes the database itself refuse to change it (I30)."""

from django.db import migrations, models

from hearten.events.protect import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=64)),
                ("act", models.CharField(max_length=40)),
                ("subject", models.CharField(db_index=True, max_length=96)),
                ("case", models.CharField(db_index=True, max_length=40)),
                ("why", models.TextField(blank=True, default="")),
                ("data", models.JSONField(default=dict)),
                ("why_seal", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("seal", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.RunPython(protect, unprotect),
    ]
