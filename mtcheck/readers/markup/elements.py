"""What the elements of HTML are to a reader of the page (https://html.spec.whatwg.org/multipage/rendering.html)."""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""The elements that have no end tag and no content."""

HEADINGS = _names("h1 h2 h3 h4 h5 h6")

KINDS: Mapping[str, str] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("li", "dt", "dd"), "list item"),
    **dict.fromkeys(("td", "th"), "table cell"),
    **dict.fromkeys(("button", "summary"), "button"),
    **dict.fromkeys(("label", "legend"), "label"),
    **dict.fromkeys(("option", "optgroup"), "option"),
    "blockquote": "quotation",
    "title": "page title",
}
"""What the text of an element is, in words; of any other it is what it is around it, a paragraph at last."""

BLOCKS = frozenset(KINDS) | _names(
    """
    html head body address article aside center details dialog dir div dl fieldset figure footer form frameset header
    hgroup hr main menu nav ol p pre search section select table tbody text textarea tfoot thead tr ul
    """
)
"""The elements whose text runs on in no other (`text`: of SVG)."""

HIDDEN = _names(
    """
    area audio canvas datalist del embed frameset head iframe map math noembed noframes noscript object param rp s
    script strike style svg template title video
    """
)
"""The elements whose text no reader of the page sees, or sees struck out."""

LET: Mapping[str, frozenset[str]] = {
    "": frozenset(("title",)),
    "head": frozenset(("title",)),
    "svg": frozenset(("text",)),
    "body": frozenset(),
}
"""The elements that are seen in one that is hidden: the page's title (a head need not be written), a drawing's text."""

CLOSES_PARAGRAPH = BLOCKS - _names("button label option optgroup select text textarea title")
"""The start tags at which an open paragraph ends."""

CLOSED_BY: Mapping[str, tuple[str, ...]] = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "button": ("button",),
    "tr": ("tr", "caption"),
    "body": ("head",),
    **dict.fromkeys(("td", "th"), ("td", "th", "caption")),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ("tbody", "thead", "tfoot", "caption")),
    **dict.fromkeys(HEADINGS, tuple(HEADINGS)),
}
"""The start tags that close open elements of these names in the same list or table."""

SCOPES = _names("table template object button caption td th")
"""The elements from inside which no end tag closes what is open around them."""

LISTS = SCOPES | _names("ul ol menu dl select")
"""The elements inside which an item closes none of an outer list."""

TABLE_PARTS = _names("td th tr tbody thead tfoot caption")
"""The elements that are none outside a table."""

HEAD = _names("base basefont bgsound link meta noframes noscript script style template title")
"""The elements that may stand in a head; any other begins the body."""

DRAWINGS = ("svg", "math")
LEAVES_DRAWING = BLOCKS - {"title", "text"} | _names("b big br code em i img ruby small span strong sub sup u")
"""The start tags at which a drawing that nobody closed ends."""

NAVIGATION = frozenset(("nav", "menu"))
"""The elements in which each link stands for itself."""

UNCHECKED = _names("code kbd samp var tt")
"""The elements whose text is for machines."""

SENTENCE_PARTS = _names("abbr b bdi bdo blockquote cite dfn em font i mark q small span strong u")
"""The elements by whose `lang` a writer says that words are foreign (that of the whole page is often forgotten)."""

PREFORMATTED = _names("pre listing xmp textarea")
"""The elements whose line breaks are seen."""

UNTOLD = _names("iframe link meta style frame embed")
"""The elements whose `title` is shown to nobody."""
