"""Translation: the protocol that every translator follows, and the way from a Config to a translator."""

from __future__ import annotations

from mtcheck.config import Config
from mtcheck.translation import conversions
from mtcheck.translation.cache import Cache, CachedTranslator
from mtcheck.translation.protocol import Translator
from mtcheck.translation.round_trips import round_trips

__all__ = ["Cache", "CachedTranslator", "Translator", "conversions", "from_config", "round_trips"]


def from_config(config: Config, *directions: tuple[str, str]) -> Translator:
    """Give the translator that a Config asks for: its models, or the embedded one, behind the cache.

    `directions` are the pairs of languages that are needed (none: both of the Config). The models are found now and
    loaded when a text is not in the cache. Raises MissingComponentError when there is no such model.
    """
    from mtcheck.translation.models import embedded, locate
    from mtcheck.translation.translator import Directed, ModelTranslator

    made: dict[str | None, Translator] = {}
    chosen: dict[tuple[str, str], Translator] = {}
    for pair in directions or config.directions:
        name = config.model_for(*pair)
        if name not in made:
            model = locate(name, offline=config.offline) if name else embedded(*pair)
            translator = ModelTranslator(model, engine=config.engine, device=config.device, dtype=config.dtype)
            made[name] = CachedTranslator(translator, Cache.default()) if config.cache else translator
        chosen[pair] = made[name]
    return Directed(chosen)
