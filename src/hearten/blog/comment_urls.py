"""Addresses under `/desk/comments/`: what waits on one's own page."""

from django.urls import path

from hearten.blog.views import desk_comments

urlpatterns = [
    path("", desk_comments.waiting, name="comments_waiting"),
    path("<int:pk>/approve/", desk_comments.approve, name="comment_approve"),
    path("<int:pk>/refuse/", desk_comments.refuse, name="comment_refuse"),
]
