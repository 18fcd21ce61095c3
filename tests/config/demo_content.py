"""Reads the demo community's content files, and measures how hard a text is to read."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[2] / "src/hearten/config/demo"
TODAY = date(2026, 11, 23)  # the day the demo's dates are told from
HEALTH_WORDS = re.compile(
    r"anxi|depress|panic|suicid|grie[fv]|burn-?out|sleep|insomnia|mood|stress|lonel|worry|therap|cbt|trauma|mental"
)


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text())


def read_page(path: Path) -> dict[str, Any]:
    """A page's front matter and its Markdown."""
    _, front, body = path.read_text().split("+++\n", 2)
    return {**tomllib.loads(front), "body": body.strip(), "file": path.stem}


PAGES = [read_page(path) for path in sorted((DEMO / "articles").glob("*.md"))]
ARTICLES = [page for page in PAGES if page["kind"] == "article"]
STORIES = [page for page in PAGES if page["kind"] == "story"]
TOPICS = {f"{topic['facet']}:{topic['slug']}" for topic in toml("topics.toml")["topics"]}
EXERCISES = toml("exercises.toml")["exercises"]
RESOURCES = toml("resources.toml")["resources"]
PEOPLE = toml("people.toml")
COMMENTS = toml("comments.toml")["comments"]
PERSONAS = {persona["label"]: persona for persona in toml("comments.toml")["personas"]}
HOST = toml("host.toml")
GROUPS = [tomllib.loads(path.read_text()) for path in sorted((DEMO / "groups").glob("*.toml"))]


def plain(markdown: str) -> str:
    """What a reader's ear would get: no links, no marks, no headings."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"^#+ .*$", "", text, flags=re.MULTILINE)  # headings would make the text look easier
    text = re.sub(r"^(\s*(?:[-*]|\d+\.) .*[^.?!:\n])$", r"\1.", text, flags=re.MULTILINE)
    return re.sub(r"[*_`>]|^\s*(?:[-*]|\d+\.) |^---$", "", text, flags=re.MULTILINE)


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e: close enough for a mean over hundreds of words."""
    word = re.sub(r"[^a-zåäö]", "", word.lower())
    groups = len(re.findall(r"[aeiouyåäö]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


def grade(markdown: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al. 1975): 0.39 words/sentence + 11.8 syllables/word - 15.59."""
    text = plain(markdown)
    words = re.findall(r"[A-Za-zÅÄÖåäö][\w'’-]*", text)
    sentences = [part for part in re.split(r"""[.?!]+["')*]*(?:\s|$)|\n\n""", text) if re.search(r"\w", part)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def word_count(markdown: str) -> int:
    return len(plain(markdown).split())


def group_texts() -> list[tuple[str, str, str]]:
    """What is said in the demo's groups, and what the groups say of themselves."""
    found = []
    for group in GROUPS:
        about = [group["purpose"], group["tone"], *group["norms"], group["agreement"], group["for_whom"]]
        found.append((f"group: {group['key']}", "article", "\n\n".join(about)))
        for number, talk in enumerate(group["talks"]):
            where = f"{group['key']}-{number}"
            found.append((where, "post", f"{talk['title']}\n\n{talk['text'].strip()}"))
            answers = enumerate(talk.get("answers", []))
            found += [(f"{where}-{place}", "post", each["text"]) for place, each in answers]
    return found


def texts() -> list[tuple[str, str, str]]:
    """Every shipped text as (where, purpose for the Guard, words)."""
    found = []
    for page in PAGES:
        purpose = f"story-{page['story_source']}" if page["kind"] == "story" else "article"
        found.append((page["file"], purpose, f"{page['title']}\n\n{page['summary']}\n\n{page['body']}"))
    for exercise in EXERCISES:
        found.append((exercise["slug"], "article", (DEMO / "exercises" / f"{exercise['slug']}.md").read_text()))
    for item in COMMENTS:
        found.append((item["id"], "reply" if item["by"] in ("ana", "farid") else "post", item["text"]))
    for person in PEOPLE["professionals"]:
        parts = [person["headline"], person["bio"], person["approach"], person["audience"], person["purpose"]]
        found.append((f"{person['login']}'s bio", "bio", "\n\n".join([*parts, *person["will_not_do"]])))
        found.append((f"{person['login']}'s policy", "bio", "\n\n".join(person["social_media_policy"])))
    found += [(f"shelf: {row['title']}", "article", row["why"]) for row in RESOURCES]
    found += group_texts()
    return found + [(f"page: {name}", "article", text) for name, text in HOST["pages"].items()]


TEXTS = texts()


def ids(rows: list[Any]) -> list[str]:
    return [row["file"] if "file" in row else row["slug"] for row in rows]
