"""Readers of blog and podcast exports: a stream of posts out of a file. Pure; nothing is fetched.

    for post in read(Path("export.xml")):
        print(post.title)

`open_archive` gives more: the kind of an archive, and the pictures in it. `to_markdown` turns a post's text into
Markdown. Whatever can't be read raises `Refused` with a sentence for the person who chose the file.
"""

from hearten_archives.archive import Archive, fingerprint, open_archive, read
from hearten_archives.post import ArchivedComment, ArchivedPost, Enclosure
from hearten_archives.refused import LIMITS, Limits, Refused
from hearten_archives.to_markdown import Converted, to_markdown

__all__ = [
    "LIMITS",
    "Archive",
    "ArchivedComment",
    "ArchivedPost",
    "Converted",
    "Enclosure",
    "Limits",
    "Refused",
    "fingerprint",
    "open_archive",
    "read",
    "to_markdown",
]
