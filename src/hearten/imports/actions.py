"""Verbs of imports: take an archive in, look through it, bring it piece by piece, stop, throw it away."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account
from hearten.blog.actions.episodes import begin_imported
from hearten.blog.actions.write import begin, bring_in
from hearten.blog.models import Kind, Post
from hearten.directory.models import Therapist
from hearten.events.actions import record
from hearten.imports import source
from hearten.imports.models import ArchivedComment, ArchivedItem, Import, OldPath, Outcome, State
from hearten.imports.moved import normal
from hearten.imports.prepared import (
    Prepared,
    all_topics,
    as_numbers,
    begun_at,
    key_of,
    prepare,
    words_of,
    written_on,
)
from hearten_archives import Archive, ArchivedPost, Refused

#: Pieces written down together: few, because nobody else can write meanwhile.
BATCH = 10
#: Titles shown after the first look.
SAMPLES = 8
NOT_FETCHED = (
    "The recording is not fetched from its old place: choose the file itself here. The report names the place."
)
#: Comments kept of one piece.
COMMENTS = 2000

Tell = Callable[[int, int], None]


def take_in(file: Any, *, therapist: Therapist, by: Account) -> Import:
    """Keep an uploaded archive; it is looked through by the worker. Raises OSError when there is no room."""
    stored = source.keep(file)
    try:
        return _begin(therapist, stored, by)
    except Exception:
        source.forget(stored)
        raise


@transaction.atomic
def _begin(therapist: Therapist, stored: str, by: Account) -> Import:
    row = Import.objects.create(therapist=therapist, stored=stored)
    record("import.uploaded", subject=row, by=by)
    return row


def look(row: Import, *, path: Path | None = None) -> None:
    """Read the archive from its beginning to its end and say what would come; nothing is brought.

    What can't be read is refused here, so that no import stops in the middle of a broken file.
    """
    try:
        with source.opened(row, path) as archive:
            found, kind = survey(archive, row.therapist), archive.kind
        mark = source.mark_of(row, path)
    except Refused as answer:
        _refuse(row, answer.sentence)
        return
    Import.objects.filter(pk=row.pk, state=State.UPLOADED).update(
        state=State.LOOKED, kind=kind, total=found["total"], looked=found, fingerprint=mark
    )
    row.refresh_from_db()


def survey(archive: Archive, therapist: Therapist) -> dict[str, Any]:
    """Numbers of what is in an archive, and a few titles. Raises Refused."""
    known = set(ArchivedItem.objects.filter(therapist=therapist, post__isnull=False).values_list("key", flat=True))
    counts: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    titles: list[str] = []
    days: list[str] = []
    for post in archive.posts():
        words = words_of(post, archive, None)
        counts.update(["total", "skipped" if words.skipped else post.kind], comments=len(post.comments))
        counts["here"] += key_of(post) in known
        left_out.update(words.left_out)
        if words.skipped:
            left_out[words.skipped] += 1
        if len(titles) < SAMPLES and words.title:
            titles.append(words.title)
        if post.published_at:
            day = written_on(post).isoformat()
            days = [min(days[0], day), max(days[1], day)] if days else [day, day]
    if not counts["total"]:
        raise Refused("There are no posts in this file. Export it again with all posts, and choose the new file.")
    return {**counts, "left_out": as_numbers(left_out), "titles": titles, "days": days}


def _refuse(row: Import, sentence: str) -> None:
    source.forget(row.stored)
    Import.objects.filter(pk=row.pk).update(state=State.REFUSED, reason=sentence[:300], stored="")
    row.refresh_from_db()


@transaction.atomic
def start(row: Import, *, by: Account) -> bool:
    """Let the worker bring everything. False when there is nothing to start, or it runs already."""
    ready = Import.objects.filter(pk=row.pk, state__in=[State.LOOKED, State.STOPPED], total__gt=0).exclude(
        stored=""
    )
    if not ready.update(state=State.RUNNING, reason=""):
        return False
    record("import.started", subject=row, by=by)
    return True


@transaction.atomic
def stop(row: Import, *, by: Account) -> None:
    """Stop after the piece that is being brought. What is here stays."""
    if Import.objects.filter(pk=row.pk, state=State.RUNNING).update(state=State.STOPPED):
        record("import.stopped", subject=row, by=by)


@transaction.atomic
def throw_away(row: Import, *, by: Account) -> None:
    """Forget an archive. Drafts that came out of it stay; so does its report, when there is one."""
    stored = row.stored
    if row.items.exists():
        Import.objects.filter(pk=row.pk).update(state=State.STOPPED, stored="")
    else:
        record("import.removed", subject=row, by=by)
        row.delete()
    transaction.on_commit(lambda: source.forget(stored))


def bring(
    row: Import, *, path: Path | None = None, seconds: float = float("inf"), tell: Tell | None = None
) -> bool:
    """Bring pieces until all are here, somebody stops it, or the time is over. Returns whether more is to do.

    seconds: how long. tell: called with (done, total) after each batch. Works as often as it is called: pieces that
    are here are passed over. Raises nothing of the archive's: what can't be read stops the import with a sentence.
    """
    until = time.monotonic() + seconds
    try:
        with source.opened(row, path) as archive:
            posts = islice(archive.posts(), row.done, None)
            while batch := list(islice(posts, BATCH)):
                if not _bring_batch(row, archive, batch):
                    return False
                if tell:
                    tell(row.done, row.total)
                if time.monotonic() > until:
                    return True
    except Refused as answer:
        Import.objects.filter(pk=row.pk).update(state=State.STOPPED, reason=answer.sentence[:300])
        row.refresh_from_db()
        return False
    _finish(row)
    return False


def _bring_batch(row: Import, archive: Archive, batch: list[ArchivedPost]) -> bool:
    """Prepare some pieces, then write them all down at once. False when the import is not ours to go on with."""
    keys = [key_of(post) for post in batch]
    items = ArchivedItem.objects.filter(therapist=row.therapist, key__in=keys, post__isnull=False)
    known = set(items.values_list("key", flat=True))
    topics = all_topics()
    fresh = [prepare(post, archive, row.therapist, topics) for post in _once(batch, known)]
    return _write_batch(row, fresh, len(batch))


def _once(batch: list[ArchivedPost], known: set[str]) -> Iterator[ArchivedPost]:
    """The pieces that are not here yet, each once."""
    for post in batch:
        key = key_of(post)
        if key not in known:
            known.add(key)
            yield post


@transaction.atomic
def _write_batch(row: Import, fresh: list[Prepared], dealt_with: int) -> bool:
    """Rows and cursor together: a process that is killed has written all of a batch or nothing of it."""
    current = Import.objects.select_for_update().get(pk=row.pk)
    if current.state != State.RUNNING or current.done != row.done:
        row.refresh_from_db()
        return False
    keys = [key_of(piece.post) for piece in fresh]
    ArchivedItem.objects.filter(therapist=row.therapist, key__in=keys, post=None).delete()  # left out before
    for piece in fresh:
        _write(current, piece)
    row.done = current.done = min(current.done + dealt_with, current.total)
    row.here = current.here = current.here + dealt_with - len(fresh)
    current.save(update_fields=["done", "here"])
    return True


def _write(row: Import, piece: Prepared) -> None:
    post = piece.post
    item = ArchivedItem.objects.create(
        brought_by=row,
        therapist=row.therapist,
        key=key_of(post),
        post=None if piece.outcome == Outcome.SKIPPED else _draft(row.therapist, piece),
        title=piece.words.title,
        outcome=piece.outcome,
        findings=piece.findings,
        left_out=as_numbers(piece.words.left_out),
        enclosure=post.enclosure.url if post.enclosure else "",
        was_public=post.was_public,
    )
    if post.comments:
        _keep_comments(item, post)


def _keep_comments(item: ArchivedItem, post: ArchivedPost) -> None:
    ArchivedComment.objects.bulk_create(
        ArchivedComment(
            item=item,
            name=said.name.replace("\0", ""),
            text=said.text.replace("\0", ""),
            written_at=said.written_at,
        )
        for said in post.comments[:COMMENTS]
    )


def _draft(therapist: Therapist, piece: Prepared) -> Post:
    """The draft, and the path it had."""
    post = bring_in(
        _blank(therapist, piece.post),
        text={"title": piece.words.title, "summary": piece.words.summary, "body": piece.words.body},
        written_on=written_on(piece.post),
        begun_at=begun_at(piece.post),
        topics=piece.topics,
        suggested_topic=piece.suggested_topic,
    )
    path = normal(piece.post.old_path)
    if path:
        OldPath.objects.bulk_create([OldPath(therapist=therapist, path=path, post=post)], ignore_conflicts=True)
    return post


def _blank(therapist: Therapist, post: ArchivedPost) -> Post:
    """A new draft of the right kind: what came with a recording is an episode."""
    if post.enclosure is None:
        return begin(therapist)
    kind = Kind.VIDEO if post.enclosure.type.startswith("video/") else Kind.AUDIO
    return begin_imported(therapist, kind=kind, guid=post.guid, note=NOT_FETCHED).post


def _finish(row: Import) -> None:
    """All is here: the file is not needed any more."""
    with transaction.atomic():
        if not Import.objects.filter(pk=row.pk, state=State.RUNNING).update(state=State.DONE, stored=""):
            return
        record("import.ended", subject=row, by=None)
    source.forget(row.stored)
    row.refresh_from_db()


def begin_here(therapist: Therapist, path: Path) -> Import:
    """An import from a terminal: looked through, or the same archive's that was cut off. May be refused."""
    row = Import(therapist=therapist)
    mark = source.mark_of(row, path)
    begun = Import.objects.filter(therapist=therapist, fingerprint=mark, stored="")
    cut_off = begun.filter(state__in=[State.RUNNING, State.LOOKED, State.STOPPED]).first()
    if cut_off:
        return cut_off
    row.save()
    look(row, path=path)
    return row


def run_here(row: Import, path: Path, tell: Tell | None) -> None:
    """Bring everything in this process. Ctrl-C or worse leaves an import that `begin_here` finds again."""
    Import.objects.filter(pk=row.pk).update(state=State.RUNNING, reason="")
    row.refresh_from_db()
    bring(row, path=path, tell=tell)


def forget_old() -> None:
    """Throw away files that nobody started within a week, or that belong to nobody (a recurring task)."""
    week, yesterday = (timezone.now() - timedelta(days=days) for days in (7, 1))
    waiting = Import.objects.filter(begun_at__lt=week).exclude(stored="").exclude(state=State.RUNNING)
    for row in waiting:
        source.forget(row.stored)
        Import.objects.filter(pk=row.pk).update(state=State.STOPPED, stored="", reason=source.GONE)
    known = set(Import.objects.exclude(stored="").values_list("stored", flat=True))
    for name in source.without_an_import(known, before=yesterday):
        source.forget(name)
