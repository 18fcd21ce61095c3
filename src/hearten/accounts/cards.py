"""Contact cards: written by a member, sealed, and opened for nobody but them and an open break-glass (R96, C6).

Sealed with AES-256-GCM under a key that is not in the database (HEARTEN_CARD_KEY). A card is bound to its account,
so that a row can't be put in another's place, and padded, so that its length doesn't tell what was filled in.
"""

import json
import os
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearten.accounts.models import Account, ContactCard
from hearten.events.actions import record

#: The version of the words that somebody agrees to (forms.CardForm); a new wording gets a new number.
WORDS = 1
#: The first byte of what is sealed: how it is sealed. Then a salt and a nonce, in bytes.
FORM, SALT, NONCE = b"\x01", 16, 12
#: Cards are padded to a multiple of this, in bytes.
BLOCK = 1024


@dataclass(frozen=True)
class Card:
    """What somebody wrote; each may be empty. person: whom to call, and how."""

    name: str = ""
    phone: str = ""
    where: str = ""
    person: str = ""


class Unreadable(Exception):
    """The card was sealed with another key, moved from another account, or changed."""


@transaction.atomic
def keep(*, account: Account, card: Card) -> None:
    """Seal a card in the place of any older one. The caller has the member's own tick (I33)."""
    sealed = {"sealed": seal(card, account), "agreed_to": WORDS}
    ContactCard.objects.update_or_create(account=account, defaults={**sealed, "agreed_on": timezone.localdate()})
    record("card.sealed", subject=account, by=account)


@transaction.atomic
def remove(*, account: Account) -> None:
    """Take a card away, as easily as it was given; nothing happens when there is none."""
    if ContactCard.objects.filter(account=account).delete()[0]:
        record("card.removed", subject=account, by=account)


def opened(account: Account) -> Card | None:
    """The card of this account, or None: for its owner's own page and copy, and for the wall. Raises Unreadable."""
    row = ContactCard.objects.filter(account=account).first()
    return unseal(bytes(row.sealed), account) if row else None


def seal(card: Card, account: Account) -> bytes:
    """What is stored."""
    words = json.dumps(asdict(card), ensure_ascii=False).encode()
    words += b" " * (-len(words) % BLOCK)
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return FORM + salt + nonce + _cipher(salt).encrypt(nonce, words, FORM + account.pk.bytes)


def unseal(sealed: bytes, account: Account) -> Card:
    """What was written. Raises Unreadable."""
    salt, nonce, rest = sealed[1 : 1 + SALT], sealed[1 + SALT : 1 + SALT + NONCE], sealed[1 + SALT + NONCE :]
    try:
        words = _cipher(salt).decrypt(nonce, rest, sealed[:1] + account.pk.bytes)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    return Card(**json.loads(words))


def _cipher(salt: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"hearten contact card v1")
    return AESGCM(derived.derive(settings.CARD_KEY.encode()))
