"""The demo community's support groups: opened, joined and talked in by the same actions people use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.core import signing
from django.core.management.base import CommandError
from django.utils import timezone

from hearten.accounts.models import Account, opaque
from hearten.config.community import FOLDER
from hearten.config.community_talk import at
from hearten.config.community_voice import hummed, listen
from hearten.directory.models import Topic
from hearten.groups.actions import hosting, joining, keeping, meeting, notebook, opening, talking
from hearten.groups.actions.hearing import Typed
from hearten.groups.models import AnyWords, Membership, Reply, SupportGroup, Thread, WordsState
from hearten.groups.reader import membership_of, reader_of
from hearten.moderation.actions import handoff
from hearten.moderation.actions.desk import claim
from hearten.moderation.models import HandOff, SafetyItem
from hearten.moderation.review import NeedsChanges, review_member_text

#: What of a group's file are its settings.
SETTINGS = (
    "name", "format", "led", "purpose", "tone", "norms", "content_notes", "agreement", "for_whom", "capacity",
    "pace_minutes", "voice",
)  # fmt: skip


def groups() -> Iterator[dict[str, Any]]:
    """Every group of the demo as its file says it."""
    for file in sorted((FOLDER / "groups").glob("*.toml")):
        yield tomllib.loads(file.read_text(encoding="utf-8"))


def bring_support_groups() -> None:
    """Every group with its people and talks. Running it again adds what is missing, and hours from now on."""
    for given in groups():
        group = SupportGroup.objects.filter(name=given["name"]).first()
        if group is None:
            group = bring_group(given)
            bring_members(group, given)
            bring_talks(group, given)
            bring_notebook(group, given)
            bring_meetings(group, given)
        bring_hours(group, given)


def bring_group(given: dict[str, Any]) -> SupportGroup:
    """One group, prepared and opened by Grace, as any host does it (R16)."""
    grace = Account.objects.get(login="grace")
    settings = {name: given[name] for name in SETTINGS if name in given}
    about = Topic.objects.get(pk=given["about"])
    group = opening.create(by=grace, code=given.get("code", ""), about=about, **settings)
    for each in given["staff"]:
        trained = timezone.localdate() - timedelta(days=each["trained_days_ago"])
        who = Account.objects.get(login=each["login"])
        alone = each.get("independent", False)
        place = opening.appoint(group, who, each["role"], by=grace, trained_on=trained, independent=alone)
        if each["role"] == "facilitator":
            hosting.take_on(place)
    bring_hours(group, given)
    opening.open_group(group, by=grace)
    return group


def bring_hours(group: SupportGroup, given: dict[str, Any]) -> None:
    """The next hours of those who look after it; who has some ahead keeps those.

    now_for: hours from this moment on. in_days, starts, ends: on a day to come.
    """
    for each in given["hours"]:
        who = membership_of(Account.objects.get(login=each["login"]), group.pk)
        if who is None or not who.looks_after or who.hours.filter(ends_at__gt=timezone.now()).exists():
            continue
        starts_at, ends_at = times_of(each)
        keeping.add_hours(who, starts_at=starts_at, ends_at=ends_at)


def times_of(each: dict[str, Any]) -> tuple[datetime, datetime]:
    """From when until when somebody is there."""
    if "now_for" in each:
        return timezone.now(), timezone.now() + timedelta(hours=each["now_for"])
    day = timezone.localdate() + timedelta(days=each["in_days"])
    return at(day, each["starts"]), at(day, each["ends"])


def bring_members(group: SupportGroup, given: dict[str, Any]) -> None:
    """Everybody comes in under the name the file gives them, and has agreed; one may still be asking."""
    keeper = Membership.objects.staff().filter(group=group, independent=True).select_related("persona").get()
    for each in given["members"]:
        pair = {"name": each["name"], "seed": opaque()}
        choice = signing.dumps(pair, salt=group.space)
        by = Account.objects.get(login=each["login"])
        membership = joining.join(group, by=by, choice=choice, code=given.get("code", ""))
        if each.get("place") != "asked":
            keeping.let_in(membership, by=keeper)
        joined = timezone.localdate() - timedelta(days=each["days_ago"])
        Membership.objects.filter(pk=membership.pk).update(joined_on=joined)


def bring_talks(group: SupportGroup, given: dict[str, Any]) -> None:
    """What is said there; words that wait because moderators are lacking come after one stepped down (R16)."""
    later = [talk for talk in given["talks"] if talk.get("waits")]
    for talk in given["talks"]:
        if talk not in later:
            bring_talk(group, talk)
    settle(group, given)
    for talk in later:
        bring_talk(group, talk)


def bring_talk(group: SupportGroup, given: dict[str, Any]) -> None:
    """One talk with its answers, each read by the Guard."""
    begun = say(group, given).words
    thread = Thread.objects.get(pk=begun.pk)
    for each in given.get("answers", []):
        say(group, each, thread)
    if "hand_off" in given:
        hand_off(thread, given["hand_off"])


def say(group: SupportGroup, given: dict[str, Any], thread: Thread | None = None) -> talking.Said:
    """One person's words at their own time. Raises CommandError when the Guard wants them changed."""
    reader = reader_of(account_of(group, given["by"]), group.pk)
    seen = [item.rule for item in review_member_text(given["text"]).findings if item.severity == "advise"]
    typed = Typed(
        given["text"].strip(),
        title=given.get("title", ""),
        listening=given.get("listening", False),
        notes=given.get("notes", ()),
        agrees=True,
        acknowledged=seen,
        voice=hummed() if given.get("aloud") else None,
    )
    try:
        said = talking.answer(reader, thread, typed) if thread else talking.begin(reader, typed)
    except NeedsChanges as held:
        words = "; ".join(f"{item.rule}: {item.quote}" for item in held.open_findings)
        raise CommandError(f"The Guard holds words of {given['by']} in the demo: {words}") from held
    if said.aloud and isinstance(said.words, Thread | Reply):
        listen(said.words)
    move_back(said.words, given)
    return said


def bring_notebook(group: SupportGroup, given: dict[str, Any]) -> None:
    """What helped somebody, in their own words."""
    for each in given.get("notebook", []):
        reader = reader_of(account_of(group, each["by"]), group.pk)
        try:
            said = notebook.note(reader, Typed(each["text"].strip(), title=each["title"], agrees=True))
        except NeedsChanges as held:
            words = "; ".join(f"{item.rule}: {item.quote}" for item in held.open_findings)
            raise CommandError(f"The Guard holds a note of {each['by']} in the demo: {words}") from held
        move_back(said.words, each)


def bring_meetings(group: SupportGroup, given: dict[str, Any]) -> None:
    """A meeting in writing on a day to come."""
    for each in given.get("meetings", []):
        host = reader_of(Account.objects.get(login=each["host"]), group.pk)
        starts_at = at(timezone.localdate() + timedelta(days=each["in_days"]), each["starts"])
        settings = {"title": each["title"], "agenda": each["agenda"], "note": each.get("note", "")}
        meeting.plan(host, starts_at=starts_at, agreement=meeting.AGREEMENT, **settings)


def account_of(group: SupportGroup, by: str) -> Account:
    """Who writes: an account's log-in for those with a duty, a name of the group for everybody else."""
    known = Account.objects.filter(login=by).first()
    if known:
        return known
    login = next(
        member["login"]
        for given in groups()
        if given["name"] == group.name
        for member in given["members"]
        if member["name"] == by
    )
    return Account.objects.get(login=login)


def move_back(words: AnyWords, given: dict[str, Any]) -> None:
    """Give words the time the file says, and what others pressed under them."""
    day = timezone.localdate() - timedelta(days=given["days_ago"])
    when = min(timezone.make_aware(datetime.combine(day, time(given["hour"]))), timezone.now())
    felt: dict[str, bool] = dict.fromkeys(given.get("felt", []), True)
    type(words).objects.filter(pk=words.pk).update(written_at=when, **felt)
    root = words.thread_id if isinstance(words, Reply) else words.pk
    if words.state == WordsState.VISIBLE and isinstance(words, Thread | Reply):
        Thread.objects.filter(pk=root).update(last_at=when)


def hand_off(thread: Thread, given: dict[str, Any]) -> None:
    """A safety lead takes the words, writes to the person, and hears back: it stays open (R95)."""
    lead = Account.objects.get(login=given["by"])
    item = SafetyItem.objects.get(subject=thread.subject)
    claim(item=item, by=lead)
    handoff.write(item=item, words=given["writes"].strip(), by=lead)
    handoff.answer(hand_off=HandOff.objects.get(subject=thread.subject), words=given["answers"])


def settle(group: SupportGroup, given: dict[str, Any]) -> None:
    """What came after the talks: its age, and a moderator who stepped down (R16)."""
    opened = timezone.localdate() - timedelta(days=given["opened_days_ago"])
    SupportGroup.objects.filter(pk=group.pk).update(opened_on=opened)
    grace = Account.objects.get(login="grace")
    for each in given["staff"]:
        if each.get("stepped_down"):
            reader = reader_of(Account.objects.get(login=each["login"]), group.pk)
            if reader.membership:
                opening.step_down(reader.membership, by=grace)
