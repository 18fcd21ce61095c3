"""How other apps use pictures: by id, one query, the owner's only."""

from hearten.blog.markdown import image_ids, render
from hearten.media import actions, images
from tests.cast import Cast


def test_many_pictures_are_found_in_one_query(upload, cast: Cast, django_assert_num_queries) -> None:
    ids = [upload().pk for _ in range(6)]
    with django_assert_num_queries(1):
        found = images.resolve(ids, cast.ana)
    assert set(found) == set(ids)
    assert found[ids[0]].alt == "A path through birch trees"
    assert found[ids[0]].reference == f"![A path through birch trees](image:{ids[0]})"


def test_nobody_can_use_the_picture_of_somebody_else(upload, cast: Cast) -> None:
    mine, theirs = upload(), upload(owner=cast.farid)
    assert set(images.resolve([mine.pk, theirs.pk, "nothing"], cast.ana)) == {mine.pk}
    assert actions.open_to_all([theirs.pk], owner=cast.ana) == 0
    assert actions.close([theirs.pk], owner=cast.ana) == 0


def test_no_ids_cost_no_query(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert images.resolve([], cast.ana) == {}


def test_an_address_loses_its_signature_once_something_public_uses_the_picture(upload, cast: Cast) -> None:
    image = upload()
    assert "?s=" in images.resolve([image.pk], cast.ana)[image.pk].url
    assert actions.open_to_all([image.pk], owner=cast.ana) == 1
    assert "?" not in images.resolve([image.pk], cast.ana)[image.pk].url
    assert actions.close([image.pk], owner=cast.ana) == 1
    assert "?s=" in images.resolve([image.pk], cast.ana)[image.pk].url_small


def test_the_size_is_known_before_the_picture_is_ready(upload, cast: Cast) -> None:
    image = upload()
    item = images.resolve([image.pk], cast.ana)[image.pk]
    assert (item.state, item.width, item.height) == ("waiting", 1200, 900)


def test_brackets_in_a_description_do_not_break_the_reference(upload, cast: Cast) -> None:
    image = upload(alt="A sign ](https://example.org) [here] \\")
    reference = images.resolve([image.pk], cast.ana)[image.pk].reference
    html = render(reference, images.resolve(image_ids(reference), cast.ana))
    assert html.count("<img") == 1
    assert "<a" not in html
    assert 'alt="A sign )(https://example.org) (here) "' in html
