"""The main way through the product: a professional writes, a newcomer reads, a member answers, all of it meets."""

import re
import urllib.request

import feedparser
import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from hearten.accounts.passphrase import accept
from hearten.blog.models import Comment, Post
from hearten.directory.models import Topic
from tests.blog.pieces import HELD
from tests.blog.reading import address, published
from tests.cast import Cast
from tests.journeys.conftest import Visit
from tests.journeys.hands import PASSPHRASE, begin_article, join, log_in, saved, text_box, title_box, with_scripts
from tests.site import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

TEXT = "Most people lie awake now and then. A steady time for getting up helps many of them."
NOTICE = "This is general information."
WORDS = "The light in the morning helped me."
WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def people(cast: Cast, host_is_ready: None) -> Cast:
    """Ana has a passphrase of her own, and the topic that she writes about exists."""
    cast.ana.set_password(accept("ana", PASSPHRASE))
    cast.ana.save()
    Topic.objects.get_or_create(slug="sleep", defaults={"facet": "condition", "name": "Sleep"})
    return cast


@WAYS
def test_what_a_professional_writes_reaches_a_newcomer_and_a_members_answer_reaches_them_both(
    people: Cast, visit: Visit, live_site: Site, scripts: bool
) -> None:  # R1, R3, R8, R28, I21, I43, I44
    ana, newcomer, member = visit(scripts=scripts), visit(scripts=scripts), visit(scripts=scripts)
    log_in(ana, "ana")
    write(ana)
    publish_past_the_guard(ana)
    piece = Post.objects.public().get()
    call_command("work", once=True)
    read_without_an_account(newcomer, piece)
    join(member, "harbour")
    name = answer(member, piece)
    newcomer.goto(address(piece))
    expect(newcomer.get_by_text(WORDS)).to_have_count(0)
    approve(ana)
    newcomer.reload()
    expect(newcomer.get_by_role("article", name=re.compile(re.escape(name)))).to_contain_text(WORDS)
    assert "harbour" not in newcomer.content()
    assert newcomer.context.cookies() == []
    the_feeds_hold_it(live_site, piece)


def write(page: Page) -> None:
    """Title, summary, topic and text, with words that the Guard holds and words that it would put differently."""
    begin_article(page)
    title_box(page).fill("A night without sleep")
    page.get_by_label("In one or two sentences").fill("What helps many people.")
    text_box(page).fill(f"{TEXT}\n\nHe committed suicide many years ago.\n\n{HELD}")
    page.get_by_text("Topics", exact=True).first.click()
    page.get_by_label("Sleep").check()


def publish_past_the_guard(page: Page) -> None:
    """Be stopped, take one suggestion, change the rest, and publish."""
    page.get_by_role("button", name="Go on to publishing").click()
    expect(page.get_by_role("heading", name="Before it goes out")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", name="Not yet. Nothing was published")).to_be_visible()
    assert not Post.objects.public().exists()
    page.get_by_role("link", name="Back to the text").click()
    advice = page.get_by_role("region", name="Worth a look").filter(has_text="committed suicide")
    advice.get_by_role("button", name="Use this wording").click()
    expect(text_box(page)).to_have_value(re.compile("He died by suicide many years ago"))
    text_box(page).fill(text_box(page).input_value().replace(HELD, "Talk to somebody you trust."))
    page.get_by_role("button", name="Go on to publishing").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published. Anyone can read it now.")).to_be_visible()


def read_without_an_account(page: Page, piece: Post) -> None:
    """From the first page, by a link, to the text, its notice, its next step and help."""
    page.goto("/")
    page.get_by_role("link", name="A night without sleep").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A night without sleep")
    for words in (TEXT, "died by suicide", NOTICE, "self-described"):
        expect(page.get_by_text(words).first).to_be_visible()
    step = page.get_by_role("region", name="Where to go from here")
    expect(step.get_by_role("link", name="Get help now")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.context.cookies() == []
    page.goto("/search/")
    page.locator("main").get_by_label("Search").first.fill("steady")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="A night without sleep").click()
    page.wait_for_url(f"**{address(piece)}")
    assert page.context.cookies() == []


def answer(page: Page, piece: Post) -> str:
    """Comment under one of the offered names, which nobody typed. Returns it."""
    page.goto(address(piece))
    chosen = page.locator("#answer input[name=name]").first
    name = chosen.get_attribute("value")
    assert name
    chosen.check()
    page.get_by_label("Your words").fill(WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It appears when it has been read by the page's owner")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    return name


def approve(page: Page) -> None:
    """Ana reads what waits, and lets it appear."""
    page.goto("/desk/")
    page.get_by_role("link", name="Comments, some wait for you").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert "harbour" not in page.content()
    page.get_by_role("button", name="Let it appear").click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()


def the_feeds_hold_it(live_site: Site, piece: Post) -> None:
    """Both feeds carry the text with its notice and its way to help (R1, R3, I44)."""
    for name in ("feed.xml", "atom.xml"):
        with urllib.request.urlopen(f"{live_site.origin}/@ana/{name}") as sent:
            assert sent.headers.get("Set-Cookie") is None
            feed = feedparser.parse(sent.read())
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == ["A night without sleep"]
        assert feed.entries[0].link == f"{live_site.origin}{address(piece)}"
        words = feed.entries[0].content[0].value if "content" in feed.entries[0] else feed.entries[0].summary
        assert NOTICE in words
        assert "/crisis/" in words


def test_while_she_types_the_words_are_saved_shown_and_checked(people: Cast, visit: Visit) -> None:
    page = visit(people.ana)
    begin_article(page)
    with_scripts(page)
    title_box(page).press_sequentially("A night")
    text_box(page).press_sequentially("## Light\n\nIn the *morning*. He committed suicide.")
    expect(page.locator("#preview").get_by_role("heading", name="Light")).to_be_visible()
    expect(page.locator("#check").get_by_role("button", name="Use this wording")).to_be_visible()
    expect(page.locator("#check mark")).to_have_text("committed suicide")
    saved(page)
    expect(page.get_by_role("status").filter(has_text="worth a look")).to_have_count(1)  # a screen reader hears it
    post = Post.objects.get()
    assert (post.title, post.body.splitlines()[0]) == ("A night", "## Light")


def test_on_a_telephone_writing_check_and_preview_are_three_tabs(people: Cast, visit: Visit) -> None:
    page = visit(people.ana, viewport={"width": 360, "height": 800})
    begin_article(page)
    with_scripts(page)
    text_box(page).fill("## Light\n\nIn the morning.")
    expect(page.locator("#preview")).to_be_hidden()
    page.get_by_role("tab", name="Write").press("ArrowLeft")
    expect(page.get_by_role("tab", name="Preview")).to_be_focused()
    expect(page.locator("#preview").get_by_role("heading", name="Light")).to_be_visible()
    expect(text_box(page)).to_be_hidden()


def test_a_suggestion_can_be_taken_on_the_last_page_before_publishing(people: Cast, visit: Visit) -> None:  # R28
    page = visit(people.ana)
    begin_article(page)
    title_box(page).fill("A night")
    text_box(page).fill("He committed suicide many years ago.")
    page.get_by_role("button", name="Go on to publishing").click()
    page.get_by_role("button", name="Use this wording").click()
    expect(page.get_by_role("heading", name="Before it goes out")).to_be_visible()
    expect(page.get_by_text("committed suicide")).to_have_count(0)
    post = Post.objects.get()
    assert post.body == "He died by suicide many years ago."
    assert post.edition is None


def test_pressing_send_twice_says_it_once(people: Cast, visit: Visit) -> None:
    piece = published(people.ana)
    page = visit(people.ben)
    page.goto(address(piece))
    page.get_by_label("Your words").fill(WORDS)
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.goto(address(piece))
    expect(page.get_by_text(WORDS)).to_have_count(1)
    assert Comment.objects.count() == 1


def test_pressing_publish_twice_publishes_once(people: Cast, visit: Visit) -> None:
    page = visit(people.ana)
    begin_article(page)
    title_box(page).fill("A night without sleep")
    page.get_by_label("In one or two sentences").fill("What helps many people.")
    text_box(page).fill(TEXT)
    page.get_by_text("Topics", exact=True).first.click()
    page.get_by_label("Sleep").check()
    page.get_by_role("button", name="Go on to publishing").click()
    page.get_by_role("button", name="Publish", exact=True).dblclick()
    expect(page.get_by_text("Published. Anyone can read it now.")).to_be_visible()
    assert Post.objects.get().editions.count() == 1


def test_a_member_can_change_and_take_back_what_they_wrote(people: Cast, visit: Visit) -> None:  # R9
    piece = published(people.ana)
    page = visit(people.ben, scripts=False)
    page.goto(address(piece))
    page.get_by_label("Your words").fill(WORDS)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Change or take back").click()
    page.get_by_label("Your words").fill("Going out early helped me.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Going out early helped me.")).to_be_visible()
    page.get_by_role("link", name="Change or take back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Going out early helped me.")).to_have_count(0)
    assert not Comment.objects.filter(body__contains="helped").exists()
