"""Lives to export and to erase."""

import pytest
from django.db import transaction

from hearten.blog.models import Comment, Post
from hearten.directory.models import Therapist
from tests.accounts.lives import Life, a_member, a_professional


@pytest.fixture
@transaction.atomic
def lives(cast) -> list[Life]:
    """Ana, who publishes, and Ben, who answers under her piece; Cleo has answered him."""
    ana = a_professional(cast.ana, "anamark", Therapist.objects.get(account=cast.farid))
    post = ana.rows["Post"]
    assert isinstance(post, Post)
    ben = a_member(cast.ben, "benmark", post)
    cleo = a_member(cast.cleo, "cleomark", post)
    Comment.objects.filter(pk=cleo.rows["Comment"].pk).update(parent=ben.rows["Comment"])
    return [ana, ben, cleo]
