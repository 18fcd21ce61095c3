"""Printed recovery codes: ten ways back in, each good for once.

A code holds 79 bits of chance. Nobody can try 2^79 codes, so a plain SHA-256 is as safe here as a slow hash would
be, and looking one up costs the same whether or not the name exists. The name is part of the hash, so that one
query finds the account and the code together.
"""

import hashlib
import secrets

from hearten.accounts.models import Account, RecoveryCode
from hearten.accounts.passphrase import fold

#: No 0, 1, i, l or o: nothing that looks like something else on paper.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
COUNT = 10


def new_codes(account: Account) -> list[str]:
    """Replace the account's codes by fresh ones, and return them: the only time that anybody can read them."""
    codes = [new_code() for _ in range(COUNT)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_hash=code_hash(account.login, code)) for code in codes
    )
    return codes


def new_code() -> str:
    """Four groups of four letters: `k3xp-9mwr-t2ah-vq7c`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def find_code(login: str, code: str) -> RecoveryCode | None:
    """The unused code of this name, or None; the same one query for a wrong code and for a name that nobody has."""
    unused = RecoveryCode.objects.filter(used_on=None, account__is_active=True).select_related("account")
    return unused.filter(account__login=fold(login), code_hash=code_hash(login, code)).first()


def code_hash(login: str, code: str) -> str:
    """What is stored. Spaces, hyphens and capitals don't matter: codes are typed from paper."""
    plain = "".join(letter for letter in code.casefold() if letter.isalnum())
    return hashlib.sha256(f"hearten recovery v1:{fold(login)}:{plain}".encode()).hexdigest()


def left(account: Account) -> int:
    """How many codes still work, for their owner's own page."""
    return RecoveryCode.objects.filter(account=account, used_on=None).count()
