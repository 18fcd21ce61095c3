"""The people of every test, and what each of them may not see.

Ana      therapist. Never sees which persona, reader, reactor or reporter is her client.
Ben      member. Never sees a draft, a queue, or who anybody is.
Cleo     member, and Ana's client. Nothing public shows or implies it.
Dov      moderator, independent. Sees pseudonyms only.
Eve      outsider without an account. Sees Public and nothing else.
Farid    therapist awaiting verification. Wears no professional label that was not checked.
Grace    safety lead and clinical editor. Sees texts that may need a person, never accounts behind personas.
Hugo     hostile member. Gets the same answers as everybody.
"""

from dataclasses import dataclass

from hearten.accounts.models import Account, Role
from hearten.accounts.passphrase import accept
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist


@dataclass(frozen=True)
class Cast:
    """Everyone but Eve, who has no account."""

    ana: Account
    ben: Account
    cleo: Account
    dov: Account
    farid: Account
    grace: Account
    hugo: Account


def assemble() -> Cast:
    """Create the cast with their roles and the therapists' pages."""
    people = {
        "ana": [Role.MEMBER, Role.THERAPIST],
        "ben": [Role.MEMBER],
        "cleo": [Role.MEMBER],
        "dov": [Role.MEMBER, Role.MODERATOR],
        "farid": [Role.MEMBER, Role.THERAPIST],
        "grace": [Role.MEMBER, Role.SAFETY_LEAD, Role.CLINICAL_EDITOR, Role.HOST_ADMIN],
        "hugo": [Role.MEMBER],
    }
    cast = Cast(**{login: account(login, roles) for login, roles in people.items()})
    therapist(cast.ana, "ana", "Ana Lindqvist", "licensed")
    therapist(cast.farid, "farid", "Farid Haddad", "counsellor")
    return cast


def account(login: str, roles: list[Role] | None = None) -> Account:
    """An account with an unusable passphrase: tests sign in by `client.force_login` unless log-in is the point."""
    row = Account(login=login, roles=[str(role) for role in roles or [Role.MEMBER]])
    row.set_unusable_password()
    row.save()
    return row


def with_passphrase(login: str, passphrase: str) -> Account:
    """An account that can really sign in."""
    row = account(login)
    row.set_password(accept(login, passphrase))
    row.save()
    return row


def therapist(owner: Account, handle: str, name: str, role: str) -> Therapist:
    """A complete, listed page."""
    row = Therapist.objects.create(
        account=owner,
        handle=handle,
        name=name,
        role=role,
        headline="I write about sleep and worry",
        purpose="To explain what helps, in plain words.",
        audience="Adults who lie awake.",
        wont_do="I never give advice about one person's medicine.",
    )
    Credential.objects.create(therapist=row, title="Psychologist", register="Socialstyrelsen", number="DEMO-0000")
    SocialMediaPolicy.objects.create(therapist=row, version=1, text="I do not follow clients.")
    return row
