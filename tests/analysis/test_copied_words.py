"""What a source proves: findings that are previews without it, and doubtful short forms."""

from __future__ import annotations

import pytest

import mtcheck
from mtcheck.config import Config
from mtcheck.records import Finding

ARTICLE = "The goalkeeper lost the round skin in the rain."


def _findings(rule: str, article: str, source: str | None) -> list[Finding]:
    config = Config(select=(rule,), translate=False)
    return list(mtcheck.check(article, source, config=config, paired=bool(source)).findings)


@pytest.mark.parametrize(
    ("source", "preview"),
    [(None, True), ("Kiper itu kehilangan kulit bundar di tengah hujan.", False), ("Kiper itu kehilangan bola.", True)],
)
def test_a_collocation_of_the_source_is_no_mere_hint(source: str | None, preview: bool) -> None:
    """Only where the source has the collocation does its literal rendering count."""
    assert [f.preview for f in _findings("odd-collocation", ARTICLE, source)] == [preview]


def test_a_short_form_of_two_meanings_is_a_preview() -> None:
    """The letters may stand for a tax or the United Nations: the source does not tell."""
    found = _findings("copied-source", "PBB revenue rose in the north.", "Penerimaan PBB naik di utara.")
    assert [(f.text, f.preview) for f in found] == [("PBB", True)]


def test_a_copied_word_comes_with_its_one_translation() -> None:
    """A word that the table gives one likely translation is suggested; the evidence is the source's sentence."""
    source = "Petani itu menjual padi di pasar."
    (found,) = _findings("copied-source", "The farmer sells rice at the pasar.", source)
    assert found.suggestion == "market"
    assert [piece.text for piece in found.evidence] == [source]
