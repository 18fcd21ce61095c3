"""Words that were sent after a log-in had ended: they go along through the log-in, in the forms themselves.

Nothing of them stands in an address, and nothing is kept here for somebody who is not logged in (I16, I27).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from hearten.accounts.http import is_here, viewer
from hearten.ui.shortcuts import page

PREFIX = "carry-"
#: More than this is not carried, in characters: the browser's own copy is left then.
LONGEST = 20_000
#: Never carried: they belong to the form they came from.
LEFT_BEHIND = frozenset({"csrfmiddlewaretoken", "apply", "acknowledge"})


@dataclass(frozen=True)
class Kept:
    """What was not sent. to: the address it was for. back: the page it was written on. words: the text itself.

    fields: everything that was typed, by name.
    """

    to: str
    back: str
    words: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Names and values of the hidden fields that carry it on."""
        inside = [(f"{PREFIX}field-{name}", value) for name, value in self.fields.items()]
        return [(f"{PREFIX}to", self.to), (f"{PREFIX}back", self.back), (f"{PREFIX}words", self.words), *inside]


def not_sent(sent: Mapping[str, str], *, to: str, back: str, words: str) -> Kept:
    """A form that came too late. words: which of its fields is the text."""
    fields = {name: value for name, value in sent.items() if name not in LEFT_BEHIND}
    return Kept(to, back, fields.get(words, ""), fields)


def carried(request: HttpRequest) -> Kept | None:
    """What comes along with this request, when it leads to a place on this host."""
    given = {
        name.removeprefix(PREFIX): str(value) for name, value in request.POST.items() if name.startswith(PREFIX)
    }
    to, back, words = (given.get(name, "") for name in ("to", "back", "words"))
    if not (is_here(to, request) and is_here(back, request)) or sum(map(len, given.values())) > LONGEST:
        return None
    inside = {name.removeprefix("field-"): value for name, value in given.items() if name.startswith("field-")}
    return Kept(to, back, words, inside)


def brought(request: HttpRequest, kept: Kept | None, answer: HttpResponse) -> HttpResponse:
    """The answer to a log-in; with words to carry, the page that gives them back, or leads to the second step."""
    if kept is None:
        return answer
    data: dict[str, Any] = {"kept": kept}
    if viewer(request):
        return page(request, "accounts/carried.html", data, title="Your words are here", zone="account")
    data["step"] = answer["Location"]
    return page(request, "accounts/carry_on.html", data, title="One more step", zone="account", form=True)
