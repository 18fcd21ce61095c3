"""Every page a person can meet, by role: where it is, and what has to be done there to meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.blog.reading import CRISIS
from tests.journeys.arriving import log_in_ended, no_room, one_step_more, words_at_the_door, words_back
from tests.journeys.hands import PASSPHRASE


@dataclass(frozen=True)
class Place:
    """One page. who: a log-in name, or "" without an account. path: with names of World.at in braces.

    broken: the machine can't do it, and says so on a page.
    """

    name: str
    path: str
    who: str = ""
    act: Callable[[Page], None] | None = None
    broken: bool = False


def press(label: str, *fills: tuple[str, str]) -> Callable[[Page], None]:
    """Fill in some fields, send the form as if the browser had let everything through, and meet what comes."""

    def act(page: Page) -> None:
        page.eval_on_selector_all("form", "forms => forms.forEach(form => { form.noValidate = true })")
        for field, words in fills:
            page.get_by_label(field, exact=True).first.fill(words)
        page.locator("main").get_by_role("button", name=label, exact=True).last.click()
        expect(page.locator(".form-errors, .finding, .crisis, #masks").first).to_be_visible()

    return act


AGAIN = (("A passphrase", PASSPHRASE), ("The same passphrase again", PASSPHRASE))
TAKEN = press("Join", ("Your log-in name", "ben"), *AGAIN)
WRONG = press("Log in", ("Your log-in name", "ben"), ("Your passphrase", "not the right one"))
NO_CODE = press("Log in", ("Your log-in name", "ben"), ("One of your printed codes", "aaaa-bbbb-cccc-dddd"), *AGAIN)
DIRECTS = press("Send", ("Your words", "You should stop taking your medication. Birch."))
BAD_DIGITS = press("Save", ("The six digits that your app shows now", "000000"))
NO_REASON = press("Ask a second person")
MASKS = press("Send", ("Your words", "I work at Barclays. Call me on 07911 123456 about the birch."))
IN_DANGER = press("Send", ("Your words", f"{CRISIS} Birch."))


def not_later(page: Page) -> None:
    """A notice that shall wait, without a day or a reason."""
    opened(page)
    press("Tell them later")(page)


def looking(page: Page) -> None:
    """What lies behind a name stands only in the answer to a press."""
    page.locator("main").get_by_role("button", name="Look now", exact=True).click()
    expect(page.get_by_role("heading", name="The account")).to_be_visible()


def opened(page: Page) -> None:
    """Everything that can be opened on a page is open."""
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")


def opened_and(label: str) -> Callable[[Page], None]:
    """Everything is open, and a form there was sent empty."""

    def act(page: Page) -> None:
        opened(page)
        press(label)(page)

    return act


def no_file(page: Page) -> None:
    """Captions from a file, and none was chosen."""
    opened(page)
    press("Use this file")(page)


PUBLIC = [
    Place("first page", "/"),
    Place("learn", "/learn/"),
    Place("topic", "/topics/{topic}/"),
    Place("search", "/search/"),
    Place("search, found", "/search/?q=birch"),
    Place("search, nothing", "/search/?q=xyzzy"),
    Place("library", "/library/"),
    Place("library, nothing fits", "/library/?kind=app&cost=paid"),
    Place("shelf of a professional", "/@ana/resources/"),
    Place("collections", "/library/collections/"),
    Place("one collection", "/library/collections/birch/"),
    Place("groups elsewhere", "/library/groups/"),
    Place("groups", "/groups/"),
    Place("groups, choosing", "/groups/?now=yes", "", opened),
    Place("a group before joining", "/groups/{group}/about/", "", opened),
    Place("ways of working", "/approaches/"),
    Place("one way of working", "/approaches/cbt/"),
    Place("first meeting", "/approaches/first-meeting/"),
    Place("what changed in a way of working", "/approaches/cbt/changes/"),
    Place("directory", "/therapists/"),
    Place("how credentials are checked", "/about/credentials/"),
    Place("about", "/about/"),
    Place("how decisions are made", "/about/transparency/"),
    Place("accessibility", "/accessibility/"),
    Place("privacy", "/privacy/"),
    Place("terms", "/terms/"),
    Place("help in person", "/help-in-person/"),
    Place("a moment, without an account", "/a-moment/", "", opened),
    Place("leaving", "/leaving/"),
    Place("crisis", "/crisis/"),
    Place("crisis in Sweden", "/crisis/se/"),
    Place("crisis in Britain", "/crisis/gb/"),
    Place("crisis in Brazil", "/crisis/br/"),
    Place("crisis where nobody is known", "/crisis/zz/"),
    Place("page of a professional", "/@ana/"),
    Place("about a professional", "/@ana/about/"),
    Place("policy", "/@ana/policy/"),
    Place("older policy", "/@ana/policy/1/"),
    Place("article", "{piece}"),
    Place("story", "{story}"),
    Place("exercise", "{try}"),
    Place("event", "{meet}"),
    Place("old article, comments closed", "{old}"),
    Place("article, saying thanks", "{piece}?n=thanks"),
    Place("article, what has changed", "{piece}changes/"),
    Place("an audio", "{sound}"),
    Place("an audio, its transcript", "{sound}transcript/"),
    Place("a video", "{film}"),
    Place("report", "{report}"),
    Place("receipt", "/report/receipt/{receipt}/"),
    Place("pieces that differ", "{piece}differing/"),
    Place("series, its page", "/@ana/series/steps/"),
    Place("a general question, signed out", "/@ana/questions/new/"),
    Place("the parts of pages", "/kit/", "grace"),
    Place("nothing here", "/nothing-here/"),
    Place("under 18", "/account/younger/"),
    Place("join", "/account/signup/"),
    Place("join, name taken", "/account/signup/", "", TAKEN),
    Place("join with a passkey", "/account/signup/passkey/"),
    Place("log in", "/account/login/"),
    Place("log in, wrong", "/account/login/", "", WRONG),
    Place("log in with a passkey", "/account/login/passkey/"),
    Place("recover", "/account/recover/"),
    Place("recover, wrong", "/account/recover/", "", NO_CODE),
]
MEMBER = [
    Place("you", "/you/", "ben"),
    Place("a moment", "/a-moment/", "ben", opened),
    Place("a moment, in no group", "/a-moment/", "ana"),
    Place("a card, none yet", "/you/card/", "ben", opened),
    Place("a card, nothing written", "/you/card/", "ben", press("Seal my card")),
    Place("a card, kept", "/you/card/", "cleo", opened),
    Place("who looked, nobody", "/you/looks/", "hugo"),
    Place("who looked", "/you/looks/", "cleo"),
    Place("a copy", "/you/export/", "ben"),
    Place("erase", "/you/erase/", "ben"),
    Place("erase, begun", "/you/erase/", "goer"),
    Place("you, while erasing", "/you/", "goer"),
    Place("paused", "/learn/", "young"),
    Place("people one doesn't read", "/you/blocks/", "ben"),
    Place("people one doesn't read, none", "/you/blocks/", "hugo"),
    Place("decisions", "/you/decisions/", "ben"),
    Place("no decisions", "/you/decisions/", "hugo"),
    Place("decision", "/you/decisions/{decision}/", "ben", opened),
    Place("decision, asked again", "/you/decisions/{appealed}/", "ben", opened),
    Place("decision, nothing said", "/you/decisions/{decision}/", "ben", press("Ask for another look")),
    Place("words for you", "/you/words/", "hugo"),
    Place("words for you, none", "/you/words/", "ben"),
    Place("words for you, one", "/you/words/{letter}/", "hugo"),
    Place("words for you, nothing written", "/you/words/{letter}/", "hugo", press("Send")),
    Place("decision about a name", "/you/decisions/{muted}/", "sam", opened),
    Place("comment, only reading for now", "{piece}", "sam", press("Send", ("Your words", "Birch words."))),
    Place("safety of the account", "/account/security/", "ben"),
    Place("new passphrase", "/account/passphrase/", "ben"),
    Place("new codes", "/account/codes/", "ben"),
    Place("a passkey", "/account/passkeys/add/", "ben"),
    Place("an app", "/account/app/", "ben"),
    Place("an app, wrong", "/account/app/", "ben", BAD_DIGITS),
    Place("log out", "/account/logout/", "ben"),
    Place("is it you", "/account/confirm/", "ben"),
    Place("under 18, with an account", "/account/younger/", "ben"),
    Place("article, answering", "{piece}", "ben"),
    Place("article, answering somebody", "{piece}?answer={own_comment}", "ben"),
    Place("article, first comment", "{story}", "goer"),
    Place("comment, held", "{piece}", "ben", DIRECTS),
    Place("comment, empty", "{piece}", "ben", press("Send")),
    Place("comment, in danger", "{piece}", "ben", IN_DANGER),
    Place("own comment", "{piece}comments/{own_comment}/", "ben"),
    Place("about me", "{story}about-me/", "ben"),
    Place("a general question", "/@ana/questions/new/", "ben"),
    Place("a general question, empty", "/@ana/questions/new/", "ben", press("Send")),
    Place("a general question, log-in ended", "/@ana/questions/new/", "adrift", log_in_ended),
    Place("log in, with words", "/@ana/questions/new/", "adrift", words_at_the_door),
    Place("logged in, words are back", "/@ana/questions/new/", "adrift", words_back),
    Place("logged in, one step more", "/@ana/questions/new/", "steady", one_step_more),
    Place("comment, no room for it", "{piece}", "ben", no_room, broken=True),
    Place("own questions", "/you/questions/", "ben"),
    Place("no questions", "/you/questions/", "hugo"),
    Place("own question", "/you/questions/{question}/", "ben"),
    Place("own question, late", "/you/questions/{late}/", "ben"),
    Place("own question, not answered", "/you/questions/{declined}/", "ben"),
    Place("needs a source", "{piece}needs-a-source/", "ben", opened),
    Place("receipt of a flag", "/sources/receipt/{source_receipt}/", "ben"),
    Place("groups, a member", "/groups/", "ben"),
    Place("group", "/groups/{group}/", "ben", opened),
    Place("group, one's own place", "/groups/{group}/me/", "ben"),
    Place("group, leaving", "/groups/{group}/leave/", "ben"),
    Place("group, joining", "/groups/{group}/join/", "goer"),
    Place("group, asking to join", "/groups/{group_asked}/join/", "goer"),
    Place("group, a closed circle", "/groups/{cohort}/join/", "goer"),
    Place("group, writing", "/groups/{group}/write/", "ben", opened),
    Place("group, writing nothing", "/groups/{group}/write/", "ben", press("Send")),
    Place("talk", "/groups/{group}/t/{talk}/", "cleo", opened),
    Place("talk, just listening", "/groups/{group}/t/{heard}/", "cleo", opened),
    Place("talk, held", "/groups/{group}/t/{talk}/", "cleo", DIRECTS),
    Place("talk, masked", "/groups/{group}/t/{talk}/", "cleo", MASKS),
    Place("talk, in danger", "/groups/{group}/t/{talk}/", "cleo", IN_DANGER),
    Place("a group's notebook", "/groups/{group}/notebook/", "cleo"),
    Place("writing into a notebook", "/groups/{group}/notebook/write/", "ben"),
    Place("writing nothing into a notebook", "/groups/{group}/notebook/write/", "ben", press("Send")),
    Place("own note", "/groups/{group}/entry/{note}/change/", "ben"),
    Place("seven days of a group", "/groups/{group}/week/", "cleo"),
    Place("meetings of a group", "/groups/{group}/meetings/", "ben"),
    Place("a meeting before coming in", "/groups/{group}/meetings/{meeting}/", "ben"),
    Place("a meeting", "/groups/{group}/meetings/{meeting}/", "cleo"),
    Place(
        "a meeting, out of turn",
        "/groups/{group}/meetings/{meeting}/",
        "hugo",
        press("Send", ("Your words", "Birch!")),
    ),
    Place("after a meeting", "/groups/{group}/meetings/{meeting}/after/", "cleo"),
    Place("own words in a talk", "/groups/{group}/thread/{talk}/change/", "ben"),
    Place("own answer", "/groups/{group}/reply/{answer}/change/", "cleo"),
]
DESK = [
    Place("desk", "/desk/", "ana"),
    Place("desk, empty", "/desk/", "farid"),
    Place("bring writing", "/desk/import/", "ana"),
    Place("bring writing, nothing chosen", "/desk/import/", "ana", press("Look what is in it")),
    Place("bring writing, being looked through", "/desk/import/{imp_uploaded}/", "ana"),
    Place("bring writing, ready", "/desk/import/{imp_ready}/", "ana", opened),
    Place("bring writing, on its way", "/desk/import/{imp_running}/", "ana"),
    Place("bring writing, stopped", "/desk/import/{imp_stopped}/", "ana", opened),
    Place("bring writing, report", "/desk/import/{imp_done}/", "ana", opened),
    Place("bring writing, what is held", "/desk/import/{imp_done}/?show=held", "ana", opened),
    Place("bring writing, refused", "/desk/import/{imp_refused}/", "ana"),
    Place("bring writing, one piece", "/desk/import/{imp_done}/pieces/{imp_item}/", "ana", opened),
    Place("editor", "/desk/posts/{ready}/", "ana"),
    Place("editor of an audio", "/desk/posts/{hum}/", "ana"),
    Place("sound and words", "/desk/posts/{hum}/episode/", "ana", opened),
    Place("sound and words, not ready", "/desk/posts/{silent}/episode/", "ana", opened),
    Place("sound and words, no file", "/desk/posts/{hum}/episode/", "ana", no_file),
    Place("before publishing an audio", "/desk/posts/{silent}/publish/", "ana", opened),
    Place("podcast", "/desk/podcast/", "ana"),
    Place("recordings", "/desk/recordings/", "ana"),
    Place("recordings, none", "/desk/recordings/", "farid"),
    Place("recordings, nothing chosen", "/desk/recordings/", "ana", press("Upload this recording")),
    Place("a recording", "/desk/recordings/{rec_ready}/", "ana", opened),
    Place("a recording, waiting", "/desk/recordings/{rec_waits}/", "ana", opened),
    Place("a recording, being prepared", "/desk/recordings/{rec_works}/", "ana"),
    Place("a recording, refused", "/desk/recordings/{rec_refused}/", "ana", opened),
    Place("editor, held", "/desk/posts/{held}/", "ana", opened),
    Place("editor, story", "/desk/posts/{resting}/", "ana", opened),
    Place("editor, already public", "/desk/posts/{public}/", "ana", opened),
    Place("editor, wrong", "/desk/posts/{ready}/", "ana", press("Save", ("Title", "x" * 300))),
    Place("before publishing", "/desk/posts/{ready}/publish/", "ana", opened),
    Place("before publishing, held", "/desk/posts/{held}/publish/", "ana", opened),
    Place("before publishing, refused", "/desk/posts/{held}/publish/", "ana", press("Publish")),
    Place("before publishing, resting", "/desk/posts/{resting}/publish/", "ana"),
    Place("ask a colleague", "/desk/posts/{held}/ask/", "ana"),
    Place("earlier versions", "/desk/posts/{held}/versions/", "ana"),
    Place("a colleague's draft", "/desk/looks/{look}/", "ana", opened),
    Place("shelf", "/desk/resources/", "ana"),
    Place("shelf, empty", "/desk/resources/", "farid"),
    Place("new resource", "/desk/resources/new/", "ana"),
    Place("new resource, wrong", "/desk/resources/new/", "ana", press("Save")),
    Place("resource", "/desk/resources/{shelf}/", "ana"),
    Place("suggest a group", "/desk/groups/suggest/", "ana"),
    Place("own collections", "/desk/collections/", "ana"),
    Place("own collections, wrong", "/desk/collections/", "ana", press("Begin")),
    Place("own collection", "/desk/collections/{mine}/", "ana", opened),
    Place("own collection, wrong", "/desk/collections/{mine}/", "ana", press("Save", ("Name", ""))),
    Place("suggest a group, wrong", "/desk/groups/suggest/", "ana", press("Send")),
    Place("links to look at", "/desk/links/", "ana"),
    Place("series", "/desk/series/", "ana"),
    Place("one series", "/desk/series/{series}/", "ana"),
    Place("questions", "/desk/questions/", "ana"),
    Place("questions, none", "/desk/questions/", "farid"),
    Place("question", "/desk/questions/{question}/", "ana", opened),
    Place("answer", "/desk/answers/{answer}/", "ana"),
    Place("other views", "/desk/differing/", "ana"),
    Place("another view", "/desk/differing/{pair}/", "farid", opened),
    Place("say that two pieces differ", "/desk/posts/{public}/differing/", "ana"),
    Place("say that two differ, wrong", "/desk/posts/{public}/differing/", "ana", press("Put them side by side")),
    Place("a source is asked for", "/desk/posts/{unsourced}/source/", "ana"),
    Place("own hours", "/desk/your-hours/", "ana"),
    Place("own hours, change", "/desk/your-hours/change/", "ana"),
    Place("helpers", "/desk/helpers/", "ana"),
    Place("helping", "/helping/", "farid"),
    Place("helping with comments", "/helping/{helps}/", "farid"),
    Place("for other networks", "/desk/posts/{public}/elsewhere/", "ana", opened),
    Place("pictures", "/desk/images/", "ana"),
    Place("picture, wrong", "/desk/images/", "ana", press("Add this picture")),
    Place("picture", "/desk/images/{image}/", "ana"),
    Place("comments that wait", "/desk/comments/", "ana"),
    Place("comments, none waits", "/desk/comments/", "farid"),
    Place("not on my page", "/desk/comments/{waits}/refuse/", "ana"),
    Place("not on my page, no reason", "/desk/comments/{waits}/refuse/", "ana", press("Take it off the page")),
    Place("own article", "{piece}", "ana"),
    Place("own page", "/desk/start/", "ana"),
    Place("name", "/desk/start/name/", "ana"),
    Place("name, refused", "/desk/start/name/", "ana", press("Save", ("Your name", "Dr Birch"))),
    Place("purpose", "/desk/start/purpose/", "ana"),
    Place("profile", "/desk/start/profile/", "ana"),
    Place("credentials", "/desk/start/credentials/", "ana"),
    Place("new credential", "/desk/start/credentials/new/", "ana"),
    Place("new credential, wrong", "/desk/start/credentials/new/", "ana", press("Save")),
    Place("own policy", "/desk/start/policy/", "ana"),
    Place("settings of the page", "/desk/start/settings/", "ana"),
    Place("a new professional", "/desk/start/", "nils"),
]
HOST = [
    Place("editing", "/editing/", "edna"),
    Place("a source, yes or no", "/editing/sources/{source_ask}/", "edna", opened),
    Place("a source, nothing said", "/editing/sources/{source_ask}/", "edna", press("Decide")),
    Place("two pieces, an editor", "/editing/differing/", "edna"),
    Place("two pieces, disputed", "/editing/differing/{fought}/", "edna"),
    Place("moderation", "/moderation/", "dov"),
    Place("case", "/moderation/blog.comment/{reported}/", "dov", opened),
    Place("case, nothing decided", "/moderation/blog.comment/{reported}/", "dov", press("Decide")),
    Place("about a name", "/moderation/blog.comment/{reported}/writer/", "dov", opened),
    Place("about a name, nothing decided", "/moderation/blog.comment/{reported}/writer/", "dov", press("Decide")),
    Place("a ban to confirm", "/moderation/bans/{ban}/", "dov", opened),
    Place("a ban, nothing said", "/moderation/bans/{ban}/", "dov", press("Answer")),
    Place("a second look", "/moderation/looks/{opinion}/", "dov", opened),
    Place("a second look, nothing said", "/moderation/looks/{opinion}/", "dov", press("Answer")),
    Place("appeal", "/moderation/appeals/{appeal}/", "dov", opened),
    Place("safety queue", "/safety/", "grace"),
    Place("text in danger", "/safety/{item}/", "grace", opened),
    Place("text in danger, no note", "/safety/{item}/", "grace", press("Close it")),
    Place("text in danger, no note for a colleague", "/safety/{item}/", "grace", opened_and("Hand it on")),
    Place("writing to somebody", "/safety/{item}/write/?begin=straight", "grace", opened),
    Place(
        "writing to somebody, brackets left",
        "/safety/{item}/write/?begin=straight",
        "grace",
        press("Send it to them"),
    ),
    Place("cover a detail", "/safety/{item}/cover/", "grace", opened),
    Place("cover a detail, nothing said", "/safety/{item}/cover/", "grace", press("Cover it")),
    Place("take down with a copy", "/safety/{item}/take-down/", "grace", opened),
    Place("take down, no reasons", "/safety/{item}/take-down/", "grace", press("Take it down")),
    Place("sealed copies", "/safety/sealed/", "grace"),
    Place("a sealed copy", "/safety/sealed/{sealed}/", "grace"),
    Place("a time of mourning", "/safety/mourning/", "grace"),
    Place("a time of mourning, no end", "/safety/mourning/", "grace", press("Begin")),
    Place("end of a watch", "/safety/hand-on/", "grace"),
    Place("after a heavy text", "/safety/after/", "grace"),
    Place("story read again", "/safety/stories/{review}/", "grace"),
    Place("story read again, no answer", "/safety/stories/{review}/", "grace", press("Decide")),
    Place("item of a story", "/safety/{unclaimed}/", "grace", opened),
    Place("watches", "/safety/shifts/", "grace"),
    Place("watches, wrong", "/safety/shifts/", "grace", press("Plan it")),
    Place("look-ups", "/safety/glass/", "grace"),
    Place("look behind a name", "/safety/glass/ask/blog.comment/{glass_comment}/", "grace", opened),
    Place(
        "look behind, nothing said",
        "/safety/glass/ask/blog.comment/{glass_comment}/",
        "grace",
        press("Ask a second person"),
    ),
    Place("look-up that waits", "/safety/glass/{glass_waits}/", "ivy", opened),
    Place("look-up, one's own answer", "/safety/glass/{glass_waits}/", "grace", opened),
    Place("look-up that is open", "/safety/glass/{glass_open}/", "ivy", opened),
    Place("look-up, told later, nothing said", "/safety/glass/{glass_open}/", "ivy", not_later),
    Place("look-up, looking", "/safety/glass/{glass_open}/", "ivy", looking),
    Place("look-up that is over", "/safety/glass/{glass_over}/", "ivy"),
    Place("paperwork", "/host/", "grace"),
    Place("paperwork, safety lead", "/host/safety_lead/", "grace"),
    Place("paperwork, illegal content", "/host/illegal_content/", "grace"),
    Place("paperwork, who answers for it", "/host/accountable/", "grace"),
    Place("paperwork, contact", "/host/contact/", "grace"),
    Place("paperwork, groups", "/host/group_risks/", "grace"),
    Place("paperwork, bad days", "/host/runbooks/", "grace"),
    Place("paperwork, hazards", "/host/hazards/", "grace", opened),
    Place("paperwork, what is kept", "/host/retention/", "grace"),
    Place("paperwork, the young", "/host/young/", "grace"),
    Place("paperwork, wrong", "/host/safety_lead/", "grace", press("Keep this record")),
    Place("groups to look at", "/library/groups/keep/", "dov"),
    Place("look at a new group", "/library/groups/keep/new/", "dov"),
    Place("look at a new group, wrong", "/library/groups/keep/new/", "dov", press("I looked at it today")),
    Place("a group that was suggested", "/library/groups/keep/{group_new}/", "dov", opened),
    Place("a group to confirm", "/library/groups/keep/{group_once}/", "grace", opened),
    Place("a group on the list", "/library/groups/keep/{group_listed}/", "grace", opened),
    Place("own words for a way of working", "/approaches/cbt/edit/", "grace"),
    Place("own words, wrong", "/approaches/cbt/edit/", "grace", press("Make it public")),
    Place("crisis lines", "/host/lines/", "grace", opened),
    Place("what waits in a group", "/groups/{group}/keep/", "dov", opened),
    Place("talks without an answer", "/groups/{group}/offers/", "dov"),
    Place("a talk in one's hands", "/groups/{group}/offers/", "iris"),
    Place("meetings, to plan", "/groups/{group}/meetings/", "dov"),
    Place("a new meeting", "/groups/{group}/meetings/new/", "dov"),
    Place("a new meeting, wrong", "/groups/{group}/meetings/new/", "dov", press("Plan it")),
    Place("a meeting one leads", "/groups/{group}/meetings/{meeting}/", "dov", opened),
    Place("hours in a group", "/groups/{group}/keep/hours/", "dov"),
    Place("hours in a group, wrong", "/groups/{group}/keep/hours/", "dov", press("Plan them")),
    Place("groups of the host", "/host/groups/", "grace"),
    Place("a new group", "/host/groups/new/", "grace"),
    Place("a new group, wrong", "/host/groups/new/", "grace", press("Save")),
    Place("a group that can't open", "/host/groups/{group_draft}/", "grace"),
    Place("a group of the host", "/host/groups/{group}/", "grace"),
    Place("settings of a group", "/host/groups/{group}/settings/", "grace"),
]
EVERY = [*PUBLIC, *MEMBER, *DESK, *HOST]
