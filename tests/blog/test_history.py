"""What readers see of a published piece changes with an edition, and everybody can see what changed (R42)."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hearten.blog.actions.publish import publish
from hearten.blog.actions.reviewing import still_right
from hearten.blog.models import Edition, Post
from hearten.directory.models import Topic
from hearten.events.models import Event
from hearten.library.models import OutsideGroup
from tests.blog.pieces import draft, form_of
from tests.blog.reading import address
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SOURCE = {
    "source-TOTAL_FORMS": 1,
    "source-0-title": "Sleep and light",
    "source-0-publisher": "A journal",
    "source-0-year": 2020,
    "source-0-url": "https://example.org/light",
}
CHANGED = {"topics": ["rest"], "written_on": "2024-05-01", **SOURCE}


@pytest.fixture
def post(cast: Cast) -> Post:
    Topic.objects.create(slug="rest", facet="self_care", name="Rest")
    piece = draft(cast.ana, slug="open", title="Come in")
    publish(piece, by=cast.ana)
    return piece


@pytest.fixture
def ana(post: Post, cast: Cast, signed_in) -> Client:
    browser: Client = signed_in(cast.ana)
    return browser


def save(browser: Client, post: Post, **changes: Any) -> Post:
    post.refresh_from_db()
    answer = browser.post(f"/desk/posts/{post.pk}/", form_of(post, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return Post.objects.select_related("therapist__account").get(pk=post.pk)


def read(path: str, browser: Client | None = None) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_topics_sources_and_dates_wait_for_the_next_edition(post: Post, ana: Client, cast: Cast) -> None:
    before = read(address(post))
    changed = save(ana, post, **CHANGED)
    assert read(address(post)) == before, "readers see nothing of it yet"
    assert "Come in" not in read("/topics/rest/")
    publish(changed, by=cast.ana)
    after = read(address(post))
    assert "Sleep and light" in after
    assert "1 May 2024" in after
    assert "Come in" in read("/topics/rest/")
    changed.refresh_from_db()
    assert changed.waiting == {}
    assert changed.editions.count() == 2, "that nothing but these changed is an edition too"


def test_the_editor_shows_what_waits_and_says_so(post: Post, ana: Client) -> None:
    save(ana, post, **CHANGED)
    page = read(f"/desk/posts/{post.pk}/", ana)
    assert "Readers still see the topics, sources and dates of before" in page
    assert 'value="Sleep and light"' in page
    assert 'value="2024-05-01"' in page
    assert re.search(r'value="rest"[^>]* checked', page)
    post.refresh_from_db()
    save(ana, post)  # the form as it was before: nothing waits any more
    assert "Readers still see" not in read(f"/desk/posts/{post.pk}/", ana)


def test_everybody_sees_what_changed_in_words_and_facts(post: Post, ana: Client, cast: Cast) -> None:
    assert "Nothing has changed" in read(f"{address(post)}changes/")
    assert "What has changed" not in read(address(post))
    body = f"{post.body}\n\nA quiet room helps too."
    publish(save(ana, post, body=body, **CHANGED), by=cast.ana)
    page = read(f"{address(post)}changes/")
    for words in (
        "Topic taken out: Sleep", "Topic added: Rest", "A quiet room helps too.",
        "Source added: Sleep and light · A journal, 2020 · https://example.org/light",
        "Written: 1 May 2024 (before:",
    ):  # fmt: skip
        assert words in page
    assert f'href="{address(post)}changes/"' in read(address(post))


def test_the_history_of_what_nobody_may_read_is_not_there(post: Post, ana: Client, cast: Cast) -> None:  # I3
    hidden = draft(cast.ana, slug="hidden")
    assert ana.get(f"/@ana/{hidden.slug}/changes/").status_code == 404
    Post.objects.filter(pk=post.pk).update(state="withdrawn")
    assert Client().get(f"{address(post)}changes/").status_code == 404


def test_earlier_words_that_told_too_much_are_taken_out_of_sight(
    post: Post, ana: Client, cast: Cast, signed_in
) -> None:
    told = "My brother Olof snores."
    publish(save(ana, post, body=f"{post.body}\n\n{told}"), by=cast.ana, acknowledged=["disclosure.family"])
    post.refresh_from_db()
    publish(save(ana, post, body=post.body.replace(told, "Somebody near me snores.")), by=cast.ana)
    changes, hide = f"{address(post)}changes/", f"/desk/posts/{post.pk}/history/"
    assert "Olof" in read(changes)
    assert "out of sight" not in read(changes, signed_in(cast.farid))
    assert signed_in(cast.farid).post(hide).status_code == 404
    assert ana.post(hide).status_code == 302
    page = read(changes)
    assert "Olof" not in page
    assert "Their author has taken the earlier ones out of sight" in page
    assert Event.objects.filter(kind="post.history-hidden").count() == 1
    assert Edition.objects.get(post=post, number=2).body.endswith(told), "its author keeps them"


def test_a_review_is_not_undone_by_an_older_date_that_waited(post: Post, ana: Client, cast: Cast) -> None:  # R72
    save(ana, post, reviewed_on="2024-06-01", next_review_on="2024-12-01", **CHANGED)
    reviewed = still_right(post, by=cast.ana)
    publish(Post.objects.get(pk=post.pk), by=cast.ana)
    post.refresh_from_db()
    assert (post.reviewed_on, post.next_review_on) == (reviewed.reviewed_on, reviewed.next_review_on)
    assert post.written_on.isoformat() == "2024-05-01"


def test_a_source_that_waits_is_checked_like_any_other(post: Post, ana: Client) -> None:  # R15
    facts = {"name": "A forum", "url": "https://example.org/light", "reason": "It praises fasting."}
    OutsideGroup.objects.create(**facts, state="refused", harm=True)
    save(ana, post, **SOURCE)
    assert "It praises fasting." in ana.post(f"/desk/posts/{post.pk}/publish/").content.decode()
    assert post.editions.count() == 1


def test_a_piece_that_was_taken_down_changes_nothing_by_coming_back(post: Post, ana: Client) -> None:  # I41
    Post.objects.filter(pk=post.pk).update(state="removed")
    save(ana, post, **CHANGED)
    Post.objects.filter(pk=post.pk).update(state="published")
    assert "Sleep and light" not in read(address(post))
