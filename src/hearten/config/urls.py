"""Every address, app by app."""

from django.urls import include, path

handler400 = "hearten.home.errors.bad_request"
handler403 = "hearten.home.errors.not_found"
handler404 = "hearten.home.errors.not_found"
handler500 = "hearten.home.trouble.failed"

urlpatterns = [
    path("", include("hearten.home.urls")),
    # Nothing else begins like these, and they are read most: addresses are tried from the beginning of the list.
    path("@<slug:handle>/", include("hearten.directory.public_urls")),
    path("@<slug:handle>/", include("hearten.library.handle_urls")),
    path("@<slug:handle>/", include("hearten.blog.urls")),
    path("", include("hearten.groups.urls")),
    path("", include("hearten.moderation.urls")),
    path("", include("hearten.accounts.urls")),
    path("desk/", include("hearten.blog.desk_urls")),
    path("", include("hearten.blog.care_urls")),
    path("desk/", include("hearten.directory.urls")),
    path("", include("hearten.media.urls")),
    path("", include("hearten.directory.place_urls")),
    path("", include("hearten.questions.urls")),
    path("", include("hearten.library.urls")),
    path("", include("hearten.imports.urls")),
]
