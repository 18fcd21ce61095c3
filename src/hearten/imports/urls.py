"""Addresses of imports."""

from django.urls import URLPattern, URLResolver, path

from hearten.imports.views import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/import/", pages.imports, name="imports"),
    path("desk/import/<int:pk>/", pages.one, name="import"),
    path("desk/import/<int:pk>/start/", pages.start, name="import_start"),
    path("desk/import/<int:pk>/stop/", pages.stop, name="import_stop"),
    path("desk/import/<int:pk>/throw-away/", pages.throw_away, name="import_throw_away"),
    path("desk/import/<int:pk>/report.<slug:form>", pages.download, name="import_report"),
    path("desk/import/<int:pk>/pieces/<int:item>/", pages.item, name="import_item"),
]
