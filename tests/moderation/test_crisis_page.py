"""Help in a crisis answers in every state of the system, with numbers exactly as the directory has them."""

import html
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearten.moderation import crisis_lines
from tests.cast import Cast

ROOT = Path(__file__).parents[2]
DIRECTORY = crisis_lines.load()
NUMBERS = {n for c in DIRECTORY.countries for line in c.lines for n in (line.phone, line.sms) if n} | {
    e.number for c in [*DIRECTORY.countries, DIRECTORY.elsewhere] for e in c.emergency
}
PAGES = ["/crisis/", *(f"/crisis/{country.code}/" for country in DIRECTORY.countries)]


def usable(content: bytes) -> bool:
    """A reader in danger finds something to press."""
    return b'href="tel:' in content


def dialled(content: bytes) -> list[tuple[str, str]]:
    """Every number on a page: what a press dials, and what the eye reads."""
    pairs = re.findall(r'<a[^>]*href="((?:tel|sms):[^"]+)">(?:Call |Text )?([^<]+)</a>', content.decode())
    return [(address, html.unescape(text).strip()) for address, text in pairs]


class TestItAnswersInEveryState:  # I9
    """These run without the database fixture: any query at all would fail them."""

    @pytest.mark.parametrize("path", PAGES)
    def test_without_an_account_a_cookie_or_a_database(self, path: str, client: Client):
        response = client.get(path)
        assert (response.status_code, usable(response.content)) == (200, True)
        assert not response.cookies

    @pytest.mark.parametrize("path", ["/crisis/", "/crisis/se/", "/crisis/zz/", "/sw.js"])
    def test_with_a_session_cookie_that_nobody_can_look_up(self, path: str, client: Client):
        client.cookies["s"] = "no-such-session"
        client.cookies["c"] = "no-such-token"
        assert client.get(path).status_code in {200, 404}

    @pytest.mark.parametrize("path", ["/crisis/", "/crisis/se/", "/sw.js"])
    def test_during_maintenance(self, path: str, client: Client, settings):
        settings.MAINTENANCE = True
        assert client.get(path).status_code == 200
        assert client.get("/").status_code == 503

    def test_to_a_head_request(self, client: Client):
        assert client.head("/crisis/").status_code == 200

    def test_for_a_country_nobody_listed(self, client: Client):
        response = client.get("/crisis/zz/")
        assert (response.status_code, usable(response.content)) == (404, True)
        assert DIRECTORY.elsewhere.finders[0].url in html.unescape(response.content.decode())

    def test_for_a_code_in_capitals(self, client: Client):
        assert client.get("/crisis/SE/").content == client.get("/crisis/se/").content

    def test_without_scripts(self, client: Client):
        """Nothing on the page waits for a script: no hidden content, no button that only a script answers."""
        content = client.get("/crisis/se/").content.decode()
        main = content[content.index("<main") : content.index("</main>")]
        assert not re.search(r"<button|<script| hidden|hx-", main)

    def test_with_a_broken_file_of_checks(self, client: Client, data_dir: Path):
        for broken in ["", "{", '["x"]', '{"se-bris": 7}', '{"se-bris": "soon"}']:
            (data_dir / "crisis-checks.json").write_text(broken, encoding="utf-8")
            response = client.get("/crisis/se/")
            assert b"Not checked by this host" in response.content


@pytest.mark.parametrize("state", ["", "younger", "restricted"])
def test_somebody_signed_in_or_paused_gets_the_same_page_as_anybody(cast: Cast, signed_in, state: str):  # I9
    cast.hugo.paused = state
    cast.hugo.save()
    assert signed_in(cast.hugo).get("/crisis/").content == signed_in(None).get("/crisis/").content


@pytest.mark.process
def test_the_page_stands_when_the_database_is_gone(tmp_path: Path):  # I9
    code = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "client = Client(raise_request_exception=False, headers={'host': 'localhost'})\n"
        "client.cookies['s'] = 'somebody'\n"
        "assert client.get('/you/').status_code == 500, 'the database is meant to be broken'\n"
        "for path in ['/crisis/', '/crisis/se/', '/crisis/zz/', '/sw.js']:\n"
        "    assert client.get(path).status_code == (404 if 'zz' in path else 200), path\n"
    )
    broken = {"DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/x.sqlite3", "HEARTEN_DATA": str(tmp_path)}
    broken["HEARTEN_DEBUG"] = "yes"  # style sheets under their own names: nothing was collected there
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, **broken}, timeout=60)


class TestNumbers:  # I10
    @pytest.mark.parametrize("path", PAGES)
    def test_every_number_is_a_record_word_for_word(self, path: str, client: Client):
        for address, text in dialled(client.get(path).content):
            assert text in NUMBERS
            assert address in {crisis_lines.tel_href(text), crisis_lines.sms_href(text)}

    @pytest.mark.parametrize("country", DIRECTORY.countries, ids=lambda country: country.code)
    def test_every_visible_line_of_a_country_is_there(self, country, client: Client):
        content = html.unescape(client.get(f"/crisis/{country.code}/").content.decode())
        for line in country.lines:
            for fact in filter(None, [line.name, line.phone, line.sms, line.chat_url, line.hours, line.note]):
                assert fact in content

    def test_the_emergency_number_comes_before_every_line(self, client: Client):
        for country in DIRECTORY.countries:
            shown = [text for _, text in dialled(client.get(f"/crisis/{country.code}/").content)]
            first = {entry.number for entry in country.emergency}
            assert set(shown[: len(first)]) == first

    def test_a_checked_line_shows_its_day(self, client: Client, checked):
        today = timezone.localdate()
        checked("se-bris", today)
        content = client.get("/crisis/se/").content.decode()
        assert f"Checked on {today.day} {today:%B %Y}" in content
        assert "Not checked by this host" in content  # the others

    def test_a_check_of_more_than_a_year_ago_says_so(self, client: Client, checked):
        checked("se-bris", timezone.localdate() - timedelta(days=400))
        assert b"which is more than a year ago" in client.get("/crisis/se/").content

    def test_a_check_of_more_than_two_years_ago_hides_the_line(self, client: Client, checked):
        checked("se-bris", timezone.localdate() - timedelta(days=800))
        assert b"Bris" not in client.get("/crisis/se/").content

    def test_no_word_of_doubt_stands_beside_an_emergency_number(self, client: Client):
        content = client.get("/crisis/se/").content.decode()
        emergency = content[content.index("Danger to life") : content.index("People who listen")]
        assert "ot checked" not in emergency


class TestWhoseCountry:  # I11
    def test_without_a_choice_of_the_host_no_countrys_line_is_shown(self, client: Client, settings):
        settings.COUNTRY = ""
        content = client.get("/crisis/").content.decode()
        lines = {line.name for country in DIRECTORY.countries for line in country.lines}
        assert not [name for name in lines if html.escape(name) in content]

    def test_the_hosts_country_is_named_where_its_lines_stand(self, client: Client, settings):
        settings.COUNTRY = "se"
        content = client.get("/crisis/").content.decode()
        assert content.index("In Sweden") < content.index("Självmordslinjen")

    def test_every_listed_country_can_be_chosen(self, client: Client):
        content = html.unescape(client.get("/crisis/").content.decode())
        for country in DIRECTORY.countries:
            assert f'href="/crisis/{country.code}/"' in content

    def test_the_language_of_the_browser_changes_nothing(self, client: Client):
        assert (
            client.get("/crisis/", headers={"accept-language": "en-US"}).content == client.get("/crisis/").content
        )


class TestWords:
    def test_it_says_that_we_cannot_send_help(self, client: Client):  # C6
        for path in ["/crisis/", "/crisis/se/"]:
            assert b"If you stay anonymous we cannot send help to you." in client.get(path).content

    def test_it_never_says_that_somebody_is_watching(self, client: Client):  # I13
        for path in PAGES:
            assert not re.search(r"on duty|is reading|safety team", client.get(path).content.decode())

    @pytest.mark.parametrize("path", ["/crisis/", "/crisis/se/", "/crisis/us/"])
    def test_young_people_find_their_place(self, path: str, client: Client):  # R98
        assert b'id="youth"' in client.get(path).content

    def test_the_title_says_nothing_about_the_reader(self, client: Client):  # I27
        assert b"<title>Help \xc2\xb7 " in client.get("/crisis/se/").content

    def test_nothing_is_fetched_from_elsewhere(self, client: Client):  # I21
        for path in PAGES:
            content = html.unescape(client.get(path).content.decode())
            assert not re.search(r'(?:src|<link[^>]*href)="https?://', content)


def test_anyone_may_keep_the_page(client: Client):
    response = client.get("/crisis/")
    assert response["Cache-Control"].startswith("public")
    assert "stale-if-error" in response["Cache-Control"]
    assert "Vary" not in response


def test_the_pages_are_small_enough_for_a_slow_line(client: Client):  # R32, R53
    assert max(len(client.get(path).content) for path in PAGES) < 30_000


def test_the_panel_leads_to_the_page():
    assert reverse("crisis") == "/crisis/"
