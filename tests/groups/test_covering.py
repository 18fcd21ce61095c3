"""A detail is covered for readers; its writer keeps every word (R95, I16)."""

from __future__ import annotations

import re

import pytest

from hearten.groups.actions.covering import cover
from hearten.groups.actions.talking import Typed, rewrite
from hearten.groups.models import Reply, SupportGroup, Thread
from hearten.groups.reader import reader_of
from hearten.moderation import actions as moderate
from hearten.moderation.masking import COVER, for_readers
from hearten.moderation.models import Report
from hearten.moderation.subjects import find
from hearten.ui.words import fingerprint
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined, open_group

WORDS = 'I stood there & thought of "the old bridge", and then I went home.'


def test_readers_see_a_cover_and_the_writer_gets_every_word_back(
    group: SupportGroup, cast: Cast, signed_in
) -> None:
    talk = begun(joined(group, cast.ben), WORDS)
    joined(group, cast.cleo)
    cover(talk, ['"the old bridge"'], by=cast.grace)
    page = signed_in(cast.cleo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert COVER in page
    assert "old bridge" not in page
    own = signed_in(cast.ben).get(f"/groups/{group.pk}/thread/{talk.pk}/change/").content.decode()
    assert "the old bridge" in own
    assert Thread.objects.get().body == WORDS


def test_what_was_covered_stays_covered_when_other_words_change(group: SupportGroup, cast: Cast) -> None:
    ben = joined(group, cast.ben)
    reply = answered(ben, begun(ben), "I thought of the old bridge.")
    cover(reply, ["the old bridge"], by=cast.grace)
    typed = Typed("I thought of the old bridge, and slept.")
    rewrite(reader_of(cast.ben, group.pk), Reply.objects.get(), typed, seen=fingerprint(reply.body))
    kept = Reply.objects.get()
    assert kept.body == typed.body
    assert "old bridge" not in kept.html
    assert "and slept." in kept.html


def test_a_title_is_covered_too(group: SupportGroup, cast: Cast, signed_in) -> None:
    talk = begun(joined(group, cast.ben), title="At the old bridge")
    cover(talk, ["the old bridge"], by=cast.grace)
    assert Thread.objects.get().title == f"At {COVER}"
    assert "old bridge" not in signed_in(cast.dov).get(f"/groups/{group.pk}/").content.decode()


def test_a_passage_readers_do_not_see_like_that_is_refused_by_name(group: SupportGroup, cast: Cast) -> None:
    talk = begun(joined(group, cast.ben), "I thought of the *old* bridge.")
    with pytest.raises(ValueError, match="the \\*old\\* bridge"):
        cover(talk, ["the *old* bridge"], by=cast.grace)
    assert Thread.objects.get().covered == ""


@pytest.mark.parametrize("passage", ["<", "p", "/", "a<b", "strong", "href", ">", "https"])
def test_covering_never_touches_markup(passage: str) -> None:
    html = '<p>One &lt; two &amp; a&lt;b, <strong>strong</strong> <a href="https://example.org/p">p</a></p>'
    after = str(for_readers(html, passage))
    assert re.findall("<[^>]*>", after) == re.findall("<[^>]*>", html)
    assert passage not in re.sub("<[^>]*>", "", after).replace("&lt;", "<").replace(COVER, "")


def test_moderation_covers_through_the_verb_of_each_kind(group: SupportGroup, cast: Cast) -> None:
    ben = joined(group, cast.ben)
    talk = begun(ben, WORDS)
    for words in (talk, answered(ben, talk, "Yes, the old bridge.")):
        found = find(words.subject)
        assert found
        verbs, key = found
        assert verbs.mask
        verbs.mask(key, ["the old bridge"], cast.grace)
        words.refresh_from_db()
        assert "old bridge" not in words.html
        assert "old bridge" in words.body


def test_a_flood_of_reports_elsewhere_hides_nothing_from_a_groups_moderator(
    cast: Cast, host_ready: None, signed_in
) -> None:  # R99
    mine, other = open_group(cast), open_group(cast, name="Another")
    talk = begun(joined(mine, cast.ben))
    elsewhere = begun(joined(other, cast.ben), title="Elsewhere")
    leave_to_nobody(other, cast)
    for _ in range(60):
        Report.objects.create(subject=f"groups.reply:gone-{_}", made_on="2026-01-01")
    Report.objects.create(subject=elsewhere.subject, made_on="2026-01-01")
    moderate.report(subject=talk.subject, words="")
    page = signed_in(cast.dov).get("/moderation/").content.decode()
    assert talk.pk in page
    assert elsewhere.pk not in page


def leave_to_nobody(group: SupportGroup, cast: Cast) -> None:
    """Dov no longer looks after this one."""
    reader = reader_of(cast.dov, group.pk)
    assert reader.membership
    reader.membership.role = "member"
    reader.membership.save()
