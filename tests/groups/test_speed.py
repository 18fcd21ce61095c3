"""Pages of groups ask few questions, however much there is to show."""

from __future__ import annotations

import pytest

from hearten.groups.models import Reply, SupportGroup, Thread
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined, open_group

#: The most statements of each page for somebody who is in.
MOST = {"": 4, "write/": 4, "me/": 5, "leave/": 4, "join/": 3, "about/": 6}


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("page", MOST)
def test_pages_of_a_group_ask_few_questions(
    group: SupportGroup, cast: Cast, signed_in, django_assert_max_num_queries, page: str, rows: int
) -> None:
    reader = joined(group, cast.ben)
    persona = reader.membership.persona if reader.membership else None
    talk = begun(reader)
    Thread.objects.bulk_create(
        Thread(group=group, persona=persona, title=f"T{n}", body="b", html="b") for n in range(rows)
    )
    Reply.objects.bulk_create(Reply(thread=talk, persona=persona, body="b", html="b") for _ in range(rows))
    browser = signed_in(cast.ben)
    browser.get(f"/groups/{group.pk}/{page}")
    with django_assert_max_num_queries(MOST[page]):
        browser.get(f"/groups/{group.pk}/{page}")


@pytest.mark.parametrize("rows", [1, 20])
def test_a_talk_asks_few_questions_however_many_answered(
    group: SupportGroup, cast: Cast, signed_in, django_assert_max_num_queries, rows: int
) -> None:
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    talk = begun(ben)
    for number in range(rows):
        answered(cleo, talk, f"Answer {number}.")
    browser = signed_in(cast.ben)
    browser.get(f"/groups/{group.pk}/t/{talk.pk}/")
    with django_assert_max_num_queries(5):
        page = browser.get(f"/groups/{group.pk}/t/{talk.pk}/").content
    assert len(page) < 40_000


@pytest.mark.parametrize("groups", [1, 12])
def test_the_list_asks_few_questions_however_many_groups_there_are(
    cast: Cast, host_ready: None, signed_in, django_assert_max_num_queries, groups: int
) -> None:
    for number in range(groups):
        open_group(cast, name=f"Group {number}")
    joined(SupportGroup.objects.order_by("name")[0], cast.ben)
    for who, most in ((cast.ben, 6), (None, 2)):
        browser = signed_in(who)
        browser.get("/groups/")
        with django_assert_max_num_queries(most):
            page = browser.get("/groups/").content.decode()
        assert page.count('class="card"') == groups


def test_members_of_a_closed_group_can_still_read_what_it_was(group: SupportGroup, cast: Cast, signed_in) -> None:
    joined(group, cast.ben)
    SupportGroup.objects.update(state="closed")
    assert group.purpose in signed_in(cast.ben).get(f"/groups/{group.pk}/about/").content.decode()
    assert signed_in(cast.hugo).get(f"/groups/{group.pk}/about/").status_code == 404
