"""Translation: the protocol that every translator follows, and the way from a Config to a translator."""

from __future__ import annotations

from functools import partial

from mtcheck.analysis.token_scores import LineScorer, remembering
from mtcheck.config import Config
from mtcheck.translation import conversions
from mtcheck.translation.cache import Cache, CachedScoring, CachedTranslator
from mtcheck.translation.protocol import Scoring, Translator
from mtcheck.translation.round_trips import of_source, round_trips

__all__ = [
    "Cache",
    "CachedScoring",
    "CachedTranslator",
    "Scoring",
    "Translator",
    "conversions",
    "from_config",
    "line_scorer",
    "of_source",
    "round_trips",
]


def from_config(config: Config, *directions: tuple[str, str]) -> Scoring:
    """Give the translator that a Config asks for: its models, or the embedded one, behind the cache.

    `directions` are the pairs of languages that are needed (none: both of the Config). The models are found now and
    loaded when a text is not in the cache. Raises MissingComponentError when there is no such model.
    """
    from mtcheck.translation.models import embedded, locate
    from mtcheck.translation.translator import Directed, ModelTranslator

    made: dict[str | None, Scoring] = {}
    chosen: dict[tuple[str, str], Scoring] = {}
    for pair in directions or config.directions:
        name = config.model_for(*pair)
        if name not in made:
            model = locate(name, offline=config.offline) if name else embedded(*pair)
            translator = ModelTranslator(model, engine=config.engine, device=config.device, dtype=config.dtype)
            made[name] = CachedScoring(translator, Cache.default()) if config.cache else translator
        chosen[pair] = made[name]
    return Directed(chosen)


def line_scorer(translator: Translator | None, config: Config) -> LineScorer | None:
    """Give what scores lines of the article as translations of lines in the source language, if the translator can."""
    if not isinstance(translator, Scoring):
        return None
    return remembering(partial(translator.score, source=config.source_language, target=config.language))
