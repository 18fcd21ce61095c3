"""The rows of therapist pages."""

from hearten.blog.models.comment import Comment, Thanks
from hearten.blog.models.differing import Differing
from hearten.blog.models.episode import Episode, EpisodeEdition, Podcast
from hearten.blog.models.helper import Helper
from hearten.blog.models.post import Edition, Kind, Post, PostTopic, Revision, Series, Source, StorySource
from hearten.blog.models.resource import Resource
from hearten.blog.models.review import Acknowledgement, ColleagueLook, Release, StoryReview
from hearten.blog.models.sourcing import SourceAsk, SourceFlag

__all__ = [
    "Acknowledgement",
    "ColleagueLook",
    "Comment",
    "Differing",
    "Edition",
    "Episode",
    "EpisodeEdition",
    "Helper",
    "Kind",
    "Podcast",
    "Post",
    "PostTopic",
    "Release",
    "Resource",
    "Revision",
    "Series",
    "Source",
    "SourceAsk",
    "SourceFlag",
    "StoryReview",
    "StorySource",
    "Thanks",
]
