"""SQLite changes a table by building it anew; nothing beside a table may stand in the way of that."""

import pytest
from django.apps import apps
from django.db import connection

from hearten.blog.models import Post, PostTopic
from tests.blog.reading import published
from tests.cast import assemble


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL changes tables in place")
@pytest.mark.django_db(transaction=True)
def test_every_table_of_the_blog_can_be_built_anew() -> None:
    post = published(assemble().ana)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("blog").get_models():
            editor._remake_table(model)
    assert Post.objects.get().edition == post.edition
    assert PostTopic.objects.get().looked_on == post.written_on
