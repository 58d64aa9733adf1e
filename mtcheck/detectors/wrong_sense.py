"""MT103: words of the source language that have several senses, rendered with the wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.analysis import Context, phrases
from mtcheck.records import DELETE, Hit
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_SURE = 0.08
"""What it adds to the confidence that the back-translation gives the word itself."""


@rule("MT103", "wrong-sense", category=Category.MISTRANSLATION, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Words of the source language that have several senses were rendered with the wrong one.

    What it finds:
        English words that stand where a homonym, a compound or a term of the trade of the source language was taken
        for its better known sense ("homework for the government" for *PR*, unfinished business; "container accounts"
        for *rekening penampung*, escrow accounts), by a lexicon of collocations (data/id/senses.toml). A word that
        is ordinary English fires only beside the words, or in an article on the subject, that show the other sense.

    Why it matters:
        The sentence reads well and says something else, so nobody notices.

    Example:
        "Clean water is still homework for the government." means that the government has yet to see to it.

    Limits:
        A wrong sense that makes sound English in its place ("considered" for *menilai*, "community" for *masyarakat*)
        cannot be told from the article alone, and is not listed. Terms that Indonesia's own English has taken over
        ("special staff", "third-party funds") are preview findings.
    """
    for match in phrases.find(context, context.lexicon("senses")):
        phrase = match.phrase
        means = "English leaves out here" if phrase.meaning == DELETE else f"here means: {phrase.meaning}"
        yield phrases.hit(context, match, f"A wrong sense of “{phrase.name}”, which {means}.", confirmed=_SURE)
