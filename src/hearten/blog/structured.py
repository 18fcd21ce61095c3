"""What search engines read beside a page (schema.org). Never a rating or a review of a person (C1, I24)."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from hearten.blog import notice
from hearten.blog.models import Post
from hearten.blog.models.post import EPISODES
from hearten.blog.player import played
from hearten.blog.queries import Parts

#: Letters that could end the data block early, as JSON writes them.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def article_data(post: Post, by: dict[str, Any], hanging: Parts) -> SafeString:
    """One article. It carries the general-information notice like every other form of the page (I44)."""
    edition = post.edition
    if edition is None or post.published_at is None:
        return data_block({})
    here = notice.absolute(f"/@{by['handle']}/{post.slug}/")
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": edition.title,
            "description": notice.for_preview(edition.summary),
            "disambiguatingDescription": notice.GENERAL,
            "url": here,
            "mainEntityOfPage": here,
            "dateCreated": post.written_on.isoformat(),
            "datePublished": post.published_at.date().isoformat(),
            "dateModified": (post.reviewed_on or edition.made_at.date()).isoformat(),
            "isAccessibleForFree": True,
            "author": person(by),
            "publisher": {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.ORIGIN},
            "about": [{"@type": "Thing", "name": name} for _slug, name in hanging.names],
            "citation": [source.title for source in hanging.sources],
            **(episode_data(post, by) if post.kind in EPISODES else {}),
        }
    )


def episode_data(post: Post, by: dict[str, Any]) -> dict[str, Any]:
    """What an audio or a video says of itself besides (schema.org `PodcastEpisode`, `VideoObject`)."""
    found = played(post)
    if found is None or post.edition is None or post.published_at is None:
        return {}
    seconds = f"PT{max(1, round(found.duration_ms / 1000))}S"
    if found.kind == "video":
        shown = {"thumbnailUrl": found.poster, "contentUrl": found.download_url, "encodingFormat": found.mime}
        when = post.published_at.isoformat(timespec="seconds")
        return {
            "@type": "VideoObject",
            "name": post.edition.title,
            "uploadDate": when,
            "duration": seconds,
            **shown,
        }
    media = {"@type": "MediaObject", "contentUrl": found.download_url, "encodingFormat": found.mime}
    feed = notice.absolute(f"/@{by['handle']}/podcast.xml")
    return {
        "@type": "PodcastEpisode",
        "name": post.edition.title,
        "timeRequired": seconds,
        "associatedMedia": {**media, "duration": seconds},
        "partOfSeries": {"@type": "PodcastSeries", "name": by["name"], "webFeed": feed},
    }


def person_data(by: dict[str, Any], headline: str) -> SafeString:
    """The author of a page, with the label that readers see and nothing that was not checked (I22)."""
    return data_block({"@context": "https://schema.org", **person(by), "description": notice.for_preview(headline)})


def person(by: dict[str, Any]) -> dict[str, Any]:
    """Name, label and address."""
    return {
        "@type": "Person",
        "name": by["name"],
        "jobTitle": by["role_label"],
        "url": notice.absolute(by["url"]),
    }


def data_block(data: dict[str, Any]) -> SafeString:
    """JSON that can stand inside `<script type="application/ld+json">`: a data block, which no browser runs."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308  escaped just here
