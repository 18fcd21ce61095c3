"""The shelf: a therapist's own pictures, with clear words when one can't be used."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hearten.events.models import Event
from hearten.media import actions
from hearten.media.models import Image
from tests.media import pictures

SHELF = "/desk/images/"


def send(browser, data=None, **answers):
    file = SimpleUploadedFile("holiday.png", pictures.jpeg() if data is None else data)
    filled = {"picture": file, "alt": "A lamp in a window", "shows": "thing", **answers}
    return browser.post(SHELF, {name: value for name, value in filled.items() if value is not None})


def test_a_therapist_adds_a_picture_and_finds_it(signed_in, cast, work) -> None:
    browser = signed_in(cast.ana)
    answer = send(browser)
    image = Image.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{SHELF}{image.pk}/")
    assert "Being prepared" in browser.get(answer["Location"]).text
    work()
    shelf = browser.get(SHELF).text
    assert f"![A lamp in a window](image:{image.pk})" in shelf
    assert "A lamp in a window" in browser.get(f"{SHELF}{image.pk}/").text


def test_only_therapists_have_a_shelf_and_the_refusal_is_the_same_for_all(signed_in, cast) -> None:  # I3
    pages = set()
    for person in (cast.ben, cast.dov, cast.grace, cast.hugo):
        answer = signed_in(person).get(SHELF)
        assert answer.status_code == 404
        pages.add(answer.content)
        assert send(signed_in(person)).status_code == 404
    assert pages == {signed_in(cast.ben).get("/desk/no-such-page/").content}
    assert signed_in(None).get(SHELF).status_code == 302
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (pictures.svg(), 415, "can carry programs"),
        (pictures.renamed_zip(), 415, "whatever its name says"),
        (pictures.bomb(), 422, "40 million pixels"),
        (pictures.jpeg()[:-500], 422, "The end of this file is missing"),
        (b"", 422, "This file is empty"),
    ],
)
def test_a_bad_file_is_explained_and_the_words_come_back(data, status, words, signed_in, cast) -> None:
    answer = send(signed_in(cast.ana), data)
    assert answer.status_code == status
    assert words in answer.text
    assert "A lamp in a window" in answer.text
    assert "choose the picture again" in answer.text


def test_a_file_over_ten_megabytes_is_stopped_and_the_words_come_back(
    signed_in, cast, folders, tmp_path, settings, monkeypatch
) -> None:
    monkeypatch.setattr(actions, "upload", lambda *a, **k: pytest.fail("it was kept until its end"))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = send(signed_in(cast.ana), pictures.jpeg() + b"\0" * (11 * 1024 * 1024))
    assert answer.status_code == 413
    assert "larger than 10 MB" in answer.text
    assert "A lamp in a window" in answer.text
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".upload")]
    assert not folders.quarantine.exists()


def test_a_file_of_just_under_ten_megabytes_is_taken(signed_in, cast) -> None:
    data = pictures.jpeg()
    comment = b"\xff\xfe\xff\xff" + b"x" * 65533
    large = data[:2] + comment * 150 + data[2:]
    assert send(signed_in(cast.ana), large).status_code == 302


@pytest.mark.parametrize("alt", ["", "   ", "\u200b\u202e", "x" * 301, None])
def test_words_for_the_picture_are_asked_for(alt, signed_in, cast) -> None:
    answer = send(signed_in(cast.ana), alt=alt)
    assert answer.status_code == 422
    assert not Image.objects.exists()


def test_a_picture_of_a_clients_words_is_refused_kindly(signed_in, cast, folders) -> None:  # R36
    answer = send(signed_in(cast.ana), shows="client")
    assert answer.status_code == 422
    assert "hard to say no" in answer.text
    assert not Image.objects.exists()
    assert not folders.quarantine.exists()


def test_not_being_sure_is_taken_with_advice(signed_in, cast, work) -> None:  # R36
    browser = signed_in(cast.ana)
    place = send(browser, shows="unsure")["Location"]
    assert "Look once more before you use it" in browser.get(place).text


def test_an_answer_that_was_never_offered_is_an_error(signed_in, cast) -> None:
    assert send(signed_in(cast.ana), shows="stranger").status_code == 422


def test_no_answer_at_all_is_an_error_on_each_question(signed_in, cast) -> None:
    answer = signed_in(cast.ana).post(SHELF, {})
    assert answer.status_code == 422
    assert "Please choose a picture" in answer.text
    assert "Not everyone can see it" in answer.text


def test_invisible_characters_leave_the_description(signed_in, cast) -> None:
    send(signed_in(cast.ana), alt="A \u202elamp\u200b")
    assert Image.objects.get().alt == "A lamp"


def test_nobody_reaches_the_picture_of_somebody_else(signed_in, cast, upload) -> None:
    image = upload(owner=cast.farid, alt="A blue door")
    ana = signed_in(cast.ana)
    missing = ana.get(f"{SHELF}{'a' * 22}/")
    for answer in (ana.get(f"{SHELF}{image.pk}/"), ana.post(f"{SHELF}{image.pk}/remove/")):
        assert (answer.status_code, answer.content) == (404, missing.content)
    assert Image.objects.filter(pk=image.pk).exists()
    assert "blue door" not in ana.get(SHELF).text


def test_a_picture_can_be_taken_away_with_its_files(signed_in, cast, upload, work, folders) -> None:
    image = upload()
    work()
    answer = signed_in(cast.ana).post(f"{SHELF}{image.pk}/remove/")
    assert answer.status_code == 302
    assert not Image.objects.exists()
    assert list((folders.media / "images").iterdir()) == []
    assert Event.objects.filter(kind="image.removed").count() == 1


def test_a_picture_on_a_public_page_can_not_be_pulled_from_under_it(signed_in, cast, upload, work) -> None:
    image = upload()
    work()
    actions.open_to_all([image.pk], owner=cast.ana)
    answer = signed_in(cast.ana).post(f"{SHELF}{image.pk}/remove/")
    assert answer.status_code == 409
    assert "Take it out of that page first" in answer.text
    assert Image.objects.exists()


def test_a_refused_picture_says_why(signed_in, cast, upload) -> None:
    image = upload()
    actions.refuse(image.pk, "This picture could not be read to its end.")
    assert "could not be read to its end" in signed_in(cast.ana).get(SHELF).text


def test_htmx_gets_the_list_alone(signed_in, cast, upload) -> None:
    upload()
    answer = signed_in(cast.ana).get(SHELF, headers={"hx-request": "true"})
    assert answer.text.lstrip().startswith("<section")
    assert "<html" not in answer.text


def test_the_shelf_ends_and_every_picture_is_on_it_once(signed_in, cast, upload) -> None:
    made = {upload().pk for _ in range(30)}
    browser, place, seen = signed_in(cast.ana), SHELF, []
    for _ in range(5):
        text = unescape(browser.get(place).text)
        seen += [pk for pk in made if f"/desk/images/{pk}/" in text]
        after = text.partition(f"{SHELF}?after=")[2][:22]
        if not after:
            break
        place = f"{SHELF}?after={after}"
    assert sorted(seen) == sorted(made)
    assert "That is everything" in text


@pytest.mark.parametrize("after", ["nothing", "\0", "'; DROP TABLE", "a" * 5000])
def test_a_strange_place_in_the_list_is_the_beginning(after, signed_in, cast) -> None:
    assert signed_in(cast.ana).get(SHELF, {"after": after}).status_code == 200


@pytest.mark.parametrize("count", [1, 50])
def test_the_shelf_costs_the_same_with_one_and_with_fifty(
    count, signed_in, cast, django_assert_max_num_queries
) -> None:
    Image.objects.bulk_create(Image(owner=cast.ana, alt="A lamp", state="ready") for _ in range(count))
    browser = signed_in(cast.ana)
    with django_assert_max_num_queries(6):
        browser.get(SHELF)


def test_no_page_of_the_shelf_says_more_in_its_title_than_pictures(signed_in, cast, upload) -> None:  # I27
    image = upload(alt="Tears")
    page = signed_in(cast.ana).get(f"{SHELF}{image.pk}/").text
    assert "Tears" not in page.partition("</title>")[0]
