"""The settings of a check: one frozen Config, the only home of defaults, and what each setting means and takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mtcheck.records import Dismissal, MtcheckError


class ConfigError(MtcheckError):
    """A configuration that cannot be read, or a setting that is unknown or of the wrong type.

    `word` is what to look for in the file to find the line.
    """

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


def _setting(about: str, default: Any = None, **limits: Any) -> Any:
    """Give a field with what it means and, where its type does not say it, what it takes.

    `kind` names a way of reading (see settings.py), `least` and `most` bound a number, `choices` are the words that
    it takes, and `adds` says that the values of several places add up, where else the last one holds.
    """
    return field(default=default, metadata={"about": about, **limits})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the gate demands; None leaves a figure unjudged.

    `max_drop` is by how many points a score may fall below that of an earlier report; only `mtcheck gate` has one.
    """

    fail_under: float | None = _setting("Fail below this score.", least=0, most=100)
    max_critical: int | None = _setting("Fail above so many critical findings.", least=0)
    max_major: int | None = _setting("Fail above so many major findings.", least=0)
    max_minor: int | None = _setting("Fail above so many minor findings.", least=0)
    max_drop: float | None = _setting(
        "Fail where a score fell by more points since an earlier report (mtcheck gate alone).", least=0
    )


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a check; what each means stands beside it.

    `model` is a Hugging Face name or a folder of a translation model for both directions (None: the embedded model);
    `models` names one for a direction ("en-id") and goes before `model`. `rules` holds the settings of single rules
    by rule name, and beside them `severity` and `preview` where the rule's own are not to hold. `suppress` lists
    fingerprints of findings that an editor has dismissed, or dismissals, which give a reason.

    Over the places that set them, ignore, suppress, accept, lexicons and glossary add up, and the rules' tables are
    laid over one another; every other value, select too, holds as the last place has it.

    The patterns name files as a shell does (*, ?, [...]): `article_pattern` the articles of a folder, the other two
    what lies beside an article, from its folder on. They may hold {language} and {source_language}, and the latter two
    {stem}, the article's name without .txt and .en. None: FOLDER_SOURCE and FOLDER_REFERENCE for the article of a
    folder, and nothing for an article that is itself named.
    """

    select: tuple[str, ...] = _setting("Only these rules: names, codes, or the beginnings of codes.", (), kind="codes")
    ignore: tuple[str, ...] = _setting("Not these rules.", (), kind="codes", adds=True)
    suppress: tuple[str | Dismissal, ...] = _setting(
        "Findings that an editor has dismissed: fingerprints, or tables with a reason.", (), kind="suppress", adds=True
    )
    accept: tuple[str, ...] = _setting(
        "Names and terms that are right in this house: findings on them, or inside them, do not count.",
        (),
        kind="words",
        adds=True,
    )
    house_style: str | None = _setting(
        "The style of every rule that has a setting 'house', unless the rule's own table says otherwise.",
        choices=("american", "british"),
    )
    thresholds: Thresholds = field(default_factory=Thresholds)
    baseline: str | None = _setting("A file of findings that were there before, and do not count.", kind="file")
    translate: bool = _setting("Translate the article back; without it, less is found.", default=True)
    model: str | None = _setting("Translation model for both directions: a hub name or a folder.", kind="model")
    models: Mapping[str, str] = field(default_factory=dict)
    engine: str = _setting("What runs the model.", "auto", choices=("auto", "transformers", "ctranslate2"))
    device: str = _setting("Where the model runs.", "auto", choices=("auto", "cpu", "cuda"))
    dtype: str = _setting(
        "The numbers that the model calculates with.", "auto", choices=("auto", "float32", "bfloat16", "float16")
    )
    offline: bool = _setting("Never use the network.", default=False)
    cache: bool = _setting("Read and write the cache of translations.", default=True)
    semantic: str | None = _setting(
        "Score meaning too: the folder of a sentence-transformers model, or 'default' for that of mtcheck[semantic].",
        kind="model",
    )
    source_language: str = _setting("The language that the article was translated from (ISO 639-1).", "id")
    language: str = _setting("The language of the article (ISO 639-1).", "en")
    lexicons: tuple[str, ...] = _setting("Lexicons of your own.", (), kind="files", adds=True)
    glossary: tuple[str, ...] = _setting("Your terms, as tables or TBX.", (), kind="files", adds=True)
    published: date | None = _setting("The day on which the articles appeared.")  # noqa: RUF009 - a date is frozen
    article_pattern: str = _setting("Which files of a folder are articles.", "article.{language}.txt", kind="pattern")
    source_pattern: str | None = _setting("Where an article's source lies, from its folder on.", kind="pattern")
    reference_pattern: str | None = _setting("Where its references lie, from its folder on.", kind="pattern")
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two directions of translation: from the article's language into the source language, and back."""
        return (self.language, self.source_language), (self.source_language, self.language)

    def model_for(self, source: str, target: str) -> str | None:
        """Give the model for a direction; None is the embedded one."""
        return self.models.get(f"{source}-{target}", self.model)


FOLDER_SOURCE = "source.{source_language}.txt"
"""Where the source of a folder's article is looked for when no pattern is set."""

FOLDER_REFERENCE = "reference*.{language}.txt"
"""Where its references are looked for when no pattern is set."""

MAX_BYTES = 5_000_000
"""The largest file that is read: 5 MB, some fifty times the longest newspaper feature."""
