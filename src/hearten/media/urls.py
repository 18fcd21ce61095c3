"""Addresses of this app: the shelf on the desk, and the pictures themselves (on the media origin)."""

from django.urls import path, re_path

from hearten.media import views

ID = "[A-Za-z0-9_-]{22}"

urlpatterns = [
    path("desk/images/", views.images, name="images"),
    re_path(rf"^desk/images/(?P<image_id>{ID})/$", views.image, name="image"),
    re_path(rf"^desk/images/(?P<image_id>{ID})/remove/$", views.remove, name="image-remove"),
    re_path(rf"^media/(?P<image_id>{ID})(?P<small>-small)?\.webp$", views.serve, name="media"),
]
