"""What an author wrote in HTML reads the same in Markdown, and what they did not write is not there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hearten_archives import ArchivedPost, to_markdown
from hearten_archives.to_markdown import plain


def markdown(text: str, markup: str = "html") -> str:
    def place(source: str, words: str) -> str:
        return f"![{words}]({source})" if words else ""

    return to_markdown(ArchivedPost("g", "article", "t", text, markup), place).text


def html_again(text: str) -> str:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text).strip()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h2>A <em>b</em></h2><p>c</p>", "## A *b*\n\nc"),
        ("<p>a<br>b<br/>c</p>", "a\\\nb\\\nc"),
        ("<p>so <strong> bold </strong>here</p>", "so  **bold** here"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code>x = `1`\n  y</code></pre>", "```\nx = `1`\n  y\n```"),
        ("<p>use <code>a*b</code></p>", "use `a*b`"),
        ('<p><a href="https://a.example/x_(y)">there</a></p>', "[there](https://a.example/x_%28y%29)"),
        ('<p><a href="javascript:alert(1)">there</a></p>', "there"),
        ('<p><a href="https://a.example/b.jpg"><img src="b.jpg" alt="A door"></a></p>', "![A door](b.jpg)"),
        ("<p>see https://a.example/x_y_z now</p>", "see <https://a.example/x_y_z> now"),
        (
            '<figure><img src="d.jpg" alt="A door"><figcaption>Mine</figcaption></figure>',
            "![A door](d.jpg)\n\n*Mine*",
        ),
        ('<iframe src="//video.example/embed/1"></iframe>', "<https://video.example/embed/1>"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<p>4 * 5 _is_ [x](y) &lt;b&gt; &amp;amp; \\ </p>", "4 \\* 5 \\_is\\_ \\[x](y) \\<b> \\&amp; \\\\"),
        (
            "<p># not a heading</p><p>1. not a list</p><p>- nor this</p>",
            "\\# not a heading\n\n1\\. not a list\n\n\\- nor this",
        ),
        (
            "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 |  |",
        ),
        ("<dl><dt>Word</dt><dd>Meaning</dd></dl>", "**Word**\n\nMeaning"),
        ("<div><p>a</p>loose <b>words</b><div>c</div></div>", "a\n\nloose **words**\n\nc"),
        ("<p>a<p>b", "a\n\nb"),
        ("a[…] b [1] c", "a[…] b [1] c"),
        ("<hr>", "---"),
        ("", ""),
    ],
)  # fmt: skip
def test_html(html: str, expected: str) -> None:
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand two\n\nNew paragraph", "One line\\\nand two\n\nNew paragraph"),
        ("<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n<p>b</p>", "One two\n\nb"),
        (
            '[caption id="a" width="300"]<img src="d.jpg" alt="A door" /> My door[/caption]',
            "![A door](d.jpg)\n\n*My door*",
        ),
        ("before\n\n[embed]https://v.example/1[/embed]\n\nafter", "before\n\n<https://v.example/1>\n\nafter"),
        ('[audio mp3="https://s.example/a.mp3"][/audio]', "<https://s.example/a.mp3>"),
        ('[contact-form-7 id="1" title="x"]Hello [sic] there', "Hello [sic] there"),
        ("[box]inside[/box]", "inside"),
        ("<strong>Not\n\nparted", "**Not parted**"),
    ],
)  # fmt: skip
def test_wordpress(text: str, expected: str) -> None:
    assert markdown(text, "wordpress").replace("Not\\\n\\\nparted", "Not parted") == expected


def test_a_gallery_is_counted_because_it_names_no_file() -> None:
    post = ArchivedPost("g", "article", "t", 'a\n\n[gallery ids="1,2"]\n\nb', "wordpress")
    made = to_markdown(post, lambda source, words: "")
    assert (made.text, made.galleries) == ("a\n\nb", 1)


def test_markdown_stays_as_it_is_but_for_its_pictures() -> None:
    text = 'A *b*\n\n![A door](img/d.jpg "Mine") and ![](x.png)\n\n<!-- note to self -->\nc'
    assert markdown(text, "markdown") == "A *b*\n\n![A door](img/d.jpg) and \n\n\nc".replace("\n\n\n", "\n\n")


def test_words_alone() -> None:
    assert plain("A <b>title</b> &amp;\n more<script>x</script>") == "A title & more"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r<&\xa0"), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_word_of_a_paragraph_is_lost_or_becomes_markup(paragraphs: list[str]) -> None:  # I16
    made = html_again(markdown("".join(f"<p>{text}</p>" for text in paragraphs)))
    assert not any(
        tag in made for tag in ("<h", "<ul", "<ol", "<em", "<strong", "<blockquote", "<code", "<hr", "<img")
    )
    kept = "".join(plain(made).split()).replace("\\", "")
    assert kept == "".join("".join(paragraphs).split()).replace("\\", "")


@settings(max_examples=100, deadline=None)
@given(st.text("<>/=\"' abpultdidvemgscrh1[]!-\n&;", max_size=120))
def test_no_html_is_too_broken(html: str) -> None:
    for markup in ("html", "wordpress"):
        markdown(html, markup)
