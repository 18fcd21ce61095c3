"""The wall between personas and accounts holds in code, in every table, and on every page."""

import ast
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

import hearten
from hearten.accounts import actions, wall
from hearten.accounts.cards import Card
from hearten.accounts.models import Account, BoxNotice, Persona, PersonaOwner, Role
from hearten.blog.models import Comment, Post
from hearten.blog.models.post import Edition, State
from hearten.directory.models import Therapist, Topic
from hearten.events.actions import record
from hearten.events.models import Event
from hearten.moderation import actions as moderate
from tests import walk
from tests.accounts.lives import models_of_people
from tests.cast import Cast

SOURCE = Path(hearten.__file__).parent
#: The closed list (docs/decisions/0003-the-persona-wall.md). A new door in the wall needs a decision.
DOORS = {
    "own_personas", "persona_in", "persona_for", "owns", "leave_notice", "is_new", "restrict", "release", "block",
    "unblock", "hidden_from", "forget", "look_behind",
}  # fmt: skip
#: Who may say the name of the table: the wall, the model itself, and the migration that makes it.
MAY_NAME_IT = {"accounts/wall.py", "accounts/models.py", "accounts/migrations/0001_initial.py"}


def names_in(file: Path) -> set[str]:
    """Every identifier and every text in a file."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        found |= {value for value in vars(node).values() if isinstance(value, str)}
    return found


def test_only_the_wall_touches_the_table_that_joins_personas_and_accounts() -> None:  # I1
    named = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if {
            word
            for word in names_in(file)
            if word.lower().replace("_", "") in {"personaowner", "accountspersonaowner"}
        }
    }
    assert named <= MAY_NAME_IT, f"only accounts/wall.py may read this table: {sorted(named - MAY_NAME_IT)}"


def test_no_statement_reads_the_table_by_its_name_in_text() -> None:  # I1
    texts = [file for file in SOURCE.rglob("*.py") if "accounts_personaowner" in file.read_text(encoding="utf-8")]
    assert texts == []


def test_the_list_of_doors_is_closed() -> None:  # I1
    tree = ast.parse((SOURCE / "accounts/wall.py").read_text(encoding="utf-8"))
    public = {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert public == DOORS


def test_no_door_returns_an_account() -> None:  # I1
    tree = ast.parse((SOURCE / "accounts/wall.py").read_text(encoding="utf-8"))
    answers = {
        node.name: ast.unparse(node.returns)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.returns
    }
    assert not [name for name in DOORS if "Account" in answers[name]]
    assert [name for name in DOORS if "Behind" in answers[name]] == ["look_behind"]  # break-glass, ADR 0024


def test_what_lies_behind_a_broken_glass_is_a_log_in_and_a_card_and_nothing_else() -> None:  # R96
    assert {column.name for column in fields(wall.Behind)} == {"login", "card", "unreadable"}
    assert {column.name for column in fields(Card)} == {"name", "phone", "where", "person"}


def test_nothing_hangs_on_the_joining_table() -> None:  # I1
    pointing = [m for m in models_of_people() for c in m._meta.concrete_fields if c.related_model is PersonaOwner]
    assert pointing == []
    assert not [name for name in dir(Persona) + dir(Account) if "personaowner" in name.lower()]


def test_the_joining_table_holds_no_time_and_no_order() -> None:  # I4
    kinds = {column.name: type(column) for column in PersonaOwner._meta.concrete_fields}
    assert set(kinds) == {"persona", "account", "space"}
    assert not [kind for kind in kinds.values() if issubclass(kind, (models.DateField, models.AutoField))]


def test_an_account_and_what_hangs_on_it_alone_know_days_only() -> None:  # I4
    apart = {"Session"}  # its end is rounded to a midnight: tests/accounts/test_security.py
    precise = [
        f"{model.__name__}.{column.name}"
        for model in models_of_people()
        if model._meta.app_label == "accounts" and model.__name__ not in apart
        for column in model._meta.concrete_fields
        if isinstance(column, models.DateTimeField)
    ]
    assert precise == []


# --- the rows


@pytest.fixture
def piece(cast: Cast) -> Post:
    """Something of Ana's that anyone may read."""
    page = Therapist.objects.get(account=cast.ana)
    topic = Topic.objects.create(slug="sleep", facet="coping", name="Sleep")
    post = Post.objects.create(therapist=page, slug="a-piece", title="A piece", kind="article")
    words = {"title": "A piece", "body": "Words.", "html": "<p>Words.</p>", "rules_version": "1"}
    edition = Edition.objects.create(post=post, number=1, **words)
    Post.objects.filter(pk=post.pk).update(state=State.PUBLISHED, edition=edition, published_at=timezone.now())
    post.topics.add(topic)
    return Post.objects.get(pk=post.pk)


def answer_under(post: Post, account: Account, body: str) -> Comment:
    """What writing a comment leaves behind: words, an event, a neutral notice."""
    with transaction.atomic():
        persona = wall.persona_for(account, post.therapist.space)
        comment = Comment.objects.create(post=post, persona=persona, body=body, html=f"<p>{body}</p>")
        record("comment.posted", subject=comment, by=persona, topic=post.topic)
        wall.leave_notice(persona.pk, "decision")
    return comment


def every_row() -> list[tuple[str, tuple]]:
    """Every row of every table but the one that joins."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != PersonaOwner._meta.db_table:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows += [(table, row) for row in cursor.fetchall()]
    return rows


def holds(row: tuple, names: set[str]) -> bool:
    text = " ".join(str(value) for value in row)
    return any(name in text for name in names)


def times(row: tuple) -> set[str]:
    """The times in a row, to the second: days are too coarse to join anything."""
    texts = [value.isoformat(" ") if isinstance(value, datetime) else str(value) for value in row]
    return {text[:19] for text in texts if len(text) >= 19 and text[4:5] == "-" and text[13:14] == ":"}


def test_no_row_and_no_pair_of_equal_times_joins_a_persona_and_its_account(
    piece: Post, cast: Cast, client
) -> None:  # I1, I4
    client.force_login(cast.ben, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/you/")
    answer_under(piece, cast.ben, "I know this.")
    client.get("/you/")
    persona = wall.persona_in(cast.ben, piece.therapist.space)
    assert persona
    account = {str(cast.ben.pk), cast.ben.pk.hex, cast.ben.login + "'"}
    rows = every_row()
    of_account = [(table, row) for table, row in rows if holds(row, account)]
    of_persona = [(table, row) for table, row in rows if holds(row, {persona.pk, persona.avatar_seed})]
    assert of_account
    assert of_persona
    assert not [table for table, row in of_account if holds(row, {persona.pk, persona.avatar_seed, persona.name})]
    shared = {t for _, row in of_account for t in times(row)} & {t for _, row in of_persona for t in times(row)}
    assert shared == set()


def test_the_scan_sees_a_row_that_joins(piece: Post, cast: Cast) -> None:
    comment = answer_under(piece, cast.ben, "I know this.")
    Event.objects.create(kind="x", subject=f"persona:{comment.persona_id}", actor=cast.ben.ref)
    both = [
        row for _, row in every_row() if holds(row, {str(cast.ben.pk)}) and holds(row, {str(comment.persona_id)})
    ]
    assert len(both) == 1


def test_personas_of_one_member_share_nothing(piece: Post, cast: Cast) -> None:  # I4
    spaces = [piece.therapist.space, Therapist.objects.get(account=cast.farid).space]
    first, second = (wall.persona_for(cast.ben, space) for space in spaces)
    values = [
        set(Persona.objects.filter(pk=p.pk).values_list("id", "space", "name", "avatar_seed")[0])
        for p in (first, second)
    ]
    assert not values[0] & values[1]


# --- the doors


def test_a_notice_reaches_the_owner_and_tells_nobody_who_that_is(piece: Post, cast: Cast) -> None:  # I1
    comment = answer_under(piece, cast.ben, "I know this.")
    assert wall.leave_notice(str(comment.persona_id), "decision") is None
    assert BoxNotice.objects.filter(account=cast.ben, kind="decision").exists()
    wall.leave_notice("nobody", "decision")


def test_a_restriction_follows_the_person_through_every_name(piece: Post, cast: Cast) -> None:  # I6
    comment = answer_under(piece, cast.ben, "I know this.")
    wall.restrict(str(comment.persona_id))
    assert Account.objects.get(pk=cast.ben.pk).paused == "restricted"
    assert not Account.objects.exclude(pk=cast.ben.pk).exclude(paused="").exists()


def test_a_name_is_made_once_for_a_place(piece: Post, cast: Cast) -> None:
    space = piece.therapist.space
    assert wall.persona_in(cast.ben, space) is None
    made = wall.persona_for(cast.ben, space, name="Quiet Robin")
    assert made.name == "Quiet Robin"
    assert wall.persona_for(cast.ben, space, name="Amber Fox") == made
    assert wall.owns(cast.ben, made.pk)
    assert not wall.owns(cast.cleo, made.pk)


def test_an_account_is_new_for_a_week_and_then_never_again(piece: Post, cast: Cast) -> None:
    persona = wall.persona_for(cast.ben, piece.therapist.space)
    assert wall.is_new(persona.pk)
    Account.objects.filter(pk=cast.ben.pk).update(joined_on=timezone.localdate() - wall.NEW_FOR)
    assert not wall.is_new(persona.pk)


# --- the pages


def test_every_address_can_be_walked() -> None:
    assert walk.unknown() == [], "teach tests/walk.py how to fill these in"


def swap_owners(first: Persona, second: Persona) -> None:
    """Give each persona to the other's account: the accounts change, nothing that is shown may."""
    owners = {row.persona_id: row.account_id for row in PersonaOwner.objects.filter(persona__in=[first, second])}
    PersonaOwner.objects.filter(persona__in=[first, second]).delete()
    for persona, other in ((first, second), (second, first)):
        PersonaOwner.objects.create(persona=persona, account_id=owners[other.pk], space=persona.space)


def letter_to(comment: Comment, *, by: Account) -> None:
    """A safety lead wrote to whoever is behind it; the text rests, so that no clock on a page moves on."""
    item = moderate.open_item(f"blog.comment:{comment.pk}", "intent")
    moderate.claim(item=item, by=by)
    moderate.write(item=item, words="I have read your words.", by=by)


def test_swapping_the_owners_of_two_personas_changes_no_byte_for_anybody_else(
    piece: Post, cast: Cast
) -> None:  # I2, I3
    mine = answer_under(piece, cast.ben, "I know this.")
    theirs = answer_under(piece, cast.cleo, "So do I.")  # Cleo is also Ana's client
    letter_to(mine, by=cast.grace)
    actions.grant_role(account=cast.hugo, role=Role.HOST_ADMIN, by=None)
    onlookers = {
        "nobody": None,
        "ana": cast.ana,
        "dov": cast.dov,
        "farid": cast.farid,
        "grace": cast.grace,
        "hugo": cast.hugo,
    }
    only = [path for path in walk.paths() if path != "/account/app/"]  # shows a secret that is drawn anew
    before = {name: walk.walk(account, only=only) for name, account in onlookers.items()}
    assert mine.persona
    assert theirs.persona
    swap_owners(mine.persona, theirs.persona)
    for name, account in onlookers.items():
        for was, now in zip(before[name], walk.walk(account, only=only), strict=True):
            assert was == now, f"{name} can tell at {was.path}"


def test_swapping_the_owners_of_a_blocked_name_changes_no_byte_for_third_persons(
    piece: Post, cast: Cast
) -> None:  # I6
    mine = answer_under(piece, cast.ben, "I know this.")
    theirs = answer_under(piece, cast.cleo, "So do I.")
    wall.persona_for(cast.ben, "group:elsewhere"), wall.persona_for(cast.cleo, "group:elsewhere")
    assert mine.persona
    assert theirs.persona
    wall.block(cast.hugo, mine.persona.pk)
    onlookers = {"nobody": None, "ana": cast.ana, "dov": cast.dov, "farid": cast.farid, "grace": cast.grace}
    only = [path for path in walk.paths() if path != "/account/app/"]
    before = {name: walk.walk(account, only=only) for name, account in onlookers.items()}
    own = walk.walk(cast.hugo, only=["/you/blocks/"])
    swap_owners(mine.persona, theirs.persona)
    for name, account in onlookers.items():
        for was, now in zip(before[name], walk.walk(account, only=only), strict=True):
            assert was == now, f"{name} can tell at {was.path}"
    assert walk.walk(cast.hugo, only=["/you/blocks/"]) == own  # the list knows the pressed name and nothing else


def test_a_restriction_of_one_name_changes_no_byte_about_the_other_names(piece: Post, cast: Cast) -> None:  # I6
    answer_under(piece, cast.ben, "I know this.")
    onlookers = [None, cast.ana, cast.cleo, cast.dov, cast.grace]
    only = [path for path in walk.paths() if path != "/account/app/"]
    before = [walk.walk(account, only=only) for account in onlookers]
    wall.restrict(wall.persona_for(cast.ben, "group:elsewhere").pk)
    assert [walk.walk(account, only=only) for account in onlookers] == before


def test_the_walk_sees_what_a_persona_shows(piece: Post, cast: Cast) -> None:
    comment = answer_under(piece, cast.ben, "I know this.")
    before = walk.walk(None)
    Persona.objects.filter(pk=comment.persona_id).update(name="Somebody Else")
    changed = {was.path for was, now in zip(before, walk.walk(None), strict=True) if was != now}
    assert "/@ana/a-piece/" in changed
