"""Answering under a post: a name for this author's pages only, words that always come back, nothing counted."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from hearten.accounts.budget import spend
from hearten.accounts.models import Account, Budget, Persona, PersonaOwner
from hearten.accounts.names import is_ours
from hearten.blog.actions import comments as verbs
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.events.models import Event
from hearten.moderation import review
from hearten.moderation.models import Decision, SafetyItem
from hearten.moderation.review import GuardUnavailable
from tests.blog.reading import address, known, published, said
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
WORDS = "A steady time for getting up helped me."


def send(browser: Client, post: Post, body: str = WORDS, **data: object):
    return browser.post(f"{address(post)}comments/", {"body": body, **data})


def html(answer) -> str:
    return unescape(answer.content.decode())


def down(text: str, purpose: str) -> dict:
    raise GuardUnavailable("down")


class TestAName:
    def test_the_first_comment_offers_four_generated_names(self, cast: Cast, signed_in) -> None:  # R8
        page = html(signed_in(cast.ben).get(address(published(cast.ana))))
        names = re.findall(r'name="name" value="([^"]+)"', page)
        assert len(set(names)) == 4
        assert all(is_ours(name) for name in names)

    def test_the_chosen_name_stands_under_the_words(self, cast: Cast, signed_in) -> None:
        post = published(cast.ana)
        send(signed_in(cast.ben), post, name="Quiet Robin")
        assert Comment.objects.get().persona.name == "Quiet Robin"
        assert "Choose a name" not in html(signed_in(cast.ben).get(address(post)))

    @pytest.mark.parametrize(
        "name", ["ben", "Ben Smith", "<b>x</b>", "Quiet Robin <3", "x" * 4000, "Quiet\u200b Robin"]
    )
    def test_nobody_brings_a_name_of_their_own(self, cast: Cast, signed_in, name: str) -> None:  # I4, R54
        send(signed_in(cast.ben), published(cast.ana), name=name)
        assert all(is_ours(persona.name) for persona in Persona.objects.all())

    def test_a_name_that_is_taken_here_is_given_to_nobody_else(self, cast: Cast, signed_in) -> None:
        post = published(cast.ana)
        for person in (cast.ben, cast.cleo):
            send(signed_in(person), post, name="Quiet Robin")
        assert Persona.objects.filter(name="Quiet Robin").count() == 1
        assert Comment.objects.count() == 2

    def test_one_member_on_two_authors_pages_shares_nothing(self, cast: Cast, signed_in) -> None:  # I4
        ours, theirs = published(cast.ana), published(cast.farid)
        for post in (ours, theirs):
            said(post, cast.ben)
        one, two = (Comment.objects.get(post=post).persona for post in (ours, theirs))
        assert not {one.pk, one.name, one.avatar_seed} & {two.pk, two.name, two.avatar_seed}
        for shown, other in ((ours, two), (theirs, one)):
            page = html(Client().get(address(shown)))
            assert other.name not in page
            assert other.avatar_seed not in page

    def test_no_page_holds_the_account_or_the_personas_id(self, cast: Cast, signed_in) -> None:  # I1
        post = published(cast.ana)
        said(post, cast.cleo)
        persona = PersonaOwner.objects.get().persona
        for person in (None, cast.ana, cast.ben, cast.dov, cast.grace):
            page = html(signed_in(person).get(address(post)))
            assert persona.pk not in page
            assert str(cast.cleo.pk) not in page
            assert 'cleo"' not in page
            assert ">cleo<" not in page


def test_swapping_who_owns_two_personas_changes_no_byte_for_others(cast: Cast, signed_in) -> None:  # I2
    post = published(cast.ana)
    said(post, cast.ben), said(post, cast.cleo, body="I put a lamp beside the bed.")

    def seen() -> list[bytes]:
        paths = (address(post), "/@ana/", "/desk/comments/", "/@ana/feed.xml", "/search/?q=lamp")
        people = (None, cast.ana, cast.farid, cast.dov, cast.grace, cast.hugo)
        pages = [signed_in(person).get(path).content for person in people for path in paths]
        return [
            re.sub(rb'csrfmiddlewaretoken" value="[^"]+"|name="name" value="[^"]+"[^/]*/span>', b"", page)
            for page in pages
        ]

    before = seen()
    one, two = PersonaOwner.objects.get(account=cast.ben), PersonaOwner.objects.get(account=cast.cleo)
    PersonaOwner.objects.filter(pk=one.pk).update(account=cast.hugo)  # the pair is unique: by way of a third
    PersonaOwner.objects.filter(pk=two.pk).update(account=cast.ben)
    PersonaOwner.objects.filter(pk=one.pk).update(account=cast.cleo)
    assert seen() == before


def test_every_form_and_link_of_the_page_leads_where_it_says(cast: Cast, signed_in) -> None:
    post = published(cast.ana)
    said(post, cast.ben), said(post, cast.cleo, body="I put a lamp beside the bed.")
    for person in (cast.ben, cast.ana, cast.dov):
        browser = signed_in(person)
        page = html(browser.get(address(post)))
        main = page[page.index("<main") : page.index("</main>")]
        for href in re.findall(r'<a [^>]*href="(/[^"#]*)', main):
            assert browser.get(href).status_code == 200, href
        action = re.search(r'<form class="form stack" method="post" action="([^"]+)" id="answer">', main)
        assert action
        assert action.group(1) == f"{address(post)}comments/"


class TestWhoReadsFirst:
    def test_a_first_comment_waits_and_only_its_writer_sees_it(self, cast: Cast, signed_in) -> None:  # R9
        post = published(cast.ana)
        answer = send(signed_in(cast.ben), post)
        assert answer["Location"].startswith(f"{address(post)}?n=waiting#comment-")
        for person in (None, cast.cleo, cast.ana, cast.farid, cast.dov):
            assert WORDS not in html(signed_in(person).get(address(post)))
        own = html(signed_in(cast.ben).get(address(post)))
        assert WORDS in own
        assert "Only you see this until it has been read" in own

    def test_after_the_first_was_let_in_the_next_appears_at_once(self, cast: Cast, signed_in) -> None:
        post = published(cast.ana)
        send(signed_in(cast.ben), post)
        signed_in(cast.ana).post(f"/desk/comments/{Comment.objects.get().pk}/approve/")
        send(signed_in(cast.ben), post, "And a second one.")
        page = html(Client().get(address(post)))
        assert WORDS in page
        assert "And a second one." in page

    def test_an_author_who_reads_everything_first_does(self, cast: Cast, signed_in) -> None:
        cast.ana.therapist.review_comments_first = True
        cast.ana.therapist.save()
        post = published(cast.ana)
        known(cast.ben, cast.ana)
        send(signed_in(cast.ben), post)
        assert Comment.objects.get().state == CommentState.WAITING

    def test_the_stored_page_shows_a_new_comment_at_once(self, cast: Cast) -> None:
        post = published(cast.ana)
        Client().get(address(post))
        said(post, cast.ben)
        assert "The light in the morning" in html(Client().get(address(post)))


class TestAProfessionalAnswers:
    def test_in_their_own_name_with_role_and_no_persona(self, cast: Cast, signed_in) -> None:  # R10
        post = published(cast.ana)
        send(signed_in(cast.ana), post, "Thank you for reading this with care.")
        page = html(Client().get(address(post)))
        assert "comment--author" in page
        assert page.count("self-described") >= 2
        assert not Persona.objects.exists()

    def test_a_reply_that_confirms_a_client_is_held_and_the_text_comes_back(
        self, cast: Cast, signed_in
    ) -> None:  # R10
        post = published(cast.ana)
        text = "As we discussed in our session on Tuesday, try the lamp."
        answer = send(signed_in(cast.ana), post, text)
        assert answer.status_code == 422
        assert text in html(answer)
        assert "finding--hold" in html(answer)
        assert not Comment.objects.exists()

    def test_a_guard_that_is_down_lets_no_reply_out(self, cast: Cast, signed_in, monkeypatch) -> None:  # I19
        monkeypatch.setattr(review, "ask", down)
        answer = send(signed_in(cast.ana), published(cast.ana), "Thank you for reading.")
        assert answer.status_code == 503
        assert "Thank you for reading." in html(answer)
        assert not Comment.objects.exists()

    def test_one_press_sends_on_to_somebody_who_knows_the_person(self, cast: Cast, signed_in) -> None:  # R39
        post = published(cast.ana)
        asked = said(post, cast.ben, body="Does the lamp fit my case?")
        send(signed_in(cast.ana), post, "Book with me instead!", someone="yes", parent=str(asked.pk))
        page = html(Client().get(address(post)))
        for part in ("That needs somebody who knows you", 'href="/therapists/"', 'href="/crisis/"', "#doctor"):
            assert part in page
        assert "Book with me" not in page

    def test_elsewhere_too_they_are_who_they_are(self, cast: Cast, signed_in) -> None:  # R27
        send(signed_in(cast.farid), published(cast.ana), "I see this often in my work.")
        assert Comment.objects.get().therapist == cast.farid.therapist


def test_a_guard_that_is_down_lets_a_member_speak_to_a_person_first(
    cast: Cast, signed_in, monkeypatch
) -> None:  # I19
    monkeypatch.setattr(review, "ask", down)
    post = published(cast.ana)
    known(cast.ben, cast.ana)
    answer = send(signed_in(cast.ben), post)
    assert answer.status_code == 200
    assert "carry this alone" in html(answer)
    assert Comment.objects.get().state == CommentState.WAITING
    assert SafetyItem.objects.get().level == "unread"


def test_a_phone_number_is_found_and_explained_and_the_text_comes_back(cast: Cast, signed_in) -> None:  # R83
    text = "Write to me at ben@example.org whenever you like."
    answer = send(signed_in(cast.ben), published(cast.ana), text)
    assert answer.status_code == 422
    assert text in html(answer)
    assert "finding" in html(answer)
    assert not Comment.objects.exists()
    assert not Persona.objects.exists()


class TestBadInput:
    @pytest.mark.parametrize("body", ["", "   \n\t ", "\u200b\u200b", "\u202e"])
    def test_nothing_is_no_comment(self, cast: Cast, signed_in, body: str) -> None:
        answer = send(signed_in(cast.ben), published(cast.ana), body)
        assert answer.status_code == 422
        assert "Write something first" in html(answer)

    def test_too_long_says_so_and_keeps_every_word(self, cast: Cast, signed_in) -> None:
        text = "word " * 801
        answer = send(signed_in(cast.ben), published(cast.ana), text)
        assert answer.status_code == 422
        assert "longer than 4000 characters" in html(answer)
        assert text.strip() in html(answer)

    def test_four_thousand_characters_are_fine(self, cast: Cast, signed_in) -> None:
        assert send(signed_in(cast.ben), published(cast.ana), "ab " * 1333).status_code == 302

    @pytest.mark.parametrize(
        "body",
        [
            "<script>alert(1)</script> hello",
            '<img src=x onerror="alert(1)"> hello',
            "[click](javascript:alert(1)) hello",
            "![x](https://tracker.example/x.png) hello",
            "# A heading\n\nhello",
            '</div></article><form action="https://evil.example"> hello',
            "<svg/onload=alert(1)> hello",
            "[a](data:text/html;base64,PHNjcmlwdD4=) hello",
        ],
    )
    def test_no_comment_can_act_load_or_shout(self, cast: Cast, body: str) -> None:
        post = published(cast.ana)
        known(cast.ben, cast.ana)
        Comment.objects.create(post=post, persona=Persona.objects.get(), body=body, html=verbs.render_comment(body))
        raw = Client().get(address(post)).content.decode()
        thread = raw[raw.index('id="comments"') :]
        assert not re.search(
            r"<script>|<svg|<[^>]*onerror|href=\"javascript|href=\"data|<form action=\"https|<img[^>]+tracker",
            thread,
        )
        assert "A heading</h" not in thread
        assert "hello" in thread

    def test_a_link_says_that_nobody_here_vouches_for_it(self, cast: Cast) -> None:
        post = published(cast.ana)
        said(post, cast.ben, body="I read [this](https://example.org/page) with care.")
        raw = Client().get(address(post)).content.decode()
        assert 'href="https://example.org/page" rel="noopener noreferrer nofollow ugc"' in raw

    @pytest.mark.parametrize("parent", ["0", "-1", "x", "999999", "9" * 30, "1 or 1=1", "٣"])
    def test_an_answer_to_nothing_is_a_comment_of_its_own(self, cast: Cast, signed_in, parent: str) -> None:
        assert send(signed_in(cast.ben), published(cast.ana), parent=parent).status_code in {302, 422}
        assert all(row.parent is None for row in Comment.objects.all())

    def test_an_answer_stays_under_its_own_post(self, cast: Cast, signed_in) -> None:
        elsewhere = said(published(cast.farid), cast.cleo)
        send(signed_in(cast.ben), published(cast.ana), parent=str(elsewhere.pk))
        assert Comment.objects.filter(post__therapist__account=cast.ana).get().parent is None


class TestPressedTwice:
    def test_two_presses_make_one_comment(self, cast: Cast, signed_in) -> None:
        post, browser = published(cast.ana), signed_in(cast.ben)
        first, second = send(browser, post), send(browser, post)
        assert first["Location"] == second["Location"]
        assert Comment.objects.count() == 1
        assert Budget.objects.get(act="comment").spent == 1

    def test_the_same_words_a_while_later_are_meant(self, cast: Cast, signed_in) -> None:
        post, browser = published(cast.ana), signed_in(cast.ben)
        send(browser, post)
        Comment.objects.update(written_at=timezone.now() - timedelta(minutes=2))
        send(browser, post)
        assert Comment.objects.count() == 2


class TestClosed:
    @pytest.mark.parametrize("why", ["author", "age"])
    def test_a_closed_page_says_so_and_gives_the_words_back(self, cast: Cast, signed_in, why: str) -> None:  # R9
        post = published(cast.ana)
        if why == "author":
            Post.objects.update(comments_closed=True)
        else:
            Post.objects.update(published_at=timezone.now() - timedelta(days=61))
        assert "Comments on this page are closed." in html(Client().get(address(post)))
        answer = send(signed_in(cast.ben), post)
        assert answer.status_code == 403
        assert WORDS in html(answer)
        assert not Comment.objects.exists()

    def test_zero_days_means_never(self, cast: Cast) -> None:
        cast.ana.therapist.comments_close_after_days = 0
        post = published(cast.ana, published_at=timezone.now() - timedelta(days=900))
        assert verbs.is_open(post)

    def test_somebody_logged_out_meanwhile_gets_the_words_back(self, cast: Cast) -> None:
        answer = send(Client(), published(cast.ana))
        assert answer.status_code == 403
        assert WORDS in html(answer)
        assert "You are logged out" in html(answer)

    def test_a_paused_account_cannot_write(self, cast: Cast, signed_in) -> None:
        browser = signed_in(cast.ben)
        cast.ben.paused = "restricted"
        cast.ben.save()
        assert send(browser, published(cast.ana)).status_code == 403
        assert not Comment.objects.exists()

    def test_enough_for_today_keeps_the_words(self, cast: Cast, signed_in) -> None:
        for _ in range(verbs.A_DAY):
            assert spend(cast.ben, "comment", verbs.A_DAY)
        answer = send(signed_in(cast.ben), published(cast.ana))
        assert answer.status_code == 429
        assert WORDS in html(answer)
        assert not Persona.objects.exists()  # nothing half done


def test_a_host_whose_paperwork_is_not_done_says_so(cast: Cast, signed_in, monkeypatch) -> None:  # R107
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", lambda: ["a form"])
    post = published(cast.ana)
    assert "Comments are not open on this host yet." in html(Client().get(address(post)))
    answer = send(signed_in(cast.ben), post)
    assert answer.status_code == 403
    assert WORDS in html(answer)


class TestOneOwnWords:
    def change(self, browser: Client, comment: Comment, body: str, seen: str):
        return browser.post(f"{address(comment.post)}comments/{comment.pk}/", {"body": body, "seen": seen})

    def test_can_be_changed(self, cast: Cast, signed_in) -> None:
        comment = said(published(cast.ana), cast.ben)
        answer = self.change(signed_in(cast.ben), comment, "Other words.", verbs.fingerprint(comment.body))
        assert answer.status_code == 302
        page = html(Client().get(address(comment.post)))
        assert "Other words." in page
        assert "Changed by its writer" in page

    def test_an_old_window_overwrites_nothing_and_loses_nothing(self, cast: Cast, signed_in) -> None:  # I16
        comment = said(published(cast.ana), cast.ben)
        seen = verbs.fingerprint(comment.body)
        self.change(signed_in(cast.ben), comment, "From the first window.", seen)
        answer = self.change(signed_in(cast.ben), comment, "From the second window.", seen)
        assert answer.status_code == 409
        assert "From the second window." in html(answer)
        comment.refresh_from_db()
        assert comment.body == "From the first window."

    def test_taking_them_back_leaves_no_word(self, cast: Cast, signed_in) -> None:
        comment = said(published(cast.ana), cast.ben)
        signed_in(cast.ben).post(f"{address(comment.post)}comments/{comment.pk}/delete/")
        assert not Comment.objects.exists()
        assert "The light in the morning" not in html(Client().get(address(comment.post)))

    def test_answers_of_others_stay(self, cast: Cast, signed_in) -> None:  # I16
        post = published(cast.ana)
        comment = said(post, cast.ben)
        said(post, cast.cleo, body="For me too.", parent=comment)
        signed_in(cast.ben).post(f"{address(post)}comments/{comment.pk}/delete/")
        page = html(Client().get(address(post)))
        assert "Taken back by its writer." in page
        assert "For me too." in page
        comment.refresh_from_db()
        assert (comment.body, comment.html) == ("", "")

    def test_nobody_else_can_touch_them(self, cast: Cast, signed_in) -> None:  # I3
        comment = said(published(cast.ana), cast.ben)
        here = f"{address(comment.post)}comments/{comment.pk}/"
        for person in (cast.cleo, cast.ana, cast.farid, cast.dov, cast.grace, cast.hugo):
            answers = [signed_in(person).get(here), signed_in(person).post(here, {"body": "x"})]
            answers += [
                signed_in(person).post(f"{here}delete/"),
                signed_in(person).get(f"{address(comment.post)}comments/999/"),
            ]
            assert {answer.status_code for answer in answers} == {404}
            assert len({answer.content for answer in answers}) == 1
        assert Comment.objects.get().body == comment.body

    def test_the_event_names_the_persona_and_never_the_account(self, cast: Cast) -> None:  # I1
        comment = said(published(cast.ana), cast.ben)
        verbs.delete_comment(comment)
        actors = set(
            Event.objects.filter(subject=f"blog.comment:{comment.pk or 1}").values_list("actor", flat=True)
        )
        actors |= set(Event.objects.filter(kind__startswith="comment.").values_list("actor", flat=True))
        assert actors == {f"persona:{PersonaOwner.objects.get().persona_id}"}
        assert str(cast.ben.pk) not in str(list(Event.objects.values_list("data", flat=True)))


class TestTheTree:
    def test_answers_hang_at_most_three_deep(self, cast: Cast) -> None:  # R9
        post = published(cast.ana)
        row = None
        for n in range(6):
            row = said(post, cast.ben, body=f"Level {n}.", parent=row)
        raw = Client().get(address(post)).content.decode()
        assert raw.count('class="comment__answers"') == 2
        assert all(f"Level {n}." in raw for n in range(6))

    def test_no_number_says_how_many(self, cast: Cast) -> None:  # C4, I37
        post = published(cast.ana)
        for n in range(3):
            said(post, cast.ben, body=f"Words number {'abc'[n]}.")
        page = html(Client().get(address(post)))
        assert not re.search(r"(?i)\b\d+\s+(comments?|answers?|repl|readers?|people)", page)

    def test_only_the_day_is_shown(self, cast: Cast) -> None:  # I4
        post = published(cast.ana)
        said(post, cast.ben)
        page = html(Client().get(address(post)))
        thread = page[page.index('id="comments"') :]
        assert not re.search(r"\d{1,2}:\d{2}", thread)

    def test_a_long_conversation_comes_in_parts_that_end(self, cast: Cast) -> None:  # I37
        post = published(cast.ana)
        for n in range(101):
            Comment.objects.create(post=post, therapist=cast.ana.therapist, body=f"n{n}.", html=f"<p>n{n}.</p>")
        first = html(Client().get(address(post)))
        assert "n99." in first
        assert "n100." not in first
        later = re.search(r'href="([^"]+after=\d+)#comments"', first)
        assert later
        rest = html(Client().get(later.group(1)))
        assert "n100." in rest
        assert "Later comments" not in rest


class TestOnMyPage:
    def waiting(self, cast: Cast, signed_in) -> Comment:
        send(signed_in(cast.ben), published(cast.ana), name="Quiet Robin")
        return Comment.objects.get()

    def test_the_owner_sees_what_waits_under_its_pseudonym(self, cast: Cast, signed_in) -> None:
        self.waiting(cast, signed_in)
        page = html(signed_in(cast.ana).get("/desk/comments/"))
        assert WORDS in page
        assert "Quiet Robin" in page
        assert "ben" not in page.replace("beneath", "")

    @pytest.mark.parametrize("verb", ["approve", "refuse"])
    def test_nobody_else_may_decide(self, cast: Cast, signed_in, verb: str) -> None:  # I3
        comment = self.waiting(cast, signed_in)
        for person in (cast.farid, cast.cleo, cast.ben, cast.dov, cast.grace):
            answer = signed_in(person).post(f"/desk/comments/{comment.pk}/{verb}/", {"reason": "topic"})
            assert answer.status_code == 404
        comment.refresh_from_db()
        assert comment.state == CommentState.WAITING

    def test_a_refusal_is_a_decision_with_a_reason_and_a_notice(self, cast: Cast, signed_in) -> None:  # I41
        comment = self.waiting(cast, signed_in)
        answer = signed_in(cast.ana).post(f"/desk/comments/{comment.pk}/refuse/", {"reason": "private"})
        assert answer.status_code == 302
        decision = Decision.objects.get(subject=f"blog.comment:{comment.pk}")
        assert (decision.act, decision.facts) == ("remove", "It says too much about somebody.")
        assert [row.kind for row in cast.ben.notices.all()] == ["decision"]
        assert WORDS not in html(Client().get(address(comment.post)))
        own = html(signed_in(cast.ben).get(address(comment.post)))
        assert "how to ask for another look" in own

    def test_a_refusal_needs_one_of_the_reasons(self, cast: Cast, signed_in) -> None:
        comment = self.waiting(cast, signed_in)
        for reason in ("", "because", "topic'"):
            answer = signed_in(cast.ana).post(f"/desk/comments/{comment.pk}/refuse/", {"reason": reason})
            assert answer.status_code == 422
        assert not Decision.objects.exists()

    @pytest.mark.parametrize("count", [1, 50])
    def test_the_list_costs_the_same_with_many(
        self, cast: Cast, signed_in, django_assert_max_num_queries, count: int
    ) -> None:
        post = published(cast.ana)
        known(cast.ben, cast.ana)
        persona = Persona.objects.get()
        Comment.objects.bulk_create(
            Comment(post=post, persona=persona, body="x", html="<p>x</p>", state="waiting") for _ in range(count)
        )
        browser = signed_in(cast.ana)
        browser.get("/desk/comments/")
        with django_assert_max_num_queries(12):
            assert browser.get("/desk/comments/").status_code == 200


def test_a_budget_counts_to_its_limit_and_no_further(cast: Cast) -> None:
    assert [spend(cast.ben, "act", 2) for _ in range(4)] == [True, True, False, False]
    assert spend(cast.cleo, "act", 2)
    assert Budget.objects.get(account=cast.ben).spent == 2


def test_a_month_is_one_budget(cast: Cast) -> None:
    assert [spend(cast.ben, "act", 1, per="month") for _ in range(2)] == [True, False]
    assert Budget.objects.get().day.day == 1


def test_a_reader_needs_no_email_anywhere(cast: Cast, signed_in) -> None:  # R23
    assert not [field.name for field in Account._meta.fields if "mail" in field.name]
    page = html(signed_in(cast.ben).get(address(published(cast.ana))))
    assert 'type="email"' not in page
    assert "gravatar" not in page
