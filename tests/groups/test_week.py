"""The last seven days by a plain rule: the same for everybody, without a mark of what is new (R60, I37)."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from hearten.groups.models import Entry, SupportGroup, Thread, WordsState
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined, noted


def page_for(group: SupportGroup, who, signed_in) -> str:
    return signed_in(who).get(f"/groups/{group.pk}/week/").content.decode()


def test_it_names_talks_whether_they_were_answered_and_notes(group: SupportGroup, cast: Cast, signed_in) -> None:
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    answered(cleo, begun(ben, title="Four in the morning"))
    begun(ben, "Nobody yet.", title="Five in the morning")
    noted(cleo, title="Tea and a book")
    page = page_for(group, cast.ben, signed_in)
    four, five = page.index("Four in the morning"), page.index("Five in the morning")
    assert "answered" in page[four:five]
    assert "nobody has answered yet" in page[five:]
    assert "Tea and a book" in page
    assert "That is the week." in page


def test_what_is_older_or_not_to_be_seen_is_not_in_it(group: SupportGroup, cast: Cast, signed_in) -> None:
    ben = joined(group, cast.ben)
    old = timezone.now() - timedelta(days=7, minutes=1)
    Thread.objects.filter(pk=begun(ben, "1", title="Old talk").pk).update(written_at=old)
    Entry.objects.filter(pk=noted(ben, "1", title="Old note").pk).update(written_at=old)
    Thread.objects.filter(pk=begun(ben, "2", title="Waiting talk").pk).update(state=WordsState.WAITING)
    Entry.objects.filter(pk=noted(ben, "2", title="Removed note").pk).update(state=WordsState.REMOVED)
    for who in (cast.ben, cast.dov):
        page = page_for(group, who, signed_in)
        for title in ("Old talk", "Old note", "Waiting talk", "Removed note"):
            assert title not in page
        assert "It was quiet." in page


def test_it_is_the_same_page_before_and_after_one_has_read(
    group: SupportGroup, cast: Cast, signed_in
) -> None:  # R60
    talk = begun(joined(group, cast.ben))
    joined(group, cast.cleo)
    browser = signed_in(cast.cleo)
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    before = token.sub("", browser.get(f"/groups/{group.pk}/week/").content.decode())
    browser.get(f"/groups/{group.pk}/t/{talk.pk}/")
    assert token.sub("", browser.get(f"/groups/{group.pk}/week/").content.decode()) == before
    for nagging in ("missed", "unread", "since you", "last visit", "streak"):
        assert nagging not in before


def test_a_talk_that_somebody_keeps_closed_stays_closed_here(group: SupportGroup, cast: Cast, signed_in) -> None:
    begun(joined(group, cast.ben), "He is gone.", title="His chair", notes=["Loss"])
    joined(group, cast.cleo)
    signed_in(cast.cleo).post(f"/groups/{group.pk}/me/notes/", {"closed": ["Loss"]})
    page = page_for(group, cast.cleo, signed_in)
    assert "His chair" not in page
    assert "A talk you keep closed" in page


def test_a_long_week_ends(group: SupportGroup, cast: Cast, signed_in) -> None:  # I37
    persona = joined(group, cast.ben).persona_id
    Thread.objects.bulk_create(
        Thread(group=group, persona_id=persona, title=f"T{n}", body="b", html="b") for n in range(60)
    )
    page = page_for(group, cast.ben, signed_in)
    assert page.count("queue__title") == 40
    assert "That is the week." in page
