"""Each page hears of its own topics, once, and nobody waits for anybody."""

import asyncio
import json
import time

import pytest

from hearten.live.hub import BEAT, WAITING, Hub, Message
from hearten.live.tickets import LISTENER, Refused, Ticket, check, issue
from tests.live.loop import run


def ticket(*topics: str, listener: str = "somebody") -> Ticket:
    return Ticket(frozenset(topics), frozenset({listener}))


def waiting(client) -> bytes:
    return b"".join(client.waiting)


def test_a_page_hears_only_of_what_its_ticket_names() -> None:  # I4
    hub = Hub()
    one, two = hub.join(ticket("one")), hub.join(ticket("two"))
    hub.publish([Message("one", "post.published")])
    assert b'"topic":"one"' in waiting(one)
    assert waiting(two) == b""


def test_a_notice_holds_topic_and_kind_and_nothing_else() -> None:  # I27
    event, data, *rest = Message("t", "comment.posted").encode().decode().split("\n")
    assert event == "event: changed"
    assert json.loads(data.removeprefix("data: ")) == {"topic": "t", "kind": "comment.posted"}
    assert rest == ["", ""]


def test_a_line_break_in_a_kind_can_not_forge_a_notice() -> None:
    assert Message("t", "x\n\nevent: evil").encode().count(b"\n\n") == 1


def test_the_same_notice_waits_once() -> None:
    hub = Hub()
    client = hub.join(ticket("one"))
    hub.publish([Message("one", "comment.posted")] * 5)
    assert waiting(client).count(b"event:") == 1


def test_a_stalled_page_is_dropped_and_delays_nobody() -> None:
    hub = Hub()
    stalled, well = hub.join(ticket("one")), hub.join(ticket("one"))
    for number in range(WAITING + 1):
        hub.publish([Message("one", f"kind.{number}")])
        if number < WAITING:
            well.waiting.clear()  # it took what waited
    assert stalled.over
    assert not well.over
    assert hub.clients == {well}


def test_a_revoked_listeners_ticket_opens_nothing_more() -> None:  # I4
    hub = Hub()
    ticket = check(issue(["one"], listeners=["ben"]))
    hub.join(ticket)
    hub.publish([Message(LISTENER + "ben", "listener.revoked")])
    with pytest.raises(Refused):
        hub.join(ticket)
    hub.join(check(issue(["one"], listeners=["cleo"])))
    later = time.time() + 5
    hub.join(check(issue(["one"], listeners=["ben"], now=later), now=later))


def test_a_revoked_listener_hears_nothing_more_not_even_what_waited() -> None:  # I4
    async def story() -> tuple[bytes, bool]:
        hub = Hub()
        out, kept = hub.join(ticket("one", listener="ben")), hub.join(ticket("one", listener="cleo"))
        hub.publish([Message("one", "a"), Message(LISTENER + "ben", "listener.revoked"), Message("one", "b")])
        return await out.take(), kept.over

    assert run(story()) == (b"", False)


def test_a_revocation_is_never_shown_to_others() -> None:
    hub = Hub()
    curious = hub.join(ticket(LISTENER + "ben"))
    hub.publish([Message(LISTENER + "ben", "listener.revoked")])
    assert waiting(curious) == b""


def test_several_notices_leave_as_one_piece_in_order() -> None:
    async def story() -> bytes:
        hub = Hub()
        client = hub.join(ticket("one", "two"))
        hub.publish([Message("one", "a"), Message("two", "b")])
        return await client.take()

    piece = run(story())
    assert piece.index(b'"one"') < piece.index(b'"two"')


def test_the_source_is_told_when_somebody_listens_and_when_nobody_does() -> None:
    told: list[str] = []
    hub = Hub(on_first=lambda: told.append("first"), on_none=lambda: told.append("none"))
    one, two = hub.join(ticket("a")), hub.join(ticket("a"))
    hub.leave(one)
    hub.leave(one)
    hub.leave(two)
    assert told == ["first", "none"]
    assert not hub.by_topic


def test_quiet_streams_are_kept_open(monkeypatch) -> None:
    monkeypatch.setattr("hearten.live.hub.HEARTBEAT", 0.01)

    async def story() -> bytes:
        hub = Hub()
        client = hub.join(ticket("one"))
        beating = asyncio.create_task(hub.beat())
        piece = await asyncio.wait_for(client.take(), 2)
        beating.cancel()
        return piece

    assert run(story()) == BEAT


def test_after_a_gap_every_page_opens_anew() -> None:
    hub = Hub()
    clients = [hub.join(ticket("one")) for _ in range(3)]
    hub.drop_all()
    assert all(client.over for client in clients)
    assert not hub.clients
