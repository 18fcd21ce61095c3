"""Addresses for looking after what readers meet: comments, sources they ask for, and stories read again."""

from django.urls import path

from hearten.blog.views import desk_comments, differing, editing, helping, sourcing, story_reviews

urlpatterns = [
    path("desk/comments/", desk_comments.waiting, name="comments_waiting"),
    path("desk/comments/<int:pk>/approve/", desk_comments.approve, name="comment_approve"),
    path("desk/comments/<int:pk>/refuse/", desk_comments.refuse, name="comment_refuse"),
    path("desk/helpers/", helping.helpers, name="helpers"),
    path("desk/helpers/<int:pk>/end/", helping.stop, name="helper_end"),
    path("helping/", helping.helping, name="helping"),
    path("helping/<int:pk>/answer/", helping.answer, name="helping_answer"),
    path("helping/<int:pk>/", helping.comments, name="helping_comments"),
    path("helping/<int:pk>/comments/<int:comment>/", helping.approve, name="helping_approve"),
    path("helping/<int:pk>/comments/<int:comment>/refuse/", helping.refuse, name="helping_refuse"),
    path("editing/", editing.queue, name="editing"),
    path("editing/sources/<int:pk>/", editing.source_ask, name="source_ask"),
    path("editing/differing/", differing.editor_declare, name="editing_differing"),
    path("editing/differing/<int:pk>/", differing.settle, name="differing_settle"),
    path("desk/differing/", differing.own, name="differing_own"),
    path("desk/differing/<int:pk>/", differing.one, name="differing_one"),
    path("desk/posts/<int:pk>/differing/", differing.declare, name="post_differing"),
    path("sources/receipt/<str:pk>/", sourcing.receipt, name="source_receipt"),
    path("safety/stories/<int:pk>/", story_reviews.story_review, name="story_review"),
]
