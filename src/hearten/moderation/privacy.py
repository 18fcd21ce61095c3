"""What moderation keeps of a person: decisions about their words, and what they did here as staff."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, Model, Q, QuerySet

from hearten.accounts.models import Account
from hearten.accounts.privacy import Kept, PersonalData
from hearten.accounts.wall import own_personas
from hearten.media.voice import sound_of
from hearten.moderation.actions.forget import forget
from hearten.moderation.actions.sealing import unseal
from hearten.moderation.glass import own_looks
from hearten.moderation.handoffs import lines_of
from hearten.moderation.models import (
    Appeal,
    BreakGlass,
    CallForHelp,
    Decision,
    DeskChoice,
    DeskNote,
    HandOff,
    HandOffLine,
    HostRecord,
    LineCheck,
    Mourning,
    Proposal,
    SafetyItem,
    Sealed,
    SecondLook,
)
from hearten.moderation.queries import own_subjects, statement, what_it_is

SAYS = (
    "Your appeals, your calls for help, your watches, and what the safety team and you wrote to each other are "
    "erased. That a decision was made, by which rule and on which day, stays without your words and without your "
    "name. If two people ever looked behind a name of yours, the record of that stays: it names no account of "
    "yours."
)
DECISIONS = Kept(
    "that something you wrote was decided about: the rule and the day, without your words or your name",
    "a host has to show how it decides (Digital Services Act, art. 17 and 24)",
    "two years after the decision",
)
SEALED = (
    "words, and what was told aloud with them, that were taken down because they pushed somebody towards suicide "
    "or self-harm, without your name"
)
EVIDENCE = (
    "evidence of what may be a crime (GDPR, art. 17(3)(e); encouraging suicide: Suicide Act 1961, s. 2, and "
    "others; encouraging self-harm: Online Safety Act 2023, s. 184)"
)
STAFF = Kept(
    "decisions you made as a moderator, without your name",
    "a writer has a right to the reasons of a decision (Digital Services Act, art. 17)",
    "what was decided about is erased, and two years have passed",
)
PAPERS = Kept(
    "your name on the host's safety form",
    "a host has to name who answers for safety",
    "somebody else fills in the form",
)
LINES = Kept(
    "your name on the crisis lines you tried",
    "readers in danger rely on a number that a named person has tried",
    "somebody else tries the line",
)

LOOKED = Kept(
    "that two people looked behind a name of yours: when, and for which reason; it no longer leads to you",
    "a host has to be able to show who looked at what (GDPR art. 5(2) and 17(3)(e))",
    "six years later the reason is taken out; that it happened stays, without your name or account",
)
GLASS_PART = Kept(
    "that you asked or agreed to look behind a name, as a number that leads to nobody any more",
    "a host has to be able to show who looked at what (GDPR art. 5(2) and 17(3)(e))",
    "six years later the reason is taken out; that it happened stays",
)


def export(account: Account) -> dict[str, Any]:
    """Statements of reasons with one's appeals; for staff, what they did. No reporter's words, no pseudonyms."""
    own = Decision.objects.filter(subject__in=own_subjects(account)).select_related("appeal")
    return {
        "decisions_about_you": [dated(statement(decision)) for decision in own],
        "decisions_you_made": [made(decision) for decision in Decision.objects.filter(by=account)],
        "watches": [
            {"from": shift.starts_at.isoformat(), "until": shift.ends_at.isoformat()}
            for shift in account.shifts.all()
        ],
        "bans_you_proposed": [dated(row) for row in Proposal.objects.filter(by=account).values(*BAN)],
        "bans_you_answered": [dated(row) for row in Proposal.objects.filter(answered_by=account).values(*BAN)],
        "second_looks_of_yours": [
            dated(row) for row in SecondLook.objects.filter(looked_by=account).values("looked_on", "agrees")
        ],
        "desk": list(DeskChoice.objects.filter(account=account).values("grey", "keys")),
        "notes_to_colleagues": [
            {"kind": row.kind, "day": row.made_at.date().isoformat()} for row in DeskNote.objects.filter(by=account)
        ],
        "words_for_you": [letter_copy(row) for row in HandOff.objects.filter(persona__in=own_personas(account))],
        "words_you_wrote": [
            {"words": row.words, "day": row.written_at.date().isoformat()}
            for row in HandOffLine.objects.filter(lead=account)
        ],
        "calls_for_help": [
            dated(row)
            for row in CallForHelp.objects.filter(persona__in=own_personas(account)).values("words", "written_on")
        ],
        "looked_behind_your_names": [dated(look) for look in own_looks(account)],
        "looks_you_took_part_in": [part_taken(row, account) for row in glass_of(account)],
        "sealed": [
            {"words": row.words, "voice": row.voice_id, "until": str(row.keep_until or "a person has decided")}
            for row in Sealed.objects.filter(persona__in=own_personas(account))
        ],
        "forms": [dated(row) for row in HostRecord.objects.filter(filled_by=account).values(*FORM)],
        "lines": [
            dated(row)
            for row in LineCheck.objects.filter(checked_by=account).values("line_id", "checked_on", "name")
        ],
    }


def glass_of(account: Account) -> QuerySet[BreakGlass]:
    """Every break-glass that this member of staff asked for or answered."""
    return BreakGlass.objects.filter(Q(asked_by=account) | Q(answered_by=account))


def part_taken(row: BreakGlass, account: Account) -> dict[str, Any]:
    """One's own part in it; never whose name it was, or what the other one wrote."""
    asked = row.asked_by_id == account.pk
    part = {"part": "asked" if asked else "answered", "day": row.asked_at.date().isoformat()}
    return {**part, "reason": row.reason} if asked else {**part, "agreed": bool(row.approved)}


def letter_copy(row: HandOff) -> dict[str, Any]:
    """A hand-off for the person it is for: both sides, and not who wrote."""
    lines = [{"yours": line["person"], "words": line["words"]} for line in lines_of(row)]
    return {"about": what_it_is(row.subject), "day": row.wrote_at.date().isoformat(), "lines": lines}


#: Of a proposed ban: what was done and when, without anybody's words or name.
BAN = ("rule", "made_on", "outcome", "answered_on")
FORM = ("kind", "answers", "name", "filled_on")


def made(decision: Decision) -> dict[str, Any]:
    """A decision as its maker's own act: without the thing and without what was seen in it."""
    what = what_it_is(decision.subject)
    return dated({"what": what, "act": decision.act, "rule": decision.rule, "day": decision.made_at.date()})


def dated(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same with each day as text, for JSON."""
    return {name: _json(value) for name, value in row.items()}


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_json(each) for each in value]
    return dated(value) if isinstance(value, dict) else value


#: Whose name is let go of when a moderator leaves; what they did stays.
TOOK_PART: tuple[tuple[type[Model], str], ...] = (
    (Appeal, "answered_by"),
    (Decision, "second"),
    (Proposal, "by"),
    (Proposal, "answered_by"),
    (SecondLook, "asked_by"),
    (SecondLook, "looked_by"),
    (Sealed, "by"),
    (Mourning, "by"),
)


def erase(account: Account) -> list[Kept]:
    """Words go; that something was decided stays, with its ground. Apps above call `forget` for what they erase."""
    about = forget(own_subjects(account))
    told = BreakGlass.objects.filter(persona__in=own_personas(account), noticed_on__isnull=False).count()
    BreakGlass.objects.filter(persona__in=own_personas(account)).delete()
    CallForHelp.objects.filter(persona__in=own_personas(account)).delete()
    own = HandOff.objects.filter(persona__in=own_personas(account))
    SafetyItem.objects.filter(subject__in=list(own.values_list("subject", flat=True))).delete()
    own.delete()
    HandOffLine.objects.filter(lead=account).update(lead=None)
    account.shifts.all().delete()
    DeskChoice.objects.filter(account=account).delete()
    DeskNote.objects.filter(by=account).update(by=None)
    SafetyItem.objects.filter(claimed_by=account).update(claimed_by=None, held_until=None, offered_at=None)
    for row, person in TOOK_PART:
        row._default_manager.filter(**{person: account}).update(**{person: None})
    sealed = Sealed.objects.filter(persona__in=own_personas(account))
    unseal(sealed.filter(keep_until=None))
    return [*(kept for kept, stays in _stays(account, about) if stays), *sealed_stay(sealed)] + [LOOKED] * bool(
        told
    )


def kept_about(subjects: list[str]) -> list[Kept]:
    """Forget these things, and say what stays. An app that erases somebody's words calls this for all of them."""
    decided = forget(subjects)
    sealed = sealed_stay(Sealed.objects.filter(subject__in=subjects, persona=None))
    return [*([DECISIONS] if decided else []), *sealed]


def sealed_stay(rows: QuerySet[Sealed]) -> list[Kept]:
    """What stays of these copies: those about which a person has decided, with the last day of all."""
    last = rows.filter(keep_until__isnull=False).aggregate(last=Max("keep_until"))["last"]
    return [Kept(SEALED, EVIDENCE, last.isoformat())] if last else []


def _stays(account: Account, about: int) -> Iterator[tuple[Kept, int]]:
    yield DECISIONS, about
    yield STAFF, Decision.objects.filter(by=account).update(by=None)
    yield PAPERS, HostRecord.objects.filter(filled_by=account).update(filled_by=None)
    yield GLASS_PART, glass_of(account).count()
    yield LINES, LineCheck.objects.filter(checked_by=account).update(checked_by=None)


def files(account: Account) -> Iterator[tuple[str, bytes]]:
    """What was told aloud with words of one's own that are sealed."""
    for copy in Sealed.objects.filter(persona__in=own_personas(account)).exclude(voice=None):
        yield f"{copy.voice_id}.mp3", sound_of(str(copy.voice_id))


PERSONAL_DATA = PersonalData(export=export, erase=erase, says=SAYS, files=files)
