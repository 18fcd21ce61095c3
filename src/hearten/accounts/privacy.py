"""Export and erase, as every app offers them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hearten.accounts.models import Account


@dataclass(frozen=True)
class Kept:
    """Something that stays after an erasure, why, and until when (ISO date or a plain condition)."""

    what: str
    ground: str
    until: str


@dataclass(frozen=True)
class PersonalData:
    """One app's two duties.

    export: everything the app holds of this account, as JSON-ready data, without anybody else's words or ids.
    erase: removes it, and returns what has to stay with its legal ground.
    """

    export: Callable[[Account], dict[str, Any]]
    erase: Callable[[Account], list[Kept]]
