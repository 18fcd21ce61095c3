"""No table about people is forgotten by export and erasure."""

from django.apps import apps

from hearten.config.personal_data import APPS, NOTHING_PERSONAL
from tests.accounts.lives import NOT_THEIRS, is_free_text, models_of_people


def test_every_app_with_tables_says_what_it_keeps_of_people() -> None:  # R102
    with_tables = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("hearten.") and list(config.get_models())
    }
    missing = with_tables - set(APPS) - set(NOTHING_PERSONAL)
    assert not missing, f"config/personal_data.py says nothing of {sorted(missing)}"


def test_every_app_tells_people_what_is_erased() -> None:  # R102
    assert not [name for name, app in APPS.items() if not app.says]


def test_apps_are_erased_from_the_top_down() -> None:
    above = ["home", "imports", "library", "questions", "blog", "groups"]
    order = [*above, "directory", "moderation", "media", "accounts"]
    assert list(APPS) == [name for name in order if name in APPS]


def test_an_app_with_people_in_it_has_a_reason_to_be_left_out() -> None:
    of_people = {model._meta.app_label for model in models_of_people()}
    assert not [name for name in of_people & set(NOTHING_PERSONAL) if not NOTHING_PERSONAL[name]]


def test_the_lives_of_these_tests_fill_every_table_that_people_write_to(lives) -> None:  # I31
    written = {
        model.__name__
        for model in models_of_people()
        if any(is_free_text(column) for column in model._meta.concrete_fields)
    }
    filled = set().union(*(life.rows for life in lives))
    assert not written - filled - set(NOT_THEIRS), "tests/accounts/lives.py fills no row of these"
