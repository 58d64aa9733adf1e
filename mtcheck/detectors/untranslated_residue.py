"""MT501 untranslated-residue: words of the source language, or of a page's interface, left in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from mtcheck.analysis import Context, acronyms, drop_in, glosses, runs, tables
from mtcheck.records import DELETE, Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_LANGUAGES = {
    "id": "Indonesian", "ms": "Malay", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian",
    "de": "German", "nl": "Dutch", "sv": "Swedish", "tr": "Turkish", "vi": "Vietnamese", "ru": "Russian",
    "ar": "Arabic", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "th": "Thai",
}  # fmt: skip
_FOREIGN_SCRIPT = "\u0400-\u1cff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff\uff66-\uffdc"
_SCRIPT_LINE = re.compile(rf"\W*[{_FOREIGN_SCRIPT}](?:[^\w\n]*[{_FOREIGN_SCRIPT}])+\W*")
_SLIGHT = {"body": 0.6, "word": 0.75, "after_number": 0.75, "before_number": 0.75}
"""The sections of the acronyms whose entries are a slight fault, and how sure it is one."""
_WORDS_BEHIND = re.compile(r"\w")
_QUOTED_LIMIT = 4
"""A quotation of more words than this is speech to be translated, not a term."""


@rule("MT501", "untranslated-residue", category=Category.UNTRANSLATED, severity=Severity.MAJOR, suggestions="unsafe")
def check(context: Context) -> Iterator[Hit]:
    """Words of the source language, or of a web page's interface, were left untranslated.

    What it finds:
        Captions, sentences, clauses and single words that are still Indonesian (or another common language), by the
        frequencies and affixes of their words; buttons and labels of pages in seventeen languages on a line of their
        own ("Partager:", "Baca juga: ..."); Indonesian acronyms that the article explains nowhere ("WNI"), and titles
        and set phrases with capitals, as if they were names ("Bupati", "Saban Hari").

    Why it matters:
        The reader cannot understand them, and they show that nobody read the page before it went out.

    Example:
        "banjir di jakarta selatan" under a photograph; "87 KK have taken shelter" for 87 households.

    Limits:
        Names, titles and terms that are quoted or explained are left alone, and so are loanwords that dictionaries of
        English hold. A run of capitalised words inside a sentence is taken for a name unless data/id/acronyms.toml
        holds it. Acronyms that good English from Indonesia uses as names (KPK) are no fault, and a bracket behind any
        English word explains the acronym in it, be it right or not.

    Safe fixes:
        Buttons and links of a page's interface that fill their line, which are deleted, and the words for "Photo:" and
        "Source:".
    """
    yield from _interface(context)
    for segment in context.document.segments:
        yield from _runs(segment, context)
    yield from _scripts(context)
    yield from _acronyms(context)


@cache
def _vocabulary(language: str) -> runs.Vocabulary:
    table = tables.load(language, "leftovers")
    return runs.Vocabulary(
        language,
        frozenset(table["loanwords"]["words"]),
        frozenset(table["function_words"]["words"]),
        frozenset(table["words"]),
        frozenset(table["numerals"]["words"]),
    )


def _runs(segment: Segment, context: Context) -> Iterator[Hit]:
    """Yield the stretches of a segment that are in another language, unless they stand there on purpose."""
    own = tuple(runs.source_runs(segment.text, _vocabulary(context.source_language)))
    other = None if any(run.kind == "line" for run in own) else runs.other_run(segment.text)
    for run in chain(own, (other,) if other else ()):
        text = segment.text[run.start : run.end]
        if run.kind != "line" and _is_deliberate(segment.text, run, context.document.text):
            continue
        language = _LANGUAGES.get(run.language, run.language)
        known = context.table("leftovers")["words"].get(text.lower()) if run.kind == "word" else None
        single = run.kind == "word" or (run.language != context.source_language and run.kind == "run")
        yield Hit(
            segment.start + run.start,
            segment.start + run.end,
            f"“{_short(text)}” is {language}, not English: translate it, or delete it if it is page residue.",
            suggestion=known,
            applicability="unsafe" if known and drop_in.is_one(known) else "display",
            evidence=(Evidence("language", f"{language}, by the frequency of its words"),),
            confidence=run.sureness,
            severity=Severity.MINOR if single else None,
            preview=run.kind == "title" or _is_short_quotation(segment.text, run),
        )


def _is_deliberate(text: str, run: runs.Run, document: str) -> bool:
    """Say whether a run is quoted by itself or explained, here or where it first stands in the article."""
    if run.end - run.start == len(text.strip()):
        return False
    words = text[run.start : run.end]
    if glosses.is_explained(text, run.start, run.end):
        return True
    if glosses.is_set_off(text, run.start, run.end):
        return len(words.split()) <= _QUOTED_LIMIT
    places = re.finditer(rf"\b{re.escape(words)}\b", document, re.IGNORECASE)
    return len(words.split()) <= _QUOTED_LIMIT and any(
        glosses.is_explained(document, *m.span()) or glosses.is_set_off(document, *m.span()) for m in places
    )


def _is_short_quotation(text: str, run: runs.Run) -> bool:
    """Say whether a run is a short part of what somebody said: people do mix languages when they speak."""
    return glosses.is_quoted(text, run.start, run.end) and len(text[run.start : run.end].split()) <= _QUOTED_LIMIT


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."


@cache
def _labels() -> tuple[tuple[str, re.Pattern[str], Mapping[str, tuple[str, str]]], ...]:
    """Give for each kind of interface word a pattern, and what each label (casefolded) is in which language."""
    table = tables.load("common", "interface_words")
    compiled = []
    for kind, pattern in _KINDS.items():
        known = {k.casefold(): (v, lang) for lang, kinds in table.items() for k, v in kinds.get(kind, {}).items()}
        names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
        filled = pattern.replace("LABEL", f"(?P<label>{names})")
        compiled.append((kind, re.compile(filled, re.IGNORECASE), known))
    return tuple(compiled)


_OWNER = r"[ \t]*(?:[Dd]ok|[Dd]okumen|[Dd]okumentasi|[Ii]st|[Ii]stimewa)\b\.?(?:[ \t/,]+(?:[A-Z][\w./&'-]*|pribadi))*"
_KINDS = {
    "button": r"^[\W_]*(?P<mark>LABEL(?:\s*[:：](?=.{0,40}$)|(?=[\W_]*$)))",
    "link": r"^[\W_]*(?P<mark>LABEL(?:\s*[:：].*\S|(?=[\W_]*$)|\s+(?-i:(?=[\W_]*[A-Z])).*\S|\s*[:：]))",
    "credit": rf"(?:^[\W_]*|\()(?P<mark>LABEL\s*[:：](?-i:{_OWNER}(?=\s*$))?)",
}
"""A button stands alone or before a colon, a link takes its whole line, a credit opens a line or a bracket.

A credit with a word of its own ("Foto: Dok. Basarnas") is told whole.
"""


def _interface(context: Context) -> Iterator[Hit]:
    """Yield the interface words that open or fill a line."""
    for span, line in context.document.lines():
        for kind, pattern, known in _labels():
            if (match := pattern.search(line)) is None:
                continue
            label = match["label"]
            english, code = known[label.casefold()]
            language = _LANGUAGES[code]
            yield Hit(
                span.start + match.start("mark"),
                span.start + match.end("mark"),
                f"“{label}” is {language} for “{english}”: a word of the page's interface, not of the article.",
                suggestion=f"{english}:{match['mark'].partition(':')[2]}" if kind == "credit" else DELETE,
                # Behind the button's label there may be others, or a word of the article.
                applicability="safe"
                if kind == "credit" or not _WORDS_BEHIND.search(line[match.end("mark") :])
                else "unsafe",
                evidence=(Evidence("interface", f"{language} for “{english}”"),),
                severity=Severity.MINOR if kind == "credit" else None,
            )
            break


def _scripts(context: Context) -> Iterator[Hit]:
    """Yield the lines that are wholly in another script."""
    for span, line in context.document.lines():
        if (match := _SCRIPT_LINE.fullmatch(line)) and (text := line.strip()):
            start = span.start + match.string.index(text)
            yield Hit(
                start,
                start + len(text),
                "This line is in another script than English: translate it, or delete it if it is page residue.",
                evidence=(Evidence("script", "no Latin letter in the line"),),
                confidence=0.9,
            )


def _acronyms(context: Context) -> Iterator[Hit]:
    """Yield the short forms and set words of the source language that the article explains nowhere."""
    language = _LANGUAGES.get(context.source_language, context.source_language)
    for form in acronyms.unexplained(context.document.text, context.source_language):
        minor = form.section in _SLIGHT or not form.first
        kind = "a word" if form.section in ("word", "phrase") else "a short form"
        yield Hit(
            form.start,
            form.end,
            f"“{form.text}” ({form.english}) is {kind} of {language} that the article does not explain.",
            suggestion=form.english,
            applicability="unsafe" if drop_in.is_one(form.english) else "display",
            evidence=(Evidence("lexicon", f"{form.text}: {form.english}"),),
            confidence=_SLIGHT.get(form.section, 0.85),
            severity=Severity.MINOR if minor else None,
        )
