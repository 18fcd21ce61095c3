"""Addresses of this app: the shelves on the desk, and the files themselves (on the media origin)."""

from django.urls import path, re_path

from hearten.media import recording_serve, recording_views, upload_views, views

ID = "[A-Za-z0-9_-]{22}"
RECORDING = rf"^desk/recordings/(?P<recording_id>{ID})/"
UPLOAD = rf"^desk/recordings/uploads/(?P<upload_id>{ID})/"

urlpatterns = [
    path("desk/images/", views.images, name="images"),
    re_path(rf"^desk/images/(?P<image_id>{ID})/$", views.image, name="image"),
    re_path(rf"^desk/images/(?P<image_id>{ID})/remove/$", views.remove, name="image-remove"),
    re_path(rf"^media/(?P<image_id>{ID})(?P<small>-small)?\.webp$", views.serve, name="media"),
    path("desk/recordings/", recording_views.recordings, name="recordings"),
    path("desk/recordings/uploads/", upload_views.uploads, name="recording-uploads"),
    re_path(rf"{UPLOAD}$", upload_views.upload, name="recording-upload"),
    re_path(rf"{UPLOAD}remove/$", recording_views.remove_upload, name="recording-upload-remove"),
    re_path(rf"{RECORDING}$", recording_views.recording, name="recording"),
    re_path(rf"{RECORDING}remove/$", recording_views.remove, name="recording-remove"),
    re_path(
        rf"^media/recordings/(?P<recording_id>{ID})/(?P<name>[a-z]+(?:-small)?\.(?:mp3|mp4|webp))$",
        recording_serve.serve_recording,
        name="media-recording",
    ),
    re_path(rf"^media/voice/(?P<note_id>{ID})\.mp3$", recording_serve.serve_voice, name="media-voice"),
]
