"""HTML pages: what a reader sees, exactly where it stands, whatever is wrong with the markup."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_checks import PARTS, TAGS, blocks, require_exact, stretch

from mtcheck import engine, readers
from mtcheck.config import Config
from mtcheck.readers import html
from mtcheck.readers.markup.elements import HIDDEN
from mtcheck.records import Comment, UnusableInputError


def shown(markup: str) -> list[str]:
    document = html.read("page.html", markup)
    require_exact(document)
    return blocks(document)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One\n  two&nbsp; three &amp; <b>four</b></p>", ["One two three & four"]),
        ("<p>Jap<b>an</b> and an em&shy;bas\u00adsy", ["Japan and an embassy"]),
        ("<p>one<p>two<div>three</div>four", ["one", "two", "three", "four"]),
        ("<b>bold<p>one</b> goes on</p>", ["bold", "one goes on"]),
        ("<ul><li>one<li>two<ul><li>inner</ul><li>three</ul>", ["one", "two", "inner", "three"]),
        ("<table><caption>C<tr><th>A<th>B<tr><td>c<td>d</table>e", ["C", "A", "B", "c", "d", "e"]),
        ("<p>Poem that runs<br>on here<br>Photo: AFP", ["Poem that runs on here", "Photo: AFP"]),
        ("<p>One line<br><br>and another", ["One line", "and another"]),
        ("<pre>One\nTwo\n\nthree</pre>", ["One", "Two", "three"]),
        ("<p>He said <q>go <q>now</q></q>.", ["He said “go ‘now’”."]),
        ("<a>Home</a><a>News</a> <span>J</span>akarta", ["Home", "News Jakarta"]),
        ("<nav><a>Home</a> <a>News</a></nav>", ["Home", "News"]),
        ("<p>a<script>x<y</script>b<style>p{}</style>c<!-- no -->d", ["abcd"]),
        ("<p>a<noscript>no</noscript><template><p>no</p></template>", ["a"]),
        ("<div hidden><ul><li>no</div><p>yes <i style='color: red; Display : none'>no</i>", ["yes"]),
        ("<p aria-hidden=true>no<p>yes<dialog>no</dialog><dialog open>and</dialog>", ["yes", "and"]),
        ("<p>It was <del>read</del><s>red</s> green", ["It was green"]),
        ("<svg><title>no</title><text>Chart</text><g><text>Axis</text></g></svg>yes", ["Chart", "Axis", "yes"]),
        ("<div><svg><path></div><p>yes", ["yes"]),
        ("<head><title>T</title><p>no end of the head", ["T", "no end of the head"]),
        ("<p>1 < 2 &notit; &#x1F600; &#xD800; &lt;b> &#0;", ["1 < 2 ¬it; 😀 � <b> �"]),
        ("<p>a\0b", ["ab"]),
        ("text only", ["text only"]),
        ("<p>שלום <b>עולם</b>", ["שלום עולם"]),
        ("<p>x</p><plaintext>a</b>", ["x", "a</b>"]),
        (
            "<label>Name <input placeholder='Your name'></label><input type=submit value=Go>",
            ["Name", "Your name", "Go"],
        ),
        ("<p>unclosed <b", ["unclosed"]),
    ],
)
def test_what_is_seen(markup: str, expected: list[str]) -> None:
    assert shown(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<figure><img alt='A &lt;tram&gt;'><figcaption>Caption</figcaption></figure>", ["A <tram>", "Caption"]),
        ("<img alt='The same caption'><p>The same caption</p>", ["The same caption"]),
        ("<p>The <abbr title='World Health'>WHO</abbr> said.</p><p>B", ["The WHO said.", "World Health", "B"]),
        ("<p><a title='Read on'>Read on</a>", ["Read on"]),
        ("<h2>News</h2><img alt='A news photo of the day'><p>News</p>", ["News", "A news photo of the day", "News"]),
        ("<title>News of the tram</title><h2>News</h2>", ["News of the tram", "News"]),
        ("<p>It <img alt=smiles> ends.", ["It ends.", "smiles"]),
        ("<title>Council backs the tram - Post</title><h1>Council backs the tram</h1>", ["Council backs the tram"]),
        (
            "<title>Another headline</title><h1>Council backs the tram</h1>",
            ["Another headline", "Council backs the tram"],
        ),
        ("<meta name=description content='It &quot;is&quot;'><p>Body", ['It "is"', "Body"]),
        ("<meta name=description content='The council...'><p>The council met.", ["The council met."]),
        ("<meta name=keywords content='no'><iframe title=no></iframe><p>Body", ["Body"]),
    ],
)
def test_what_is_seen_beside_the_text(markup: str, expected: list[str]) -> None:
    assert shown(markup) == expected


def test_each_stretch_is_where_the_file_says_it() -> None:
    page = (
        '<body>\r\n<p>R&amp;D in Jap<b>an</b>,\r\n<q>so</q> em&shy;bassy</p><img alt="A &lt;b&gt; c">'
        "<p title='Say \"x\" &amp; y'>Text</p></body>"
    )
    document = html.read("page.html", page)
    require_exact(document)
    assert stretch(document, "R&D") == "R&amp;D"
    assert stretch(document, "Japan") == "Jap<b>an"
    assert stretch(document, ", “") == ",\r\n<q>"
    assert stretch(document, "embassy") == "em&shy;bassy"
    assert stretch(document, "<b> c") == "&lt;b&gt; c"
    assert stretch(document, '"x" & y') == '"x" &amp; y'
    assert document.line_column(document.text.index("so")) == (3, 4)


def test_segments_say_where_in_the_page_they_stand() -> None:
    page = (
        "<body><h1>Council backs the tram</h1><figure><img alt=Bridge><figcaption>At dusk</figcaption></figure>"
        "<blockquote><p>We waited.</p></blockquote><p>JAKARTA - It <code>x = 1</code> "
        "was <i lang=fr>au fait</i>. Yes.</p>"
        f"{'<div>' * 40}<p>Deep."
    )
    document = html.read("page.html", page)
    told = [(s.kind, s.locator.part, s.locator.path) for s in document.segments if s.locator]
    assert told[:4] == [
        ("headline", "body > h1", "heading 1"),
        ("sentence", "body > figure > img", "alternative text 1"),
        ("sentence", "body > figure > figcaption", "caption 1"),
        ("sentence", "body > blockquote > p", "quotation 1"),
    ]
    assert told[4:7] == [(kind, "body > p", "paragraph 1") for kind in ("dateline", "sentence", "sentence")]
    assert told[7][1].startswith("body > ... > div")
    assert [document.text[u.start : u.end] for u in document.unchecked] == ["x = 1", "au fait"]


def test_a_page_in_a_wrong_language_is_checked_nevertheless() -> None:
    document = html.read("page.html", "<html lang=id><body lang=id><p lang=id>All of <b lang=en>this</b> is checked.")
    assert document.unchecked == ()


def test_comments_are_kept_with_their_lines() -> None:
    document = html.read("page.html", "<!-- one -->\n<p>Text<!---->\n<script><!-- no --></script><!--\ntwo\n--></p>")
    assert document.comments == (Comment("one", 1), Comment("two", 3))


@pytest.mark.parametrize("markup", ["", "<p> &nbsp; </p>", "<script>x</script>", "<!-- x -->", "<img alt=''>"])
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(UnusableInputError, match=r"^page\.html: no text to be seen on the page$"):
        html.read("page.html", markup)


def test_other_files_are_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(UnusableInputError, match=r"a\.html: not a text file"):
        readers.read(str(file))
    feed = '<?xml version="1.0"?>\n<!-- x -->\n<rss><channel>'
    with pytest.raises(UnusableInputError, match=r"XML \(<rss>\), not an HTML page"):
        html.read("a.html", feed)
    assert shown('<?xml version="1.0"?><!DOCTYPE html><html><p>Text</p></html>') == ["Text"]


@pytest.mark.parametrize(
    ("codec", "head"),
    [
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"),
        ("cp1250", "<meta charset=windows-1250>"),
        ("utf-8", "<meta charset=windows-1252>"),
        ("iso8859_5", "<?xml version='1.0' encoding='iso-8859-5'?><html>"),
    ],
)
def test_a_page_says_how_it_is_encoded(tmp_path: Path, codec: str, head: str) -> None:
    said = {"cp1250": "Dvořák said “no”", "iso8859_5": "Київ"}.get(codec, "A “café” – €5")
    file = tmp_path / "a.html"
    file.write_bytes(f"{head}<p>{said}</p>".encode(codec))
    document = readers.read(str(file))
    assert blocks(document) == [said]
    assert bool(document.notes) is (codec != "utf-8")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS + TAGS), max_size=25).map("".join))
def test_every_character_has_its_place(markup: str) -> None:
    try:
        document = html.read("page.html", markup)
    except UnusableInputError:
        return
    require_exact(document)


_RULED_OUT = ("=", "!", "?", "hidden", "del>", "q>", "svg>", "text>", "title>")
"""Of these our own decision says what is seen, or rules for tags crossed as no writer does (`<li><h1><del><li>`)."""
SIMPLE = tuple(tag for tag in TAGS if not any(part in tag for part in _RULED_OUT))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*"abcdefgh", " ", *SIMPLE]), max_size=20).map("".join))
def test_what_is_seen_is_what_a_browser_shows(markup: str) -> None:
    def seen(node: turbohtml.Node) -> str:
        if isinstance(node, turbohtml.Text):
            return node.data
        tag = getattr(node, "tag", "")
        hidden = tag in HIDDEN or (
            tag == "code" and any(e.tag in ("pre", "textarea") for e in node.ancestors if hasattr(e, "tag"))
        )
        return "" if hidden else "".join(map(seen, node.children))

    markup = f"<!doctype html>{markup}"
    try:
        text = html.read("page.html", markup).text
    except UnusableInputError:
        text = ""
    assert Counter(text.replace("\n", "").replace(" ", "")) == Counter("".join(seen(turbohtml.parse(markup)).split()))


@pytest.mark.parametrize(
    "unit", ["<div>", "<p>", "<table><td>", "<ul><li>", "<code>", "</p>", "<div>a</p>", "<b hidden><p>x</b>"]
)
def test_deep_pages_are_read_in_a_time_that_grows_with_them(unit: str) -> None:
    document = html.read("page.html", "<p>Text" + unit * (60_000 // len(unit)))
    assert document.text.startswith("Text")


def test_escaped_text_is_read_as_it_was() -> None:
    assert html.escape("R&D <b> \"x\" 'y'") == "R&amp;D &lt;b&gt; \"x\" 'y'"
    assert html.escape('"', attribute=True) == "&quot;"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp")), min_size=1))
def test_escaping_and_reading_give_the_text(text: str) -> None:
    assert html.read("page.html", f"<p>{html.escape(text)}</p>").text == text
    assert shown(f'<img alt="{html.escape(text, attribute=True)}">') == [text]


CHROME = """<!doctype html><html><head><title>Council backs the tram | Post</title></head><body>
<div><p>We use cookies to improve your experience.</p><button>Accept all</button></div>
<nav><ul><li><a>Home</a><li><a>Politics</a></ul><a>Subscribe</a><a>Sign in</a></nav>
<main><h1>Council backs the tram</h1><p>By <a>Alice Grey</a> and <a>Tom Hardy</a></p>
<div><span>LABEL</span> <a title="Share on X"><i></i></a></div>
<p>The council on Tuesday approved plans for a second tram line, ending a dispute that had lasted for ten years.</p>
<p>Work is expected to begin in&nbsp;2026, and the government will pay two thirds of the cost.</p></main>
<footer><a>Privacy policy</a><p>&copy; 2024 The Post Ltd. All rights reserved.</p></footer></body></html>"""


@pytest.mark.parametrize(("label", "codes"), [("Share", []), ("Partager:", ["MT501"])])
def test_a_page_may_have_a_menu_but_not_in_another_language(label: str, codes: list[str]) -> None:
    document = html.read("page.html", CHROME.replace("LABEL", label))
    report = engine.check(document, config=Config(translate=False))
    assert [finding.code for finding in report.counted()] == codes
