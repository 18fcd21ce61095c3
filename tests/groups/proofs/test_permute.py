"""Give the names in groups to other owners: whoever looks, every byte stays (I1, I2, I3)."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hearten.accounts.models import PersonaOwner
from tests.groups.proofs.town import MEMBERS, Town, changed, every_path, paths_of_groups, views

#: Names that change their owners, and who looks on; Noor stays herself and is a member like them.
SWAPPED = ("ben", "cleo", "mia")
ONLOOKERS = ("eve", "ana", "grace", "dov", "noor")
orders = st.tuples(st.permutations(range(len(SWAPPED))), st.permutations(range(len(SWAPPED))))


def own(town: Town, order: tuple[list[int], list[int]]) -> None:
    """In each group, each name goes to the owner this order says. Nothing else is touched."""
    joins = {}
    for number in range(len(town.groups)):
        for place, who in enumerate(SWAPPED):
            joins[town.readers[who, number].persona_id] = town.people[SWAPPED[order[number][place]]].pk
    rows = list(PersonaOwner.objects.filter(persona__in=joins))
    PersonaOwner.objects.filter(persona__in=joins).delete()
    for row in rows:
        PersonaOwner.objects.create(persona_id=row.persona_id, space=row.space, account_id=joins[row.persona_id])


@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=orders)
def test_whoever_owns_the_names_nobody_else_sees_another_byte(town: Town, order) -> None:  # I2
    paths = paths_of_groups()
    if not town.seen:
        town.seen = views(town, ONLOOKERS, paths)
    own(town, order)
    assert changed(town.seen, views(town, ONLOOKERS, paths)) == []


def test_the_same_holds_at_every_address_of_the_site(town: Town) -> None:  # I2
    paths = [
        path for path in every_path() if not path.startswith("/account/")
    ]  # one's own, with secrets drawn anew
    before = views(town, ("eve", "ana", "dov", "grace"), paths)
    own(town, ([1, 2, 0], [2, 0, 1]))
    assert changed(before, views(town, ("eve", "ana", "dov", "grace"), paths)) == []


def test_whether_a_member_is_her_client_changes_no_byte_for_a_therapist(town: Town) -> None:  # I1, I3
    """Ana gets what Farid gets, who has no client here."""
    paths = [path for path in paths_of_groups() if not path.startswith("/you")]
    seen = [views(town, (who,), paths) for who in ("ana", "farid")]
    names = [(b"Ana Lindqvist", b"/@ana/"), (b"Farid Haddad", b"/@farid/")]
    plain = []
    for view, (name, page) in zip(seen, names, strict=True):
        plain.append([what.replace(name, b"NAME").replace(page, b"PAGE") for (_, _), what in sorted(view.items())])
    inside = [number for number, path in enumerate(sorted(paths)) if path.startswith("/groups/")]
    assert len(inside) > 10
    assert [plain[0][number] for number in inside] == [plain[1][number] for number in inside]


def test_the_walk_sees_a_name_change_so_it_would_see_an_owner(town: Town) -> None:
    assert len(MEMBERS) > len(SWAPPED)
    paths = paths_of_groups()
    before = views(town, ("noor",), paths)
    persona = town.persona("ben")
    persona.name = "Somebody Else"
    persona.save()
    assert changed(before, views(town, ("noor",), paths))
