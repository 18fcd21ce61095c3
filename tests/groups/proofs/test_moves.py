"""What one person does is told to nobody: each move leaves every page of everybody else as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.counting import calls
from hearten.accounts import wall
from hearten.accounts.models import Account, Persona
from hearten.groups.actions import joining, keeping, talking
from hearten.groups.models import Membership, Reply, SupportGroup, Thread
from hearten.groups.reader import reader_of
from tests.cast import account
from tests.groups.circle import joined, ready_group
from tests.groups.proofs.town import Town, changed, paths_of_groups, views

#: Calls that differ by less are one bucket: what is remembered on the way differs a little.
BUCKET = 25
EVERYBODY = ("eve", "ana", "hugo", "grace", "dov", "ben")


def joins(town: Town) -> None:
    joined(town.groups[0], account("new"))


def leaves(town: Town) -> None:
    membership = town.readers["cleo", 0].membership
    assert membership
    joining.leave(membership)


def blocks(town: Town) -> None:
    assert wall.block(town.people["cleo"], town.persona("mia", 1).pk)


def blocks_and_reads_again(town: Town) -> None:
    blocks(town)
    wall.unblock(town.people["cleo"], "nothing")


def is_sent_out_elsewhere(town: Town) -> None:
    membership = town.readers["mia", 1].membership
    assert membership
    keeping.send_out(membership, by=town.people["dov"])


def is_paused_everywhere(town: Town) -> None:
    wall.restrict(town.persona("mia", 1).pk)


def says_thank_you(town: Town) -> None:
    reply = Reply.objects.filter(persona=town.persona("mia").pk)[0]
    talking.feel(reply, "thank_you", by=town.readers["cleo", 0])


def reads_everything(town: Town) -> None:
    views(town, ("cleo",), [f"/groups/{town.groups[0].pk}/", *threads(town.groups[0])])


def keeps_notes_closed(town: Town) -> None:
    membership = town.readers["cleo", 0].membership
    assert membership
    joining.hide_notes(membership, ["Loss"])


def threads(group: SupportGroup) -> list[str]:
    return [f"/groups/{group.pk}/t/{talk.pk}/" for talk in group.threads.all()]


MOVES: list[Callable[[Town], None]] = [
    joins, leaves, blocks, blocks_and_reads_again, is_sent_out_elsewhere, is_paused_everywhere, says_thank_you,
    reads_everything, keeps_notes_closed,
]  # fmt: skip


def test_nobody_else_can_tell_what_somebody_does(town: Town) -> None:  # I3, I5, I6
    """One move after another; after each, every page of everybody else is what it was before the first."""
    paths = paths_of_groups()
    before = views(town, EVERYBODY, paths)
    for move in MOVES:
        move(town)
        assert changed(before, views(town, EVERYBODY, paths)) == [], move.__name__


def test_a_new_name_changes_the_name_and_its_picture_and_nothing_else(town: Town) -> None:  # I4
    paths = [path for path in paths_of_groups() if "/avatar/" not in path]
    before, was = views(town, EVERYBODY, paths), town.persona("mia")
    pair = joining.offers(town.groups[0])[0]
    assert joining.rename(town.readers["mia", 0], pair["value"])
    now = Persona.objects.get(pk=was.pk)
    swapped = {
        key: what.replace(was.name.encode(), now.name.encode()).replace(
            was.avatar_seed.encode(), now.avatar_seed.encode()
        )
        for key, what in before.items()
    }
    assert changed(swapped, views(town, EVERYBODY, paths)) == []
    assert changed(before, swapped)


# --- refusals


@pytest.fixture
def closed_doors(town: Town) -> dict[str, str]:
    """Addresses inside groups that a stranger asks for: there, not yet open, and leading nowhere."""
    group, other = town.groups
    talk = Thread.objects.filter(group=group)[0]
    there = f"/groups/{group.pk}"
    return {
        "a group": f"{there}/",
        "a group that is being prepared": f"/groups/{ready_group(town.cast, name='Later').pk}/",
        "no such group": "/groups/aaaaaaaaaaaaaaaaaaaaaa/",
        "a talk": f"{there}/t/{talk.pk}/",
        "a talk of another group": f"/groups/{other.pk}/t/{talk.pk}/",
        "no such talk": f"{there}/t/aaaaaaaaaaaaaaaaaaaaaa/",
        "a talk in no such group": "/groups/aaaaaaaaaaaaaaaaaaaaaa/t/aaaaaaaaaaaaaaaaaaaaaa/",
        "somebody's own page": f"{there}/me/",
        "what waits": f"{there}/keep/",
    }


def asked(client: Client, path: str) -> tuple[int, int, int, int]:
    """Status, length, statements and calls in buckets: what a refusal costs, on any machine."""
    answer = client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return (
        answer.status_code,
        len(answer.content),
        len(queries),
        round(calls(lambda: client.get(path)) / BUCKET / 4),
    )


@pytest.mark.parametrize("who", ["ana", "hugo", "farid", "mo"])
def test_every_closed_door_looks_and_costs_the_same(
    town: Town, closed_doors: dict[str, str], signed_in, who: str
) -> None:  # I3
    client = signed_in(town.people[who])
    client.get("/groups/")
    answers = {name: asked(client, path) for name, path in closed_doors.items()}
    first = answers["no such group"]
    assert first[0] == 404
    assert {name: answer for name, answer in answers.items() if answer[:3] != first[:3]} == {}
    assert max(answer[3] for answer in answers.values()) - min(answer[3] for answer in answers.values()) <= 1


def test_whoever_was_sent_out_meets_the_page_of_an_address_that_leads_nowhere(town: Town, signed_in) -> None:  # I3
    is_sent_out_elsewhere(town)
    client = signed_in(town.people["mia"])
    out, nowhere = client.get(f"/groups/{town.groups[1].pk}/"), client.get("/groups/nowhere/")
    assert (out.status_code, out.content) == (nowhere.status_code, nowhere.content)
    assert client.get(f"/groups/{town.groups[0].pk}/").status_code == 200


def test_it_costs_whoever_was_sent_out_or_left_what_an_address_that_leads_nowhere_costs(
    town: Town, signed_in
) -> None:  # I6
    is_sent_out_elsewhere(town)
    client = signed_in(town.people["mia"])
    client.get("/groups/")
    out, nowhere = asked(client, f"/groups/{town.groups[1].pk}/"), asked(client, "/groups/aaaaaaaaaaaaaaaaaaaaaa/")
    assert out[:3] == nowhere[:3]
    assert abs(out[3] - nowhere[3]) <= 1


def test_words_cost_their_writer_the_same_before_and_after_somebody_blocks_them(
    town: Town, signed_in
) -> None:  # I6
    client, spent = signed_in(town.people["mia"]), []
    path = f"/groups/{town.groups[0].pk}/write/"
    client.get(path)
    for words in ("The evenings are long.", "The mornings are longer."):
        with CaptureQueriesContext(connection) as queries:
            client.post(path, {"title": "Days", "body": words})
        spent.append((len(queries), round(calls(lambda: client.get(path)) / BUCKET / 4)))
        blocks(town)
    assert Thread.objects.filter(title="Days").count() == 2
    assert spent[0] == spent[1]


def test_a_talk_by_somebody_who_blocked_one_answers_as_no_talk_at_all(town: Town, signed_in) -> None:  # I6
    talk = Thread.objects.filter(group=town.groups[0], persona=town.persona("cleo").pk)[0]
    blocks(town)
    client: Client = signed_in(town.people["mia"])
    here = f"/groups/{town.groups[0].pk}/t"
    answers = [asked(client, f"{here}/{key}/") for key in (talk.pk, "aaaaaaaaaaaaaaaaaaaaaa")]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_a_second_name_in_another_group_goes_on_untouched_in_sight_of_its_moderators(town: Town) -> None:  # I6
    is_sent_out_elsewhere(town)
    here: Account = town.people["mia"]
    assert reader_of(here, town.groups[0].pk).may_write
    assert Membership.objects.get(pk=town.persona("mia").pk).place == "in"
