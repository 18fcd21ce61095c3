"""What each app keeps of a person: how it is exported, and how it is erased (R102, I31, I32).

Top to bottom: an app is erased before the ones it builds on. An app with rows must be here, or be listed in
`NOTHING_PERSONAL` with the reason; a test walks every table.
"""

from hearten.accounts import privacy as accounts
from hearten.accounts.privacy import PersonalData
from hearten.blog import privacy as blog
from hearten.directory import privacy as directory
from hearten.groups import privacy as groups
from hearten.imports import privacy as imports
from hearten.library import privacy as library
from hearten.media import privacy as media
from hearten.moderation import privacy as moderation
from hearten.questions import privacy as questions

APPS: dict[str, PersonalData] = {
    "imports": imports.PERSONAL_DATA,
    "library": library.PERSONAL_DATA,
    "questions": questions.PERSONAL_DATA,
    "blog": blog.PERSONAL_DATA,
    "groups": groups.PERSONAL_DATA,
    "directory": directory.PERSONAL_DATA,
    "moderation": moderation.PERSONAL_DATA,
    "media": media.PERSONAL_DATA,
    "accounts": accounts.PERSONAL_DATA,
}

NOTHING_PERSONAL: dict[str, str] = {
    "home": "the search index holds copies of published pieces and goes with each of them",
    "events": "ids only; accounts takes out those of an erased person. The audit chain stays: moderation says why",
}
