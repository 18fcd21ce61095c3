"""Who plays in bench/desk, what members write, and when leads watch: over the night when the clock goes back."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hearten.accounts.models import Account, Role
from hearten.blog.models import Post
from hearten.moderation import actions
from hearten.moderation.desk_forms import ShiftForm
from hearten.moderation.paperwork import host_country, papers, to_confirm
from tests.blog.reading import published
from tests.cast import therapist

#: At 01:00 UTC clocks in Stockholm go from 03:00 back to 02:00: the hour of traffic lies across it.
BEGINS = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
#: The day after is played too: follow-ups are due then.
ENDS = BEGINS + 38 * HOUR

#: Words, and roughly how often they are written. What level they have, the Guard says.
DANGER = [
    ("I took all my pills an hour ago and I want it to be over.", 1),
    ("I cut my wrists just now and I am bleeding.", 1),
    ("I have the pills here on the table and I am going to take them tonight.", 2),
    ("I will kill myself on Sunday, I have written the letters.", 2),
    ("I am going to end my life.", 3),
    ("You should just kill yourself, nobody would miss you.", 2),
    ("I think about dying every day.", 5),
    ("I hurt myself again last night.", 4),
    ("I wish I would not wake up.", 5),
    ("I don't want to be here any more.", 5),
]
ORDINARY = ["The light in the morning helped me.", "Thank you, I will try that.", "It was like that for me, too."]


@dataclass
class Lead:
    """One safety lead. planned: watches in local wall time, entered through the form. vanishes: from then on they
    do nothing, and tell nobody.
    """

    account: Account
    planned: list[tuple[str, str]]
    leaves: datetime | None = None
    comes: datetime | None = None
    vanishes: datetime | None = None
    busy_until: datetime = BEGINS
    working_on: int | None = None


@dataclass
class People:
    """Everybody."""

    members: list[Account]
    leads: list[Lead]
    posts: list[Post]
    chance: random.Random

    def words(self) -> str:
        """What somebody writes now: as often in danger as not."""
        if self.chance.random() < 0.5:
            return f"{self.chance.choice(ORDINARY)} {self.chance.randrange(10**6)}"
        texts, weights = zip(*DANGER, strict=True)
        return (
            f"{self.chance.choices(texts, weights)[0]} {self.chance.choice(['', 'Sorry.', 'That is all.'])}".strip()
        )


def account(login: str, *roles: Role) -> Account:
    row = Account(login=login, roles=[str(Role.MEMBER), *map(str, roles)])
    row.set_unusable_password()
    row.save()
    return row


def gather(chance: random.Random, *, members: int, posts: int = 6) -> People:
    """The host's paperwork is done, there is something to answer under, and the night is planned."""
    grace = account("grace", Role.SAFETY_LEAD, Role.HOST_ADMIN)
    paperwork(grace)
    people = People(
        members=[account(f"member{n}") for n in range(members)],
        leads=[
            Lead(grace, [("2027-10-30T20:00", "2027-10-31T03:00"), ("2027-10-31T13:00", "2027-10-31T21:00")],
                 leaves=BEGINS + timedelta(minutes=26)),
            Lead(account("ines", Role.SAFETY_LEAD), [("2027-10-31T01:00", "2027-10-31T07:00")]),
            Lead(account("jo", Role.SAFETY_LEAD), [("2027-10-30T22:00", "2027-10-31T05:00")],
                 vanishes=BEGINS + timedelta(minutes=37)),
            Lead(account("kim", Role.SAFETY_LEAD), [("2027-10-31T12:00", "2027-10-31T23:00"),
                                                    ("2027-11-01T07:00", "2027-11-01T16:00")],
                 comes=BEGINS + timedelta(minutes=22)),
        ],
        posts=[piece(n) for n in range(posts)],
        chance=chance,
    )  # fmt: skip
    plan(people.leads)
    return people


def plan(leads: list[Lead]) -> None:
    """Through the form that a lead fills in, in local time: one of these nights is longer than it looks."""
    for lead in leads:
        for starts, ends in lead.planned:
            form = ShiftForm({"starts_at": starts, "ends_at": ends})
            if not form.is_valid():
                raise SystemExit(f"{starts} to {ends}: {form.errors.as_text()}")
            actions.add_shift(by=lead.account, **form.cleaned_data)


def paperwork(by: Account) -> None:
    for kind, paper in papers().items():
        answers = {question.id: "Said for the bench." for question in paper.questions}
        actions.fill_record(kind=kind, answers=answers, name="Grace Nyberg", by=by)
    country = host_country()
    for line in to_confirm(country) if country else []:
        actions.confirm_line(line_id=line.id, checked_on=BEGINS.date() - timedelta(days=1), name="Grace", by=by)


def piece(number: int) -> Post:
    """One article that takes comments."""
    owner = account(f"author{number}", Role.THERAPIST)
    therapist(owner, f"author{number}", f"Author {number}", "licensed")
    return published(owner, title="On sleep", comments_closed=False)
