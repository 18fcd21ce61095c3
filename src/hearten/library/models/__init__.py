"""Resources worth knowing, groups run elsewhere, and plain pages about approaches."""

from hearten.library.models.choices import KeptChoices
from hearten.library.models.collections import Collection, CollectionHelper, CollectionItem
from hearten.library.models.groups import GroupState, OutsideGroup
from hearten.library.models.guides import HostText
from hearten.library.models.links import Address, LinkCheck, Outcome

__all__ = [
    "Address",
    "Collection",
    "CollectionHelper",
    "CollectionItem",
    "GroupState",
    "HostText",
    "KeptChoices",
    "LinkCheck",
    "Outcome",
    "OutsideGroup",
]
