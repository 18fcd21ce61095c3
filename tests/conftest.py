"""Fixtures every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client, TransactionTestCase
from django.urls import get_resolver
from hypothesis import settings as properties
from playwright.sync_api import Browser, sync_playwright

from hearten.accounts.models import Account
from hearten.events import anchor
from hearten.events.models import AuditRow
from tests import cast as people
from tests import tones
from tests.chains import lifted as lifted_chain
from tests.processes import Served, copied
from tests.site import Site

#: The browser's programs. Without windows the same engine takes a quarter of the time, but hears nothing.
SHELL, WHOLE = "chromium-headless-shell", "chromium"
#: What a browser needs in a container, and what keeps it from talking to anybody else.
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip

#: A property is right or wrong; how long one example takes says only how busy the machine is. With CI set, the same
#: code is tried with the same examples; everybody else tries new ones, and pins in a test what they find.
properties.register_profile("hearten", deadline=None, derandomize="CI" in os.environ)
properties.load_profile("hearten")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run on another database leaves out the tests it can't say anything new in: they run on SQLite."""
    if "HEARTEN_TEST_DATABASE_URL" in os.environ:
        config.hook.pytest_deselected(items=[item for item in items if not depends_on_the_database(item)])
        items[:] = [item for item in items if depends_on_the_database(item)]


def depends_on_the_database(item: pytest.Item) -> bool:
    """By its marker, or by a fixture that gives it the database; not when it is about words or sound alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("anywhere"):
        return False
    return item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file, as on a host, so that threads meet real locks; without waiting for the disk."""
    database = django_settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(Path(django_settings.DATA_DIR) / "test.sqlite3")
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session", autouse=True)
def chains_end_with_their_test() -> Iterator[None]:
    """The audit chain can't be deleted, not even by the flush after a test with real transactions."""
    flush = TransactionTestCase._fixture_teardown

    def chain_first(case: TransactionTestCase) -> None:
        lifted_chain(AuditRow.objects.all().delete)
        anchor.file().unlink(missing_ok=True)
        flush(case)

    TransactionTestCase._fixture_teardown = chain_first
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(scope="session", autouse=True)
def hashed_static_files() -> None:
    """Pages are tested with the hashed names people get."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def every_view_imported() -> None:
    """Views are imported with the first request; inside a test that patches something they would keep the patch."""
    assert get_resolver().url_patterns


@pytest.fixture
def cast(db: None) -> people.Cast:
    """The named cast, with a fresh database."""
    return people.assemble()


@pytest.fixture
def signed_in(cast: people.Cast):
    """`signed_in(cast.ben)` is Ben's browser; `signed_in(None)` is Eve's."""

    def browser(account: Account | None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser a test process. Open a `new_context()` for each person."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(SHELL, WHOLE), args=CHROMIUM)
        yield browser
        browser.close()


def program(*names: str) -> str:
    """Where the first of these is on this machine."""
    found = [os.environ.get("HEARTEN_CHROMIUM"), *map(shutil.which, names)]
    return next(filter(None, found), None) or pytest.fail(
        "Chromium is missing: bin/test installs it, or set HEARTEN_CHROMIUM"
    )


@pytest.fixture(scope="session")
def hearing(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The same browser with a microphone that hears one tone, in contexts with `permissions=["microphone"]`."""
    heard = tones.tone(tmp_path_factory.mktemp("microphone") / "tone.wav")
    made_up = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={heard}"]
    browser = chromium.browser_type.launch(executable_path=program(WHOLE), args=[*CHROMIUM, *made_up])
    yield browser
    browser.close()


@pytest.fixture
def live_site(transactional_db: None, settings: Any) -> Iterator[Site]:
    """The site behind a real socket, on this test's database. `live_site.origin` is its address."""
    site = Site(settings)
    yield site
    site.stop()


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `bin/hearten init`. Copy it; never write to it."""
    data = tmp_path_factory.mktemp("host") / "data"
    done = Served(data).hearten("init")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def host(initialised: Path, tmp_path: Path) -> Iterator[Served]:
    """A host of this test's own, not yet served: `host.start()`, `host.hearten("doctor")`."""
    with Served(copied(initialised, tmp_path / "data")) as running:
        yield running


@pytest.fixture(scope="module")
def served(initialised: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A host that is being served, shared by a module: pages, live stream and worker as real processes."""
    with Served(copied(initialised, tmp_path_factory.mktemp("served") / "data")) as running:
        yield running.start()


@pytest.fixture
def redis_url() -> str:
    """A private Redis, where bin/test started one."""
    return os.environ.get("HEARTEN_TEST_REDIS") or pytest.skip("no Redis: bin/test starts one")


@pytest.fixture
def postgres_url() -> str:
    """A private PostgreSQL, where bin/test started one."""
    return os.environ.get("HEARTEN_TEST_POSTGRES") or pytest.skip("no PostgreSQL: bin/test starts one")
