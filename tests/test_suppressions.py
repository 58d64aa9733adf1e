"""Suppression: which findings a dismissal fits, where dismissals stand, and which fit nothing any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made_up_reports
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import suppressions
from mtcheck.config import Config
from mtcheck.detectors import all_rules
from mtcheck.readers import from_text
from mtcheck.records import Comment, Dismissal, Finding, Stale, Suppression, SuppressionKind, UnusableInputError
from mtcheck.suppressions import Entry, sidecar, sidecar_text
from mtcheck.suppressions.heeding import LASTING

NEWS = made_up_reports.news()
TEXT = NEWS.document.text
FIRST, SECOND, *_ = [finding for finding in NEWS.findings if not finding.suppressed]
EPITHET = next(finding for finding in NEWS.findings if finding.text == "State of Sakura")
PRINT = "0a1b2c3d4e5f6071"


def _word(kind: SuppressionKind = "sidecar", **names: str) -> Dismissal:
    return Dismissal(kind, "the desk wants it so", "news.mtcheck.toml:3", **names)


def _dismissed(dismissal: Dismissal, finding: Finding = EPITHET, text: str = "") -> bool:
    return suppressions.heed([finding], [dismissal], text=text).findings[0].suppressed


def test_a_dismissal_by_fingerprint_fits_one_finding_and_says_why() -> None:
    heeded = suppressions.heed([FIRST, SECOND], [_word(fingerprint=FIRST.fingerprint.upper())])
    assert [finding.suppression for finding in heeded.findings] == [
        Suppression("sidecar", "the desk wants it so", "news.mtcheck.toml:3"),
        None,
    ]
    assert [finding.counts for finding in heeded.findings] == [False, True]
    assert heeded.stale == ()


def test_a_quote_may_leave_out_the_article_that_a_phrase_begins_with() -> None:
    finding = replace(EPITHET, text="The State of Sakura")
    assert _dismissed(_word(code="MT104", quote="State of Sakura"), finding)
    assert not _dismissed(_word(code="MT104", quote="a State of Sakura"), finding)


@pytest.mark.parametrize("code", ["MT104", "MT1", "mt10", "literal-epithet"])
def test_a_dismissal_by_code_and_quote_fits_the_phrase_under_that_rule(code: str) -> None:
    assert _dismissed(_word(code=code, quote="State of Sakura"))
    assert not _dismissed(_word(code="MT6", quote="State of Sakura"))
    assert not _dismissed(_word(code=code, quote="Sakura"))
    assert not _dismissed(_word(code=code, quote="state of sakura"))


@pytest.mark.parametrize(
    "written", ["the “Land\nof” Sakura’s", 'the  "Land of" Sakura\'s', "the «Land\u00ad of» Sakura‘s"]
)
def test_a_quote_fits_whatever_the_white_space_and_the_marks_of_quotation(written: str) -> None:
    finding = replace(EPITHET, text=written)
    assert _dismissed(_word(code="MT104", quote="the „Land of” Sakura's"), finding)


def test_code_and_quote_hold_once_the_fingerprint_fits_no_more() -> None:
    twin = replace(EPITHET, fingerprint=PRINT)
    both = _word(code="MT104", quote="State of Sakura", fingerprint=PRINT)
    heeded = suppressions.heed([EPITHET, twin], [both]).findings
    assert [finding.suppressed for finding in heeded] == [False, True]
    assert [f.suppressed for f in suppressions.heed([EPITHET, EPITHET], [both]).findings] == [True, True]


def test_of_several_dismissals_the_first_counts_and_none_that_fits_is_stale() -> None:
    words = [_word(fingerprint=EPITHET.fingerprint), _word("comment", code="MT1", quote="State of Sakura")]
    heeded = suppressions.heed([EPITHET], words)
    assert heeded.findings[0].suppression is not None
    assert heeded.findings[0].suppression.kind == "sidecar"
    assert heeded.stale == ()


def test_a_dismissal_that_fits_nothing_is_stale() -> None:
    words = [_word(fingerprint="0" * 16), _word(code="MT104", quote="Land of\n Sakura")]
    assert suppressions.heed([FIRST], words).stale == (
        Stale("news.mtcheck.toml:3", "0" * 16),
        Stale("news.mtcheck.toml:3", "MT104 “Land of Sakura”"),
    )


def test_what_was_not_looked_for_is_not_stale() -> None:
    ran = [rule for rule in all_rules() if rule.code == "MT101"]
    words = [_word(code="MT104", quote="x"), _word(code="MT10", quote="y")]
    assert [stale.target for stale in suppressions.heed([], words, ran=ran).stale] == ["MT10 “y”"]


@pytest.mark.parametrize("kind", LASTING)
def test_what_holds_for_every_article_is_not_stale_in_one(kind: SuppressionKind) -> None:
    left, used = _word(kind, quote="Bagikan"), _word(kind, quote="State of Sakura")
    assert suppressions.heed([], [left]).stale == ()
    assert suppressions.unused([NEWS, NEWS], [left, used]) == (left,)


@pytest.mark.parametrize(
    "term", ["State of Sakura", "the state of sakura", "citizens of the State of Sakura", "of the State of  Sakura"]
)
def test_an_accepted_term_fits_findings_on_it_and_inside_it(term: str) -> None:
    (accepted,) = suppressions.of_config(Config(accept=(term,)))
    assert _dismissed(accepted, text=TEXT)


@pytest.mark.parametrize(
    "term", ["Sakura", "of Sakura", "State of", "Hundreds of", "the", "State of Sakuras", "tate of Sakura"]
)
def test_an_accepted_term_fits_nothing_that_goes_beyond_it(term: str) -> None:
    assert not _dismissed(_word("accepted", quote=term), text=TEXT)


def test_an_accepted_term_fits_a_finding_with_its_article_quotation_marks_or_possessive() -> None:
    for phrase in ("The Land of Sakura", "“Land\nof Sakura”", "Land of Sakura's", "Land of Sakura’s"):
        text = f"He saw {phrase} again."
        finding = replace(EPITHET, start=7, end=7 + len(phrase), text=phrase)
        assert _dismissed(_word("accepted", quote="land of Sakura"), finding, text), phrase


def _sidecar(folder: Path, text: str) -> tuple[Entry, ...]:
    (folder / "a.en.mtcheck.toml").write_text(text, encoding="utf-8")
    return sidecar.read(str(folder / "a.en.txt"), all_rules())


def test_the_sidecar_lies_beside_the_article() -> None:
    names = ("x/article.en.txt", "x/a.md", "a.docx", "x.y/a")
    found = ["x/article.en.mtcheck.toml", "x/a.mtcheck.toml", "a.mtcheck.toml", "x.y/a.mtcheck.toml"]
    assert [str(sidecar.path_for(name)) for name in names] == found
    assert sidecar.path_for("-") is None


def test_a_sidecar_is_read_with_the_lines_of_its_entries(tmp_path: Path) -> None:
    assert sidecar.read(str(tmp_path / "a.en.txt"), all_rules()) == ()
    entries = (
        f'[[suppress]]\nfingerprint = "{PRINT}"\nreason = "so"\n',
        '[[suppress]]\ncode = "MT101"\nquote = "x"\nreason = "so"\npart = "7"\n',
    )
    text = "\n".join(("# why", *entries))
    place = tmp_path / "a.en.mtcheck.toml"
    assert _sidecar(tmp_path, text) == (
        Entry("so", fingerprint=PRINT, place=f"{place}:2"),
        Entry("so", code="MT101", quote="x", part="7", place=f"{place}:6"),
    )
    assert (
        _sidecar(tmp_path, f'suppress = [{{fingerprint = "{PRINT}", reason = "so"}}]')[0].place == f"{place}: entry 1"
    )
    assert _sidecar(tmp_path, "") == ()


BROKEN = {
    "[[suppress]\n": "not TOML (Expected ']]' at the end of an array declaration (at line 1, column 11))",
    "[[supress]]\n": "unknown key 'supress' (entries begin with [[suppress]])",
    "suppress = 3\n": "'suppress' is no list of tables (entries begin with [[suppress]])",
    '[[suppress]]\nfinger = "x"\n': "unknown key 'finger' (did you mean fingerprint?)",
    '[[suppress]]\nwhy = "x"\n': "unknown key 'why' (known: part, fingerprint, code, quote, reason)",
    f'[[suppress]]\nfingerprint = "{PRINT}"\n': 'no reason given (reason = "why the finding does not count")',
    f'[[suppress]]\nfingerprint = "{PRINT}"\nreason = " "\n': "'reason' is not a text: ' '",
    '[[suppress]]\nfingerprint = 7\nreason = "x"\n': "'fingerprint' is not a text: 7",
    '[[suppress]]\nfingerprint = "0a1b"\nreason = "x"\n': "'0a1b' is not a fingerprint (16 digits from 0 to f)",
    '[[suppress]]\nreason = "x"\n': "names no finding (give its fingerprint, or its code and quote)",
    '[[suppress]]\ncode = "MT101"\nreason = "x"\n': "names no finding (give its fingerprint, or its code and quote)",
    f'[[suppress]]\nfingerprint = "{PRINT}"\nquote = "q"\nreason = "x"\n': "a code and a quote go together",
    '[[suppress]]\ncode = "literal-epitet"\nquote = "q"\nreason = "x"\n': (
        "no rule is called or begins with 'literal-epitet' (did you mean literal-epithet?)"
    ),
    '[[suppress]]\ncode = "mt1011"\nquote = "q"\nreason = "x"\n': "or begins with 'mt1011' (did you mean MT1",
    '[[suppress]]\ncode = "zzz"\nquote = "q"\nreason = "x"\n': "or begins with 'zzz' (see 'mtcheck rules')",
}


@pytest.mark.parametrize(("text", "said"), BROKEN.items())
def test_a_sidecar_that_is_not_in_order_is_told_in_one_line_with_its_place(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnusableInputError) as told:
        _sidecar(tmp_path, text)
    message = str(told.value)
    assert said in message
    assert "\n" not in message
    place = f"{tmp_path / 'a.en.mtcheck.toml'}:"
    assert message.startswith(
        f"{place}1: " if "Expected" not in message and text.startswith("[[suppress]]\n") else place
    )


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
_HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
_ENTRIES = st.one_of(
    st.builds(Entry, _TEXTS, fingerprint=_HEX),
    st.builds(Entry, _TEXTS, fingerprint=_HEX, code=st.just("MT101"), quote=_TEXTS),
    st.builds(Entry, _TEXTS, code=st.just("literal-epithet"), quote=_TEXTS, part=_TEXTS),
)


@settings(deadline=None)
@given(st.lists(_ENTRIES, max_size=5))
def test_a_written_sidecar_is_read_again_whatever_it_holds(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    read = _sidecar(tmp_path_factory.mktemp("sidecar"), sidecar_text(entries))
    stripped = [replace(e, reason=e.reason.strip(), quote=e.quote.strip(), part=e.part.strip()) for e in entries]
    assert [replace(entry, place="") for entry in read] == stripped


def test_the_written_sidecar_is_plain() -> None:
    entries = [Entry('"so"\n\x7f\ud800', PRINT, "MT101", "Land of “Sakura”"), Entry("why", PRINT, part="a")]
    assert sidecar_text(entries) == (
        f'[[suppress]]\nfingerprint = "{PRINT}"\ncode = "MT101"\nquote = "Land of “Sakura”"\n'
        'reason = "\\"so\\"\\n\\u007f\ufffd"\n'
        f'\n[[suppress]]\npart = "a"\nfingerprint = "{PRINT}"\nreason = "why"\n'
    )


def _of_comment(text: str) -> list[Dismissal]:
    document = replace(from_text("He said so.", name="a.md"), comments=(Comment(text, 4),))
    return list(suppressions.of_comments(document, all_rules()))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (' mtcheck: suppress MT101 "State of Sakura": a film ', "State of Sakura"),
        ("MTCHECK:suppress MT101 “State of Sakura” : a film", "State of Sakura"),
        ("mtcheck: suppress MT101 'State of Sakura':\n  a\n  film", "State of Sakura"),
        ('mtcheck: suppress MT101 "the "State" of: Sakura": a film', 'the "State" of: Sakura'),
        ("mtcheck: suppress MT101 ‘the ambassador’s man’: a film", "the ambassador’s man"),
    ],
)
def test_a_comment_dismisses_by_code_and_quote(text: str, quote: str) -> None:
    assert _of_comment(text) == [Dismissal("comment", "a film", "a.md:4", code="MT101", quote=quote)]


def test_a_comment_dismisses_by_fingerprint() -> None:
    (dismissal,) = _of_comment(f"mtcheck: suppress {PRINT}: a film: the third")
    assert dismissal == Dismissal("comment", "a film: the third", "a.md:4", fingerprint=PRINT)


def test_other_comments_are_none_of_ours() -> None:
    assert _of_comment("the editor asked mtcheck: suppress?") == []
    assert _of_comment("suppress MT101") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mtcheck: supress MT101 'x': y", "cannot read the comment \"mtcheck: supress MT101 'x': y\" (it reads: "),
        ("mtcheck:", "cannot read the comment 'mtcheck:'"),
        ('mtcheck: suppress MT101 "x"', "cannot read the comment"),
        ('mtcheck: suppress MT101 "x": ', "cannot read the comment"),
        ("mtcheck: suppress \x1b[2J" + "x" * 99, "cannot read the comment 'mtcheck: suppress \\x1b[2J"),
        ('mtcheck: suppress MT000 "x": y', "no rule is called or begins with 'MT000' (did you mean MT"),
        ("mtcheck: suppress MT101: y", "the phrase is missing after 'MT101' (it reads: "),
    ],
)
def test_a_comment_of_ours_that_cannot_be_read_is_an_error(text: str, said: str) -> None:
    with pytest.raises(UnusableInputError) as told:
        _of_comment(text)
    assert str(told.value).startswith("a.md:4: ")
    assert said in str(told.value)
