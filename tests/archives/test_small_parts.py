"""The small parts of the readers, one by one."""

import pytest

from hearten_archives.html_tree import DEEPEST, tree
from hearten_archives.markdown_files import post, split, titled
from hearten_archives.pictures import Pictures, tails
from hearten_archives.shortcodes import resolved


@pytest.mark.parametrize(
    ("text", "head", "rest"),
    [
        ("---\ntitle: A: b\n---\nWords", {"title": "A: b"}, "Words"),
        ("---\ntags:\n- one\n- 'two'\n---\n\nWords", {"tags": ["one", "two"]}, "Words"),
        ("---\ntags: []\n---\nWords", {"tags": []}, "Words"),
        ("+++\ntitle = 'A'\n+++\nWords", {"title": "A"}, "Words"),
        ("+++\nbroken = \n+++\nWords", {}, "Words"),
        ("---\nnever closed\nWords", {}, "---\nnever closed\nWords"),
        ("Words --- more", {}, "Words --- more"),
        ("---\nx: !!python/object:os.system\n---\nWords", {"x": "!!python/object:os.system"}, "Words"),
    ],
)
def test_the_head_of_a_file(text: str, head: dict[str, object], rest: str) -> None:
    assert split(text) == (head, rest)


def test_a_title_is_not_said_twice() -> None:
    assert titled("", "# A title\n\nWords") == ("A title", "Words")
    assert titled("A title", "# A title\n\nWords") == ("A title", "Words")
    assert titled("Mine", "# Other\n\nWords") == ("Mine", "# Other\n\nWords")


def test_a_file_without_a_head_is_named_by_its_file() -> None:
    found = post("notes/2019-03-04-two_small-steps.md", b"Words")
    assert (found.title, found.slug, found.folder) == ("Two small steps", "two_small-steps", "notes")
    assert found.published_at
    assert found.published_at.year == 2019


@pytest.mark.parametrize(
    ("source", "folder", "found"),
    [
        ("img/a.jpg", "blog", "blog/img/a.jpg"),
        ("../blog/img/a.jpg", "posts", "blog/img/a.jpg"),
        ("/blog/img/a.jpg?w=300", "", "blog/img/a.jpg"),
        ("https://x.example/img/A.JPG", "", "blog/img/a.jpg"),
        ("https://x.example/twice.png", "", None),
        ("a.svg", "", None),
        ("", "", None),
        ("../../../../etc/passwd", "blog", None),
    ],
)
def test_which_file_a_text_means(source: str, folder: str, found: str | None) -> None:
    pictures = Pictures(["blog/img/a.jpg", "x/twice.png", "y/twice.png", "a.svg", "notes.md"])
    assert pictures.find(source, folder=folder) == found


def test_the_ends_of_a_path_come_longest_first() -> None:
    assert list(tails("a/b/C.jpg")) == ["a/b/c.jpg", "b/c.jpg", "c.jpg"]
    assert list(tails("")) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He said [sic] and [1] and [a b]", "He said [sic] and [1] and [a b]"),
        ("[quote]words[/quote]", "words"),
        ('[button url="x"]Press[/button]', "Press"),
        ("[video]", ""),
        ("[caption]no picture[/caption]", "no picture"),
    ],
)
def test_square_brackets(text: str, left: str) -> None:
    assert resolved(text) == (left, 0)


def test_endless_nesting_keeps_its_words() -> None:
    assert tree("<b>" * 5000 + "words" + "</b>" * 5000).words() == "words"
    depth, element = 0, tree("<div>" * 500 + "x")
    while element.elements():
        depth, element = depth + 1, element.elements()[0]
    assert depth <= DEEPEST


def test_what_is_dropped_ends_where_it_ends() -> None:
    assert tree("a<script>b</script>c<form><p>d</p></form>e").words() == "ace"
    assert tree("a<svg><svg>b</svg>c</svg>d").words() == "ad"
