"""A support group for the measured pages: a talk with twenty answers, and other talks as there are pieces."""

import time
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench.fill import APART, copied, member
from bench.words import ANSWER, ARTICLE, READERS, TITLE
from hearten.accounts.models import Account, Persona, Role
from hearten.groups.actions import joining, opening
from hearten.groups.models import Membership, Reply, SupportGroup, Thread
from hearten.ui.prose import render_comment

GROUP, TALK = "measuredmeasuredmeasur", "talktalktalktalktalkta"
#: How many answers each copied talk has; with its first words that makes ten posts.
ANSWERS = 9


@transaction.atomic
def group() -> None:
    """The group, its moderators, everybody who answers on the measured article, and the measured talk."""
    lead = Account.objects.get(login="lead")
    made = opening.create(
        by=lead,
        name="Nights awake",
        purpose="For people who lie awake.",
        norms=["Ask before you give advice."],
        agreement="What is said here stays here.",
    )
    SupportGroup.objects.filter(pk=made.pk).update(id=GROUP, state="open")
    here = SupportGroup.objects.get(pk=GROUP)
    for number in range(2):
        keeper = member(f"keeper-{number}", Role.MODERATOR)
        opening.appoint(
            here, keeper, "moderator", by=lead, trained_on=timezone.localdate(), independent=number == 0
        )
    readers = [joining.join(here, by=Account.objects.get(login=f"reader-{n}")) for n in range(READERS)]
    Membership.objects.filter(group=here).update(agreed=1)
    Persona.objects.filter(space=here.space).update(reviewed=True)
    words = {"body": ARTICLE[:6000], "html": render_comment(ARTICLE[:6000]), "answered": True}
    talk = Thread.objects.create(pk=TALK, group=here, persona=readers[1].persona, title=TITLE, **words)
    html = render_comment(ANSWER)
    for reader in readers:
        Reply.objects.create(thread=talk, persona=reader.persona, body=ANSWER, html=html)


def grow(to: int) -> float:
    """Talks with answers until there are so many posts; the measured talk stays the newest. Seconds it took."""
    began = time.monotonic()
    have = Thread.objects.count() + Reply.objects.count()
    many = (to - have) // (ANSWERS + 1)
    if many <= 0:
        return 0.0
    first = Thread.objects.count()
    base = int((datetime.now(UTC) - timedelta(days=1, seconds=APART * (first + many))).timestamp())
    at = f"datetime({base} + n * {APART}, 'unixepoch')"
    talk = {
        "id": "'t' || n", "topic": "'b' || n", "title": "'A talk, number ' || n", "body": "'b'", "last_at": at,
        "html": "'<p>A steady evening helps.</p>'", "written_at": at,
    }  # fmt: skip
    number = f"(n / {ANSWERS})"
    reply = {"id": "'r' || n", "thread_id": f"'t' || {number}", "written_at": at.replace("n *", f"{number} *")}
    sample = Reply.objects.filter(thread=TALK).values_list("pk", flat=True)[0]
    with transaction.atomic(), connection.cursor() as cursor:
        copied(cursor, "groups_thread", talk, "t.id = %s", [first, first + many - 1, TALK])
        span = [first * ANSWERS, (first + many) * ANSWERS - 1, sample]
        copied(cursor, "groups_reply", reply, "t.id = %s", span)
    return time.monotonic() - began
