"""Translation: the protocol that every translator follows, and the way from a Config to a translator."""

from __future__ import annotations

from mtcheck.config import Config
from mtcheck.translation.cache import Cache, CachedTranslator
from mtcheck.translation.protocol import Translator

__all__ = ["Cache", "CachedTranslator", "Translator", "from_config"]


def from_config(config: Config) -> Translator:
    """Give the translator that a Config asks for: its model, or the embedded one, behind the cache.

    The model is found now and loaded when a text is not in the cache. Raises MissingComponentError when there is
    no such model.
    """
    from mtcheck.translation.marian import MarianTranslator
    from mtcheck.translation.models import embedded, locate

    pair = (config.source_language, config.language)
    model = locate(config.model, offline=config.offline) if config.model else embedded(*pair)
    translator = MarianTranslator(model)
    return CachedTranslator(translator, Cache.default()) if config.cache else translator
