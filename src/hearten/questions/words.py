"""What people read about a question: its state, kind reasons with two ways on, and the answer's first lines."""

from __future__ import annotations

from django.urls import reverse

from hearten.questions.models import Reason

#: What the asker reads when it is not answered. The person is never the reason.
KINDLY = {
    Reason.NEEDS_SOMEONE: "It deserves somebody who knows you and your life. A general answer could do harm.",
    Reason.PERSONAL: "It can only be answered for one person, and nothing here may be advice for one person.",
    Reason.OUTSIDE: "It is outside what this author knows well, and a guess would not help you.",
    Reason.THERE: "Something on this author's page already answers it. Have a look at what they have written.",
    Reason.NO_ROOM: "There was no room for it. That says nothing about your question. Others ask the same things.",
}

TITLE = "An answer to a question"
#: What has to be replaced before the world reads an answer.
GAPS = ("[Ask it here in your own words.]", "[What is known, with a source.]", "[What helps many people.]")
#: Stands where somebody's words were taken out of an answer.
TAKEN_OUT = "[…]"
GAP_LEFT = "Something in [square brackets] still has to be filled in, or taken out of the text."
SCAFFOLD = f"""This is a general answer. It is for everybody who asks this, and it can't fit one person exactly.

## The question

{GAPS[0]}

## What is known

{GAPS[1]}

## What can help

{GAPS[2]}

## When to ask somebody who knows you

A page can't know your situation. If this goes on for weeks, gets in the way of your days, or frightens you, your
own doctor is a good person to begin with.
"""


def ways_on(reason: str, handle: str) -> list[dict[str, str]]:
    """Two other ways to an answer; help in a crisis stands below them in any case."""
    doctor = {"label": "How to talk to a doctor", "href": reverse("in_person") + "#doctor"}
    someone = {"label": "Find a professional", "href": reverse("directory")}
    if reason == Reason.THERE and handle:
        return [{"label": "What this author has written", "href": reverse("therapist", args=[handle])}, doctor]
    if reason == Reason.OUTSIDE:
        return [someone, {"label": "Look for it here", "href": reverse("search")}]
    return [someone, doctor]
