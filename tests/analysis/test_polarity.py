"""Denials in both languages, the changes that put them in or take them out, and what a model has to say of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mtcheck.analysis import Context, contrasts, denials, source_denials, word_translations
from mtcheck.analysis.contrastive_conditioning import gains
from mtcheck.analysis.parsing import pipeline
from mtcheck.analysis.token_scores import TokenScore
from mtcheck.detectors.flipped_polarity import check
from mtcheck.readers import from_text
from mtcheck.taxonomy import Severity


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Empat nelayan belum ditemukan.", ["negator"]),
        ("Tidak hanya warga, wisatawan juga dievakuasi.", ["optional"]),
        ("Bukan tidak mungkin harga naik.", ["affirmed"]),
        ("Kamu tahu jawabannya, bukan?", ["optional"]),
        ("Tidakkah mereka datang?", ["optional"]),
        ("Tidaklah mudah untuk menang.", ["negator"]),
        ("Ia enggan berkomentar dan tidak hadir.", ["negative", "negator"]),
        ("Menteri itu tidak menolak.", ["negator", "negative"]),
        ("Mereka sudah datang sebelum fajar.", []),
    ],
)
def test_what_the_source_denies(line: str, kinds: list[str]) -> None:
    tokens = word_translations.load("id").source_tokens(line)
    assert [denial.kind for denial in source_denials.denials(tokens, "id")] == kinds


@pytest.mark.parametrize(
    ("line", "scope"),
    [
        ("Warga belum pernah bisa pulang, kata bupati.", ["pulang"]),
        ("Polda tidak memberikan keterangan tetapi menahan pelaku.", ["memberikan", "keterangan"]),
        ("Mereka bekerja tanpa alat pelindung.", ["alat", "pelindung"]),
    ],
)
def test_the_scope_leads_over_links_to_the_next_mark_or_conjunction(line: str, scope: list[str]) -> None:
    tokens = word_translations.load("id").source_tokens(line)
    (denial,) = source_denials.denials(tokens, "id")
    assert [tokens[number].form for number in denial.scope] == scope


def test_a_language_without_a_table_denies_nothing() -> None:
    tokens = word_translations.load("id").source_tokens("Saya tidak tahu.")
    assert source_denials.denials(tokens, "xx") == ()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("The men were not found.", [("negator", "not")]),
        ("Not only the men but also the boys were found.", [("weak", "but")]),
        ("They do not come from Jakarta only.", [("weak", "only")]),
        ("His motive is unclear.", [("negative", "unclear")]),
        ("The two were indistinguishable.", [("negative", "indistinguishable")]),
        ("The union is under the university.", []),
        ("He was fined under regulation No. 7.", []),
        ("The trip was called off.", [("negative", "called")]),
    ],
)
def test_what_english_denies(line: str, found: list[tuple[str, str]]) -> None:
    assert [(d.kind, d.token.text) for d in denials.denials(pipeline()(line))] == found


@pytest.mark.parametrize(
    ("line", "word", "changed"),
    [
        ("The men had been found.", "found", "The men had not been found."),
        ("She can come.", "come", "She cannot come."),
        ("He went home.", "went", "He did not go home."),
        ("They claimed to have won.", "won", "They claimed not to have won."),
        ("The lease is valid.", "valid", "The lease is invalid."),
        ("The lease is valid.", "is", "The lease is not valid."),
        ("There were casualties.", "casualties", "There were no casualties."),
        ("He left with permission.", "permission", "He left without permission."),
        ("All of them came.", "came", "None of them came."),
    ],
)
def test_a_denial_is_put_in(line: str, word: str, changed: str) -> None:
    doc = pipeline()(line)
    token = next(t for t in doc if t.text == word)
    assert changed in [contrast.apply(line) for contrast in contrasts.denied(token)]


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("The men were not found.", "The men were found."),
        ("He did not go home.", "He went home."),
        ("She can't come.", "She can come."),
        ("Police found no weapons.", "Police found weapons."),
        ("He left without permission.", "He left with permission."),
        ("The road is no longer open.", "The road is still open."),
        ("They had never met.", "They had met."),
        ("That is impossible.", "That is possible."),
    ],
)
def test_a_denial_is_taken_out(line: str, changed: str) -> None:
    (denial, *_) = denials.denials(pipeline()(line))
    contrast = contrasts.affirmed(denial)
    assert contrast is not None
    assert contrast.apply(line) == changed


_DENY = {"tidak", "belum", "tanpa", "not", "no", "without"}


def _denying(sources: Sequence[str], lines: Sequence[str]) -> list[tuple[TokenScore, ...]]:
    """Score lines as a model that knows one thing: both sides deny as often."""
    return [(TokenScore(0, 1, -6.0 * abs(_count(s) - _count(line))),) for s, line in zip(sources, lines, strict=True)]


def _count(line: str) -> int:
    return sum(word.strip(".,") in _DENY for word in line.lower().split())


def _indifferent(_: Sequence[str], lines: Sequence[str]) -> list[tuple[TokenScore, ...]]:
    """Score lines as a model that prefers the shorter, whatever the source says."""
    return [(TokenScore(0, 1, -0.1 * len(line)),) for line in lines]


def _context(article: str, source: str, **more: object) -> Context:
    return Context(from_text(article), source=from_text(source, language="id"), paired=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("article", "source", "marked", "instead"),
    [
        ("Residents can go home.", "Warga belum bisa pulang.", "can go", "cannot go"),
        (
            "Investigators found no allegations of bribery in the project.",
            "Penyidik menemukan dugaan suap dalam proyek itu.",
            "found no allegations",
            "found allegations",
        ),
        ("The company does not have a permit.", "Perusahaan itu memiliki izin.", "does not have", "has"),
    ],
)
def test_the_model_convicts(article: str, source: str, marked: str, instead: str) -> None:
    (hit,) = check.check(_context(article, source, scorer=_denying))
    assert article[hit.start : hit.end] == marked
    assert hit.suggestion == instead
    assert hit.severity is Severity.CRITICAL
    assert hit.evidence[0].text == source


@pytest.mark.parametrize(
    ("article", "source"),
    [
        ("He opposes the plan.", "Ia tidak setuju dengan rencana itu."),
        ("The minister denied knowing about it.", "Menteri itu mengaku tidak tahu soal itu."),
        ("Only five people did not come.", "Hanya lima orang yang absen."),
        ("The shop is not open yet.", "Toko itu masih tutup."),
    ],
)
def test_the_model_is_not_asked_where_the_words_answer(article: str, source: str) -> None:
    assert not list(check.check(_context(article, source, scorer=_denying)))


def test_a_model_that_finds_the_english_no_likelier_acquits() -> None:
    assert list(check.check(_context("The cause is known.", "Penyebabnya belum diketahui.")))
    assert not list(check.check(_context("The cause is known.", "Penyebabnya belum diketahui.", scorer=_indifferent)))


def test_a_subordinate_clause_is_no_critical_matter() -> None:
    article = "The man who had been found is a fisherman."
    (hit,) = check.check(_context(article, "Pria yang belum ditemukan itu seorang nelayan."))
    assert article[hit.start : hit.end] == "had been found"
    assert hit.severity is Severity.MAJOR


def test_a_line_that_the_model_cannot_take_gains_nothing() -> None:
    def scorer(sources: Sequence[str], _: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        return [() for _ in sources]

    assert gains(scorer, ["a"], ["b"], ["c"]) == [float("-inf")]
