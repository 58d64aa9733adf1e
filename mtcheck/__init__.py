"""mtcheck: a quality checker for English articles that a machine translated from Indonesian.

`check` is the public door; everything it returns is made of the records in `mtcheck.records`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.readers import Texts
    from mtcheck.records import Report
    from mtcheck.translation import Translator

__all__ = ["__version__", "check"]


def check(
    text: str | Texts,
    source: str | None = None,
    references: Sequence[str] = (),
    config: Config | None = None,
    *,
    translator: Translator | None = None,
    paired: bool = False,
) -> Report:
    """Check an English article and report what a careful bilingual editor would mark.

    `text` is the article; `source` its Indonesian original and `references` human English versions, where there
    are any. All of these may instead stand in `text`, as mtcheck.readers.bilingual.read gives them. `config` holds
    all settings (mtcheck.config.Config; None: the defaults, with the embedded translation model), and `translator`
    replaces the model that the config names. `paired` says that paragraph i of the article renders paragraph i of
    the source; without it the sentences are aligned.

    Offsets in the report are code points into the article. Raises mtcheck.records.UnusableInputError for an empty
    text, one that is not in its language, or a source of another text, and mtcheck.records.MissingComponentError when
    a needed model is missing or broken; both are mtcheck.records.MtcheckError.
    """
    from mtcheck import engine, gate, readers
    from mtcheck.config import Config

    config = config or Config()
    if isinstance(text, str):
        text = readers.Texts(
            readers.from_text(text, language=config.language),
            None if source is None else readers.from_text(source, name="source", language=config.source_language),
            tuple(readers.from_text(r, name="reference", language=config.language) for r in references),
            paired=paired,
        )
    elif source is not None or references or paired:
        raise TypeError("the texts of a bilingual file bring their own source and references")
    report = engine.check(
        text.article,
        source=text.source,
        references=text.references,
        config=config,
        translator=translator,
        paired=text.paired,
    )
    return gate.judged(report, config.thresholds)
