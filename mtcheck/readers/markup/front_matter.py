"""The front matter of a Markdown file: the texts in it that a site shows to its readers."""

from __future__ import annotations

import re
import tomllib

from mtcheck.readers.markup.tokens import End, Start, Text, Token, told

KINDS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("subtitle", "description", "summary", "excerpt", "deck", "lead", "lede", "caption"), "p"),
}
"""The keys whose values readers see, and the elements of a page that show them."""
_BLOCK = re.compile(r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>(?:.*\r?\n)*?)(?P=mark)[ \t]*(?:\r?\n|\Z)")


def split(text: str) -> tuple[list[Token], int] | None:
    """Give the tokens of a text's front matter and the place behind it; None where it has none.

    A rule that opens a text (`---`) opens no front matter unless keys and values follow.
    """
    match = _BLOCK.match(text)
    if match is None:
        return None
    found = _yaml(match) if match["mark"] == "---" else _toml(match)
    if found is None:
        return None
    tokens: list[Token] = []
    for key, value in found:
        name = KINDS[key]
        tokens += (Start(name, value.start, value.start), value, End(name, value.end, value.end))
    return tokens, match.end()


def _yaml(match: re.Match[str]) -> list[tuple[str, Text]] | None:
    import yaml

    try:
        node = yaml.compose(match["body"], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    shift, found = match.start("body"), []
    for key, value in node.value:
        name = str(key.value).lower()
        if name in KINDS and isinstance(value, yaml.ScalarNode) and value.value.strip():
            start, end = shift + value.start_mark.index, shift + value.end_mark.index
            found.append((name, _placed(match.string, value.value, start, end)))
    return found


def _toml(match: re.Match[str]) -> list[tuple[str, Text]] | None:
    """Read TOML; its reader tells no places, so that a value is looked for behind its key."""
    try:
        values = tomllib.loads(match["body"].replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    found = []
    for line in re.finditer(r"^[ \t]*(?P<key>\w+)[ \t]*=[ \t]*(?P<value>.*?)[ \t]*\r?$", match["body"], re.MULTILINE):
        value = values.get(line["key"])
        if line["key"].lower() in KINDS and isinstance(value, str) and value.strip():
            start, end = (match.start("body") + place for place in line.span("value"))
            found.append((line["key"].lower(), _placed(match.string, value, start, end)))
    return found


def _placed(text: str, value: str, start: int, end: int) -> Text:
    """Give a value its place inside its quotation marks; the whole stretch where it is written in another way."""
    for inset in (0, 1, 3):
        if text[start + inset : end - inset] == value:
            return Text(value, start + inset, end - inset)
    return told(text, start, end, value)
