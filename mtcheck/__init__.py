"""mtcheck: a quality checker for English articles that a machine translated from Indonesian.

`check` is the public door; everything it returns is made of the records in `mtcheck.records`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mtcheck.version import __version__

if TYPE_CHECKING:
    from mtcheck.config import Config
    from mtcheck.records import Report
    from mtcheck.translation import Translator

__all__ = ["__version__", "check"]


def check(
    text: str,
    source: str | None = None,
    references: Sequence[str] = (),
    config: Config | None = None,
    *,
    translator: Translator | None = None,
    paired: bool = False,
) -> Report:
    """Check an English article and report what a careful bilingual editor would mark.

    `text` is the article; `source` its Indonesian original and `references` human English versions, where there
    are any. `config` holds all settings (mtcheck.config.Config; None: the defaults, with the embedded translation
    model), and `translator` replaces the model that the config names. `paired` says that paragraph i of the
    article renders paragraph i of the source; without it the sentences are aligned.

    Offsets in the report are code points into `text`. Raises mtcheck.records.UnusableInputError for an empty text,
    one that is not in its language, or a source of another text, and mtcheck.records.MissingComponentError when a needed model is missing or broken;
    both are mtcheck.records.MtcheckError.
    """
    from mtcheck import engine, gate, readers
    from mtcheck.config import Config

    config = config or Config()
    report = engine.check(
        readers.from_text(text, language=config.language),
        source=None if source is None else readers.from_text(source, name="source", language=config.source_language),
        references=[readers.from_text(r, name="reference", language=config.language) for r in references],
        config=config,
        translator=translator,
        paired=paired,
    )
    return gate.judged(report, config.thresholds)
