"""What happened and what follows commit together."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from hearten.events.actions import record
from hearten.events.models import Event
from tests.cast import Cast


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        record("account.joined", subject=cast.ben, by=cast.ben)


def test_an_unlisted_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        record("account.teleported", subject=cast.ben, by=cast.ben)
    assert not Event.objects.filter(kind="account.teleported").exists()


def test_an_event_names_its_subject_and_actor_by_id_only(cast: Cast) -> None:  # I27
    event = record("account.joined", subject=cast.ben, by=cast.ben)
    assert (event.subject, event.actor) == (f"accounts.account:{cast.ben.pk}", f"account:{cast.ben.pk}")


def test_a_reaction_that_rolls_back_leaves_no_event_and_no_task(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("account.joined", subject=cast.ben, by=cast.ben)
        1 / 0
    assert not Event.objects.exists()
    assert not DBTaskResult.objects.exists()
