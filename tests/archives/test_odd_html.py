"""HTML as people and programs really left it: every word arrives, apart from its neighbours; no harm does."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hearten_archives import ArchivedPost, to_markdown
from hearten_archives.html_tree import tree
from hearten_archives.to_markdown import bare, plain
from tests.archives.test_to_markdown import html_again, markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Small<br>steps</h2>", "## Small steps"),
        ("<h2>Small<br/> <em>steps</em></h2>", "## Small *steps*"),
        ("<h3></h3><p>a</p>", "a"),
        ("<table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr></table>", "| a b | c d |\n| --- | --- |"),
        ("<table><tr></tr></table>", ""),
        ("<pre>one<br>two</pre>", "```\none\ntwo\n```"),
        ("<pre>```\ncode\n```</pre>", "````\n```\ncode\n```\n````"),
        ("<pre>  far in\n    farther</pre>", "```\n  far in\n    farther\n```"),
        ('<a href="https://a.example">one<br>two</a>', "[one two](https://a.example)"),
        ('<a href="https://a.example/?u=1">https://a.example/</a>', "[https://a.example/](https://a.example/?u=1)"),
        ('<a href="https://a.example/">https://a.example/</a>', "<https://a.example/>"),
        ('<a href="https://a.example/a b">x</a>', "[x](https://a.example/a%20b)"),
        ('<a href="mailto:ana@a.example">write</a>', "[write](mailto:ana@a.example)"),
        ('<a href="/about">about</a>', "about"),
        ('<a href="#top">up</a>', "up"),
        ('<a name="here">words</a>', "words"),
        ('<a href="https://[broken">words</a>', "words"),
        ('<a href="https://a.example"></a>after', "after"),
        ('<a href=" JaVaScRiPt:alert(1)">x</a>', "x"),
        ('<a href="data:text/html,<script>x</script>">x</a>', "x"),
        ('<a href="vbscript:x">x</a>', "x"),
        ("<p>a</p><svg/><p>b</p>", "a\n\nb"),
        ('<p>a</p><svg><path d="M0"/></svg><p>b</p>', "a\n\nb"),
        ("<p>a</p><math/><p>b</p>", "a\n\nb"),
        ("a<![foo[x]]>b", "ab"),
        ("<![if !mso]><p>a</p><![endif]>", "a"),
        ("<!-- hidden --><p>a</p>", "a"),
        ("<p>a</p><!-- never closed", "a\n\n\\<!-- never closed"),
        ("<p>a <b>&lt;b&gt;</b></p>", "a **\\<b>**"),
        ("<p><i>C:\\</i> x</p>", "*C:\\\\* x"),
        ("<?php echo 1 ?><p>a</p>", "a"),
        ("<p>a<p>b<p>c", "a\n\nb\n\nc"),
        ("<b>a</b></b></p></div>b", "**a**b"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ul><li></li><li>b</li></ul>", "- b"),
        ("<ol start=99999999><li>a</ol>", "1. a"),
        ("<ol start=-3><li>a</ol>", "1. a"),
        ("<ol reversed start='0'><li>a<li>b</ol>", "0. a\n1. b"),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", "- a\n  1. b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        ("<q>a</q>", "“a”"),
        ("<del>a</del> <s>b</s>", "~~a~~ ~~b~~"),
        ("<em><strong>a</strong></em>", "**a**"),
        ("<b> </b>a", "a"),
        ("<b>a <b>b</b></b>", "a **b**"),
        ("<code>a `b` c</code>", "`` a `b` c ``"),
        ("<code></code>a", "a"),
        ("<p>a&nbsp;b</p>", "a b"),
        ("<p>a\n\n\n   b</p>", "a b"),
        ("<center><p>a</p></center>", "a"),
        ("<span><h2>a</h2></span>", "## a"),
        ("<p>+ a</p>", "\\+ a"),
        ("<p>===</p>", "\\==="),
        ("<p>2) a</p>", "2\\) a"),
        ("<p>2015. A year</p>", "2015\\. A year"),
        ("<p>&gt; a</p>", "\\> a"),
        ("<p>snake_case_name</p>", "snake_case_name"),
        ("<p>~~a~~</p>", "\\~\\~a\\~\\~"),
        ("<p>&amp;lt;b&amp;gt;</p>", "\\&lt;b\\&gt;"),
        ("<video><source src='https://v.example/a.mp4'></video>", "<https://v.example/a.mp4>"),
        ("<iframe src='javascript:alert(1)'></iframe>", ""),
        ("<embed src='/relative.swf'>a", "a"),
        ("<img src='a.jpg'>", ""),
        ("<img alt='A door'>", "![A door]()"),
        (
            "<figure><img src='a.jpg' alt='A'><figcaption><em>Mine</em></figcaption></figure>",
            "![A](a.jpg)\n\n*Mine*",
        ),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "**a**\n\nb\n\n**c**\n\nd"),
        ("<details><summary>a</summary>b</details>", "a\n\nb"),
    ],
)
def test_what_people_left_arrives(html: str, expected: str) -> None:  # I16
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("Small<br>steps", "Small steps"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("Small<b>er</b>", "Smaller"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("a<style>b</style><script>c</script>", "a"),
        ("\n a \t b \n", "a b"),
    ],
)
def test_a_title_or_a_summary_never_glues_two_words_together(html: str, words: str) -> None:
    assert plain(html) == words


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a<!-- b -->c", "ac"),
        ("a<!-- b --><!-- c -->d", "ad"),
        ("a<!-- never closed", "a<!-- never closed"),
        ("a<!-- b\n\nc -->d", "ad"),
        ("a --> b", "a --> b"),
        ("", ""),
    ],
)
def test_notes_to_oneself_stay_behind_and_words_do_not(text: str, left: str) -> None:
    assert bare(text) == left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[caption]<a href="https://a.example"><img src="a.jpg" alt="A"></a> My door[/caption]',
            "![A](a.jpg)\n\n*My door*",
        ),
        ('[wp_caption]<img src="a.jpg" alt="A">[/wp_caption]', "![A](a.jpg)"),
        ("[caption]never closed", "[caption]never closed"),
        ("[quote]a[/quote] and [quote] alone", "a and [quote] alone"),
        ("[a] before [/b]", "[a] before"),
        ("[embed width='1']https://v.example/1[/embed]", "<https://v.example/1>"),
        ("[video mp4='https://v.example/a.mp4' /]", "<https://v.example/a.mp4>"),
        ("[audio src=javascript:x]", "javascript:x"),
        ("[gallery]", ""),
        ("<pre>[sic]</pre>", "```\n[sic]\n```"),
        ("<!--more-->a", "a"),
        ("a\r\n\r\nb", "a\n\nb"),
    ],
)
def test_what_wordpress_means_by_square_brackets(text: str, expected: str) -> None:
    assert markdown(text, "wordpress") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![A door](<d.jpg>)", "![A door](d.jpg)"),
        ("![A door](d.jpg 'Mine')", "![A door](d.jpg)"),
        ("![](d.jpg)", ""),
        ("![a][ref]", "![a][ref]"),
        ("[a](d.jpg)", "[a](d.jpg)"),
        (r"![a \] b](d.jpg)", r"![a \] b](d.jpg)"),
    ],
)
def test_pictures_in_markdown_are_asked_for(text: str, expected: str) -> None:
    assert markdown(text, "markdown") == expected


@pytest.mark.parametrize(
    ("piece", "markup"),
    [("[a]", "wordpress"), ("[caption]", "wordpress"), ("<!--", "markdown"), ("![", "markdown")],
)
def test_a_text_that_opens_without_end_costs_no_long_time(piece: str, markup: str) -> None:
    """Ten times as much may cost some ten times as long, never a hundred times."""
    costs = []
    for many in (2_000, 20_000):
        begun = time.process_time()
        markdown(piece * many, markup)
        costs.append(time.process_time() - begun)
    assert costs[1] < 40 * costs[0] + 0.2


SHARP = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1) alt='A'>",
        "<a href='javascript:alert(1)'>",
        "</a>",
        "<iframe src='javascript:alert(1)'></iframe>",
        "<svg/onload=alert(1)>",
        "</svg>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>*{}</style>",
        "<p onclick=alert(1)>",
        "<b>",
        "</p>",
        "[x](javascript:alert(1))",
        "`",
        "\\",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "words ",
        "\n\n",
        "<pre>",
        "</pre>",
        "<td>",
        "<li>",
        "<br>",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(SHARP, max_size=10), st.sampled_from(["html", "wordpress"]))
def test_no_script_survives_however_it_is_wrapped(pieces: list[str], markup: str) -> None:
    made = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown("".join(pieces), markup))
    tags = re.findall(r"<\w[^>]*>", made)
    assert not any(re.match(r"<(script|iframe|svg|style)\b", tag) for tag in tags)
    assert not any(re.search(r"\son\w+\s*=|javascript:", tag) for tag in tags)


@settings(max_examples=100, deadline=None)
@given(st.text("<>![]-/?abcdefil CDAT='\"&#;x", max_size=80))
def test_the_tree_takes_whatever_comes(html: str) -> None:
    assert tree(html).tag == "body"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=6))
def test_a_list_arrives_with_all_its_items_in_order(items: list[str]) -> None:
    html = html_again(markdown("<ul>" + "".join(f"<li>{item}" for item in items) + "</ul>"))
    assert re.findall(r"<li>(\w+)</li>", html) == items


@settings(max_examples=30, deadline=None)
@given(st.text("`\n ab", max_size=30).filter(str.strip))
def test_code_arrives_letter_by_letter(code: str) -> None:  # I16
    made = MarkdownIt().parse(markdown(f"<pre>x{code}y</pre>"))
    assert [token.content for token in made] == [f"x{code}y\n"]


def test_galleries_are_counted_one_by_one_and_only_wordpress_has_them() -> None:
    text = "[gallery][gallery ids='1']\n[gallery]"
    for markup, many in (("wordpress", 3), ("html", 0), ("markdown", 0)):
        assert to_markdown(ArchivedPost("g", "article", "t", text, markup), lambda a, b: "").galleries == many
