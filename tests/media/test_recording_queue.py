"""Recordings wait in a queue of their own, so that nothing else waits behind a long film (R24)."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.events import worker
from hearten.events.models import Event
from hearten.events.tasks import again, queue
from hearten.media.models import Recording
from tests import cast as people
from tests.media import recorded

PREPARE = "hearten.media.recording_work.prepare_recording"


def test_preparing_waits_in_the_slow_queue_and_pictures_do_not() -> None:
    assert queue(PREPARE) == worker.SLOW
    assert queue("hearten.media.reactions.reencode_image") == "default"


def test_a_recording_is_put_into_its_queue_also_when_it_is_tried_again(cast) -> None:
    recorded.arrived(cast.ana, recorded.sound())
    again(Event.objects.get(kind="recording.uploaded").pk, PREPARE, 0)
    assert list(DBTaskResult.objects.values_list("queue_name", flat=True)) == ["media", "media"]


def test_the_quick_worker_leaves_recordings_alone_and_a_run_of_everything_does_them(transactional_db) -> None:
    recorded.arrived(people.assemble().ana, recorded.sound())
    worker.taker("quick", ["*"], once=True, interval=0.01, without=[worker.SLOW]).run()
    assert Recording.objects.get().state == "waiting"
    worker.work(name="all", queues=["*"], once=True)
    assert Recording.objects.get().state == "ready"


def test_a_long_film_is_not_taken_for_lost_after_a_quarter_of_an_hour(cast) -> None:
    recorded.arrived(cast.ana, recorded.sound())
    hours = timezone.now() - timedelta(hours=2)
    DBTaskResult.objects.update(status="RUNNING", started_at=hours)
    assert worker.take_back_lost() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(days=2))
    assert worker.take_back_lost() == 1
