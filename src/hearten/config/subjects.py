"""Every kind of thing that can be reported, on one page."""

from hearten.blog import moderated as blog
from hearten.groups import moderated as groups
from hearten.moderation import calls, names
from hearten.moderation.subjects import Subject
from hearten.questions import moderated as questions

SUBJECTS: dict[str, Subject] = {
    "blog.post": blog.POST,
    "blog.comment": blog.COMMENT,
    "blog.storyreview": blog.STORY_REVIEW,
    "groups.supportgroup": groups.GROUP,
    "groups.thread": groups.THREAD,
    "groups.reply": groups.REPLY,
    "groups.entry": groups.ENTRY,
    "groups.membership": groups.ASKING,
    "groups.line": groups.LINE,
    names.KIND: names.NAME,
    calls.KIND: calls.CALL,
    "questions.question": questions.QUESTION,
}
