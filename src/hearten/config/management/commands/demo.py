"""`bin/hearten demo`: bring in the demo community. Running it again adds what is missing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hearten.config import (
    community,
    community_advice,
    community_episodes,
    community_groups,
    community_library,
    community_questions,
    community_talk,
)


class Command(BaseCommand):
    help = "Fill this host with the demo community. Refuses on a host that is not a demo."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This would add made-up people to a real host. Set HEARTEN_DEMO=yes on a demo.")
        people = self.bring()
        self.stdout.write("\nSign in as:")
        for person in people:
            self.stdout.write(f"  {person['login']:<6} {person['passphrase']:<22} {person['line']}")
        self.stdout.write("\nSupport groups, at /groups/:")
        for group in community_groups.groups():
            self.stdout.write(f"  {group['name']:<27} {group['see']}")

    def bring(self) -> list[dict[str, str]]:
        """The whole community, one line a step. Returns who can sign in."""
        self.stdout.write("people …")
        people = community.bring_people()
        community.bring_topics()
        for person in community.table("people")["professionals"]:
            community.bring_therapist(person)
        self.stdout.write("articles, stories and exercises, each read by the Guard …")
        for piece in community.articles():
            community.bring_article(piece)
        self.stdout.write("two episodes, prepared as everybody's …")
        community_episodes.bring_episodes()
        self.stdout.write("the shelf, the paperwork, and what people said …")
        community.bring_resources()
        community_library.bring_groups()
        community_library.bring_collections()
        community_talk.bring_paperwork()
        community_talk.bring_shifts()
        community_talk.bring_comments()
        community_talk.bring_thanks()
        community_questions.bring_questions()
        community_advice.bring_hours()
        community_advice.bring_differing()
        community_advice.bring_flags()
        self.stdout.write("five support groups, and what was said there …")
        community_groups.bring_support_groups()
        return people
