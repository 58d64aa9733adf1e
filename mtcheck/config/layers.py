"""What several places set, laid over one another: the files' settings, those of their overrides, the command line's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mtcheck.config.fields import Config, ConfigError, Thresholds
from mtcheck.config.keys import KEYS, MODEL, RULES, THRESHOLDS
from mtcheck.config.reading import unknown


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place sets: its name, and the values by their keys."""

    place: str
    values: Mapping[str, Any]


@dataclass(slots=True)
class Settled:
    """What holds once all places had their say: the values by their keys, and where each came from.

    Lists that add up come from several places; a value that no place sets is a default and is not in it. The key of
    a rule's setting is rules.<rule>.<setting> in `places`.
    """

    values: dict[str, Any] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        """The settings as the engine takes them."""
        limits = {key.field: self.values[name] for name, key in THRESHOLDS.items() if name in self.values}
        plain = {KEYS[name].field: value for name, value in self.values.items() if name not in THRESHOLDS}
        return Config(**plain, thresholds=Thresholds(**limits), models=dict(self.models), rules=self.rules)

    def lay(self, layer: Layer) -> None:
        """Let the values of one more place go before, or be added to, those that are there."""
        for name, value in layer.values.items():
            if name == RULES:
                self._lay_rules(value, layer.place)
            elif name.startswith(MODEL):
                self.models[name.removeprefix(MODEL)] = value
                self.places[name] = (layer.place,)
            elif KEYS[name].adds:
                self.values[name] = (*self.values.get(name, ()), *value)
                self.places[name] = (*self.places.get(name, ()), layer.place)
            else:
                self.values[name] = value
                self.places[name] = (layer.place,)
        self._forget_older_models(layer)
        self._require_directions(layer)

    def _lay_rules(self, tables: Mapping[str, Mapping[str, Any]], place: str) -> None:
        for rule, table in tables.items():
            self.rules.setdefault(rule, {}).update(table)
            self.places |= {f"{RULES}.{rule}.{name}": (place,) for name in table}

    def _forget_older_models(self, layer: Layer) -> None:
        """Let a model for both directions go before what places before had for one."""
        older = [d for d in self.models if "model" in layer.values and f"{MODEL}{d}" not in layer.values]
        for direction in older:
            del self.models[direction], self.places[f"{MODEL}{direction}"]

    def _require_directions(self, layer: Layer) -> None:
        config = self.config
        directions = tuple(f"{MODEL}{source}-{target}" for source, target in config.directions)
        for name in layer.values:
            if name.startswith(MODEL) and name not in directions:
                raise unknown(name, directions)


def settled(layers: Iterable[Layer]) -> Settled:
    """Lay places over one another, the last one uppermost.

    Raises ConfigError, which begins with the place, for a model of a direction in which nothing is translated.
    """
    result = Settled()
    for layer in layers:
        try:
            result.lay(layer)
        except ConfigError as error:
            raise ConfigError(f"{layer.place}: {error}" if layer.place else str(error), error.word) from error
    return result
