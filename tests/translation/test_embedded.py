"""The embedded model on the sample articles: whichever engine runs it, the findings are the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REFERENCES

from mtcheck import engine, readers
from mtcheck.config import Config
from mtcheck.records import MissingComponentError, Translation
from mtcheck.translation import from_config, with_ctranslate2
from mtcheck.translation.models import embedded

ARTICLES = sorted(REFERENCES.glob("*/article.en.txt"))


@pytest.fixture(autouse=True, scope="module")
def _embedded_model(tmp_path_factory: pytest.TempPathFactory) -> object:
    try:
        embedded("en", "id")
    except MissingComponentError as error:
        pytest.skip(str(error))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MTCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


def _findings(article: Path, name: str) -> tuple[set[tuple[object, ...]], list[Translation | None]]:
    report = engine.check(readers.read(str(article), language="en"), config=Config(engine=name, device="cpu"))
    found: set[tuple[object, ...]] = {
        (f.code, f.start, f.end, f.severity, f.preview, f.suggestion) for f in report.findings
    }
    return found, [segment.translation for segment in report.segments]


@pytest.mark.skipif(not with_ctranslate2.is_installed(), reason="CTranslate2 is not installed: mtcheck[fast]")
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.parent.name)
def test_both_engines_give_the_same_findings(article: Path) -> None:
    (found, made), (others, made_too) = (_findings(article, name) for name in ("transformers", "ctranslate2"))
    assert found == others
    assert found
    doubtful = sum(t is not None and t.doubt is not None for t in (*made, *made_too))
    assert doubtful <= len(made) / 5


@pytest.mark.parametrize("name", ["transformers", "auto"])
def test_a_sentence_is_translated_alike_in_an_article_and_alone(name: str) -> None:
    translator = from_config(Config(engine=name, device="cpu", cache=False), ("en", "id"))
    lines = [segment.line for segment in readers.read(str(ARTICLES[0]), language="en").segments]
    together = translator.translate(lines, source="en", target="id")
    assert together == [translator.translate([line], source="en", target="id")[0] for line in lines]
    assert together == translator.translate(lines, source="en", target="id")


def test_a_long_sentence_is_translated_to_its_end() -> None:
    translator = from_config(Config(cache=False, device="cpu"), ("en", "id"))
    clause = "the minister said on Monday that the embassy in town number {} would be closed"
    long = ", and ".join(clause.format(number) for number in range(1, 61)) + "."
    made = translator.translate([long], source="en", target="id")[0]
    kept = re.findall(r"\d+", made)
    assert sum(str(number) in kept for number in range(1, 61)) >= 57
    assert made.count(".") == 1
