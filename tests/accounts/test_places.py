"""Room for slow lines: counted in all and for each address, given back once."""

import threading

from hypothesis import given
from hypothesis import strategies as some

from hearten.accounts.places import Places


def test_one_address_never_takes_every_place() -> None:
    places = Places(3, each=2)
    assert all([places.enter("a"), places.enter("a")])
    assert places.enter("a") is None
    assert places.enter("b")
    assert places.enter("c") is None, "all are taken"


def test_a_place_that_is_given_back_twice_is_free_once() -> None:
    places = Places(2, each=2)
    first, second = places.enter("a"), places.enter("a")
    assert first
    assert second
    first()
    first()
    assert places.enter("a")
    assert places.enter("a") is None


@given(some.lists(some.tuples(some.sampled_from("abc"), some.booleans()), max_size=60))
def test_no_more_than_there_are_whatever_comes_and_goes(steps: list[tuple[str, bool]]) -> None:
    places, inside = Places(4, each=2), []
    for who, comes in steps:
        if comes and (leave := places.enter(who)):
            inside.append((who, leave))
        elif not comes and inside:
            inside.pop(0)[1]()
        taken = [who for who, _ in inside]
        assert len(taken) <= 4
        assert all(taken.count(who) <= 2 for who in "abc")
        assert places.taken.total() == len(taken)
    for _, leave in inside:
        leave()
    assert not places.taken, "nobody is remembered who has no place"


def test_many_threads_count_rightly() -> None:
    places, seen = Places(5, each=5), []

    def visit() -> None:
        for _ in range(200):
            if leave := places.enter("a"):
                seen.append(places.taken["a"])
                leave()

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(seen) <= 5
    assert not places.taken
