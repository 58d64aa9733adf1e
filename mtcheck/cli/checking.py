"""How commands check articles: all that the configurations name is made ready first, then each article is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.cli.dismissals import Dismissals
    from mtcheck.config import Config
    from mtcheck.engine import Progress
    from mtcheck.readers import Texts
    from mtcheck.records import Document, Report
    from mtcheck.translation import Scoring


class Checker:
    """What checks the articles of a run: the translators that configurations ask for, and what is dismissed.

    There is one translator for all configurations that name the same models, run in the same way.
    """

    def __init__(self, configs: Sequence[Config], dismissals: Dismissals) -> None:
        """Make ready what configurations name: a mistake, or a model that is missing, is raised before any work."""
        self._dismissals = dismissals
        self._translators: dict[tuple[object, ...], Scoring] = {}
        self._require_readable(configs)
        for config in configs:
            self.translator(config)

    def _require_readable(self, configs: Sequence[Config]) -> None:
        from mtcheck.analysis import glossary_files, lexicon_files

        for config in configs:
            self._dismissals.read_config(config)
        for names in {config.lexicons: None for config in configs}:
            lexicon_files.read_files(names)
        for names, source, target in {(c.glossary, c.source_language, c.language): None for c in configs}:
            glossary_files.read_files(names, source_language=source, language=target)

    def translator(self, config: Config) -> Scoring | None:
        """Give the translator of a configuration; None where nothing is to be translated."""
        from mtcheck import translation

        if not config.translate:
            return None
        models = tuple(config.model_for(*direction) for direction in config.directions)
        how = (config.engine, config.device, config.dtype, config.offline, config.cache)
        wanted = (config.directions, models, how)
        if wanted not in self._translators:
            self._translators[wanted] = translation.from_config(config)
        return self._translators[wanted]

    def check(
        self,
        texts: Texts,
        config: Config,
        *,
        document: Document | None = None,
        translator: Scoring | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Check an article, or another `document` in its place, with the configuration's translator or another."""
        from mtcheck import engine

        return engine.check(
            document or texts.article,
            source=texts.source,
            references=texts.references,
            paired=texts.paired,
            config=replace(config, published=texts.published or config.published),
            translator=translator or self.translator(config),
            progress=progress,
            dismissals=self._dismissals.of(texts.article, config),
        )
