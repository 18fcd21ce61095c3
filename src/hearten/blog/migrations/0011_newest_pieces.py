
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0010_answers'),
        ('directory', '0005_hours'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['state', '-published_at', '-id'], name='post_newest'),
        ),
    ]
