"""Fingerprints: they survive edits elsewhere in the article, and the way from one format to another."""

from __future__ import annotations

import html as markup
import io
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_findings import GRAMMAR

from mtcheck import findings
from mtcheck.readers import from_bytes, from_text
from mtcheck.records import Document, Hit

_MARKED = re.compile(r"the\s+Land\s+of\s+Sakura", re.IGNORECASE)
MARKED = (
    "He returned to the Land of Sakura in 2019.",
    "The Land of Sakura is “his second home”, he said.",
    "Is the Land of Sakura far? The Land of Sakura is far, but not the Land of Sakura's moon.",
    "Mr. Anwar, of the U.S. Embassy, left the Land of Sakura (and the staff's children) at 3.30 p.m. on Monday.",
    "News from the Land of Sakura",
    "TOKYO - Hundreds of citizens left the Land of Sakura on Monday.",
    "“We are safe in the Land of Sakura.” Nobody else was.",
)
OTHER = (
    "Nothing was said. No, not a word!",
    "The minister of foreign affairs told the staff of the embassy that it would close its doors in the summer.",
    "Embassy closes. Staff leave",
    "Share:",
    "JAKARTA, KOMPAS.com - It rained.",
)
_PARAGRAPHS = st.lists(st.sampled_from((*MARKED, *OTHER)), min_size=1, max_size=7)


def _counted(document: Document) -> Counter[str]:
    """Give the fingerprints of findings on every mention of the phrase."""
    hits = [(GRAMMAR, Hit(match.start(), match.end(), "why")) for match in _MARKED.finditer(document.text)]
    return Counter(finding.fingerprint for finding in findings.make(document, hits))


def _of(paragraphs: Sequence[str]) -> Counter[str]:
    return _counted(from_text("\n\n".join(paragraphs)))


@settings(deadline=None)
@given(st.permutations(range(6)), st.lists(st.sampled_from((*MARKED, *OTHER)), min_size=6, max_size=6))
def test_the_order_of_the_paragraphs_is_nothing_to_a_fingerprint(order: list[int], paragraphs: list[str]) -> None:
    assert _of([paragraphs[number] for number in order]) == _of(paragraphs)


@settings(deadline=None)
@given(_PARAGRAPHS, _PARAGRAPHS, st.integers(0, 7))
def test_paragraphs_put_in_or_taken_out_leave_the_others_their_fingerprints(
    paragraphs: list[str], others: list[str], place: int
) -> None:
    mixed = _of([*paragraphs[:place], *others, *paragraphs[place:]])
    assert _of(paragraphs) <= mixed
    assert _of(others) <= mixed


@settings(deadline=None)
@given(_PARAGRAPHS, _PARAGRAPHS)
def test_sentences_put_in_or_taken_out_of_the_paragraph_do_too(sentences: list[str], others: list[str]) -> None:
    ended = [sentence for sentence in (*sentences, *others) if sentence.endswith((".", "!"))]
    before = [sentence for sentence in sentences if sentence in ended]
    assert _of(before or ["x"]) <= _of([" ".join(ended) or "x"])


@settings(deadline=None)
@given(_PARAGRAPHS.filter(lambda paragraphs: len(max(paragraphs, key=len)) > 70), st.integers(50, 90))
def test_white_space_and_the_shape_of_quotation_marks_are_nothing_to_a_fingerprint(
    paragraphs: list[str], width: int
) -> None:
    straight = [text.translate(str.maketrans("“”", '""')).replace("'", "’") for text in paragraphs]
    spaced = [text.replace(" of ", "\u00a0of  ").replace("Sakura", "Sak\u00adura\u200b") for text in straight]
    wrapped = [textwrap.fill(text, width, break_on_hyphens=False) for text in straight]
    assert _of(straight) == _of(paragraphs)
    assert _counted(from_text("\r\n\r\n".join(wrapped).replace("\n", "\r\n"))) == _of(paragraphs)
    assert _spaced(spaced) == _of(paragraphs)


@settings(deadline=None)
@given(_PARAGRAPHS, st.integers(50, 90), st.sampled_from(["x" * 95, f"{OTHER[1]} {OTHER[1]}", "Two\nlines"]))
def test_a_line_elsewhere_that_is_wrapped_otherwise_changes_no_fingerprint(
    paragraphs: list[str], width: int, line: str
) -> None:
    wrapped = [textwrap.fill(f"{OTHER[1]} {text}", width, break_on_hyphens=False) for text in paragraphs]
    assert _of([*wrapped, line]) == _of([line, *wrapped]) == _of([f"{OTHER[1]} {text}" for text in paragraphs])


def test_a_finding_may_reach_into_the_line_break() -> None:
    document = from_text("He said so.\n\nShe left\r\n")
    ends = [findings.make(document, [(GRAMMAR, Hit(13, end, "why"))])[0].fingerprint for end in (21, 22, 23)]
    assert len(set(ends)) == 1


def _spaced(paragraphs: Sequence[str]) -> Counter[str]:
    """Give the same of a text with no-break spaces, soft hyphens and zero-width spaces in the phrase."""
    document = from_text("\n\n".join(paragraphs))
    found = re.finditer(r"the\s+Land\s+of\s+Sak\u00adura\u200b", document.text, re.IGNORECASE)
    hits = [(GRAMMAR, Hit(match.start(), match.end(), "why")) for match in found]
    return Counter(finding.fingerprint for finding in findings.make(document, hits))


def _markdown(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(text.replace("Land", "*Land*") for text in paragraphs).encode()


def _html(paragraphs: Sequence[str]) -> bytes:
    bodies = (markup.escape(text).replace("Land of", "<b>Land</b>\n  of") for text in paragraphs)
    return "".join(f"<p>{body}</p>" for body in bodies).encode()


def _docx(paragraphs: Sequence[str]) -> bytes:
    file, word = io.BytesIO(), docx.Document()
    for text in paragraphs:
        before, *others = re.split("(?<=Land)", text)
        paragraph = word.add_paragraph(before)
        for other in others:
            paragraph.add_run(other).bold = True
    word.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("name", "written"), [("a.md", _markdown), ("a.html", _html), ("a.docx", _docx)])
@settings(deadline=None, max_examples=30)
@given(paragraphs=_PARAGRAPHS)
def test_a_text_has_the_same_fingerprints_in_every_format(
    name: str, written: Callable[[Sequence[str]], bytes], paragraphs: list[str]
) -> None:
    assert _counted(from_bytes(name, written(paragraphs))) == _of(paragraphs)


def test_a_fingerprint_is_that_of_a_rule_a_phrase_and_a_sentence() -> None:
    before, after = "He said so. She left ", " at once. Nobody knew."
    known = _of([f"{before}the Land of Sakura{after}"])
    assert _of([f"He did.  She left the Land of Sakura{after}"]) == known
    assert _of([f"{before}the Land of Sakura at once! All knew."]) != known
    assert _of([f"{before}the Land of Sakura at once. All knew."]) == known
    assert _of([f"He said so. He left the Land of Sakura{after}"]) != known
