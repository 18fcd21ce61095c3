"""No word, name, picture or setting of a group is met outside it: by anybody, at any address, anywhere."""

from __future__ import annotations

import pytest

from hearten.blog.models import Post
from hearten.groups.actions import joining, keeping, talking
from hearten.groups.models import SupportGroup, Thread
from hearten.home.erasure import everything
from hearten.home.search import index, search
from tests.groups.proofs.canaries import Canary, leaks, plant, tables, texts
from tests.groups.proofs.town import OUTSIDE, STAFF, Sight, Town, every_path, logged, pages, rows, sent

#: Where words of groups are kept, and where the names in groups are.
AT_HOME = frozenset({"accounts_persona", *(model._meta.db_table for model in tables())})


@pytest.fixture
def known(town: Town) -> dict[bytes, Canary]:
    """The town, with a token in every text of its groups."""
    return plant()


def test_every_text_of_every_table_of_groups_holds_a_token(known: dict[bytes, Canary]) -> None:
    marked = {canary.column for canary in known.values()}
    named = {f"{model._meta.label_lower}.{column.name}" for model in tables() for column in texts(model)}
    assert {"groups.thread.title", "groups.thread.body", "groups.reply.html", "accounts.persona.name"} <= marked
    assert named <= marked | {name for name in named if name.rsplit(".", 1)[1] in {"kind"}}


def test_nobody_meets_a_word_of_a_group_outside_it_on_any_page(
    town: Town, known: dict[bytes, Canary]
) -> None:  # I28, R61
    paths = every_path()
    assert len(paths) > 140
    sights = [sight for who in (*OUTSIDE, "ben", *STAFF) for sight in pages(town, who, paths)]
    assert leaks(town, known, sights) == []


def test_a_safety_lead_reads_what_was_asked_about_and_no_other_talk(town: Town, signed_in) -> None:  # I14
    browser = signed_in(town.cast.grace)
    answers = {
        talk.title: browser.get(f"/moderation/groups.thread/{talk.pk}/").status_code
        for talk in Thread.objects.all()
    }
    assert answers == {"Four in the morning": 200, "Tonight": 200, "Tired of it": 404, "Hello": 404, "The sea": 404}


def test_those_who_are_in_do_meet_the_words_so_the_walk_sees(town: Town, known: dict[bytes, Canary]) -> None:
    talk = town.groups[0].threads.filter(state="visible", replies__isnull=False).first()
    assert talk
    met = pages(town, "ben", [f"/groups/{town.groups[0].pk}/t/{talk.pk}/"])[0].what
    columns = {canary.column for canary in known.values() if canary.token in met}
    assert {"groups.thread.title", "groups.thread.html", "groups.reply.html", "accounts.persona.name"} <= columns


def test_no_mail_log_line_live_message_or_row_of_another_table_holds_one(
    town: Town, known: dict[bytes, Canary]
) -> None:  # I27, I28
    paths = [path for path in every_path() if path.startswith(("/groups", "/moderation", "/safety", "/host"))]
    with logged() as lines:
        for who in ("ben", *STAFF, "grace", "hugo"):
            pages(town, who, paths)
        write_more(town)
    assert leaks(town, known, [*lines, *sent(), *rows(leaving_out=AT_HOME)]) == []


def write_more(town: Town) -> None:
    """Moves with the tokens in place: whatever copies words copies these."""
    ben, dov = town.readers["ben", 0], town.people["dov"]
    shown, waits = (Thread.objects.filter(group=town.groups[0], state=state) for state in ("visible", "waiting"))
    talking.feel(shown[0], "with_you", by=town.readers["cleo", 0])
    keeping.remove(shown[0], by=dov)
    keeping.restore(Thread.objects.get(pk=shown.model.objects.filter(state="removed")[0].pk), by=dov)
    for row in waits:
        keeping.remove(row, by=dov)
    assert ben.membership
    joining.leave(ben.membership)


def test_the_search_finds_nothing_of_a_group(town: Town, known: dict[bytes, Canary]) -> None:  # I28
    index(Post.objects.get())
    assert [token for token in known if search(token.decode()).hits] == []


def test_the_copy_of_somebody_else_holds_nothing_of_it(town: Town, known: dict[bytes, Canary]) -> None:  # I28, R102
    for who in ("ana", "hugo", "farid", "grace"):
        person = town.people[who]
        told = {name: app.export(person) for name, app in everything().items()}
        assert leaks(town, known, [Sight(who, "/export/", repr(told).encode())]) == []
    ben = repr({name: app.export(town.people["ben"]) for name, app in everything().items()}).encode()
    theirs = [c for c in known.values() if c.token in ben and c.persona not in own_names(town)]
    assert {canary.column for canary in theirs} <= {"groups.supportgroup.name"}


def own_names(town: Town) -> set[str]:
    return {town.persona("ben", number).pk for number in range(len(town.groups))}


def test_a_closed_circle_stands_in_no_list(town: Town, known: dict[bytes, Canary]) -> None:  # R63
    SupportGroup.objects.filter(pk=town.groups[1].pk).update(format="cohort", code_hash="x")
    paths = [path for path in every_path() if town.groups[1].pk not in path]
    name = next(c.token for c in known.values() if c.column.endswith(".name") and c.row == town.groups[1].pk)
    met = [(who, sight.where) for who in OUTSIDE for sight in pages(town, who, paths) if name in sight.what]
    assert {where for who, where in met} <= {"/host/groups/"}
    assert {who for who, where in met} <= {"grace"}
