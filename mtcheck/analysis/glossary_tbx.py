"""Terms of a TBX file (TermBase eXchange, ISO 30042): version 2 (`martif`) and version 3 (`tbx`), in either style.

translate-toolkit's reader of TBX knows neither version 3 nor terms in `ntig`, and takes a superseded term for a good
one, so the elements are read here, by their local names: version 3 renamed some and may put the data categories into
namespaces of their own (`<basic:administrativeStatus>`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.analysis.glossary import Term
from mtcheck.records import UnusableInputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROOTS = ("martif", "tbx")
_ENTRIES = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_STATUS = ("administrativeStatus", "normativeAuthorization")
_GOOD = ("preferred", "admitted", "standardized", "legal", "regulated")
_BAD = ("deprecated", "superseded", "notrecommended", "obsolete", "forbidden")
_ENTITY = b"<!ENTITY"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def rows(path: str, data: bytes, source_language: str, language: str) -> Iterator[tuple[int, Term]]:
    """Yield the terms of a file and the lines on which their entries begin; entries of other languages are left out.

    Raises UnusableInputError, one line with the file and the number of the line, for what is no TBX or declares
    entities.
    """
    entries = (entry for entry in _parsed(path, data).iter() if _name(entry) in _ENTRIES)
    concepts = [(_line(entry), _concept(path, entry, source_language, language)) for entry in entries]
    yield from _by_forms([(line, term) for line, term in concepts if term.forbidden or (term.source and term.required)])


def _concept(path: str, entry: Element, source_language: str, language: str) -> Term:
    source = (text for text, _ in _terms(path, entry, source_language))
    target = sorted(_terms(path, entry, language), key=lambda found: found[1])
    required = (text for text, rank in target if rank < len(_GOOD))
    forbidden = (text for text, rank in target if rank == len(_GOOD))
    return Term(_once(source), _once(required), _once(forbidden), _note(entry))


def _by_forms(concepts: Sequence[tuple[int, Term]]) -> Iterator[tuple[int, Term]]:
    """Yield the concepts, those that share a form as one term of that form: it may be rendered as any of them is."""
    sharing: dict[str, list[tuple[int, Term]]] = {}
    for line, term in concepts:
        for form in term.source:
            sharing.setdefault(form, []).append((line, term))
    for line, term in concepts:
        own = tuple(form for form in term.source if len(sharing[form]) == 1)
        if own or not term.source:
            yield line, replace(term, source=own)
    for form, group in sharing.items():
        if len(group) > 1:
            required = _once(target for _, term in group for target in term.required)
            forbidden = (target for _, term in group for target in term.forbidden if target not in required)
            notes = "; ".join(_once(term.note for _, term in group if term.note))
            yield group[0][0], Term((form,), required, _once(forbidden), notes)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _parsed(path: str, data: bytes) -> Element:
    from lxml import etree

    if _ENTITY in data:  # in UTF-8 they are told here, before a bomb of them meets the limits of libxml2
        raise _declares_entities(path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = (error.msg or "no elements").partition(", line ")[0]
        raise UnusableInputError(f"{path}:{error.lineno or 1}: not well-formed XML ({message})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise _declares_entities(path)
    if _name(root) not in _ROOTS:
        raise UnusableInputError(f"{path}:{_line(root)}: not TBX (its first element is {_name(root)!r})")
    return root


def _declares_entities(path: str) -> UnusableInputError:
    return UnusableInputError(f"{path}:1: the file declares XML entities, which mtcheck does not read")


def _terms(path: str, entry: Element, language: str) -> Iterator[tuple[str, int]]:
    """Yield the terms of an entry in a language (or a variety of it), each with the rank of its status."""
    for section in entry.iter():
        if _name(section) in _LANGUAGES and section.get(_LANG, "").lower().split("-")[0] == language:
            for element in section.iter():
                if _name(element) == "term" and (text := _text(element)):
                    yield text, _rank(path, element)


def _rank(path: str, term: Element) -> int:
    """Give the place of a term's status among the good ones, or their number for a bad one; without one it is good."""
    group = next((a for a in term.iterancestors() if _name(a) in _TERMS), term)
    for element in group.iter():
        if _STATUS[0] not in (kinds := (_name(element), element.get("type"))) and _STATUS[1] not in kinds:
            continue
        status = _text(element)
        if status.lower().startswith(_BAD):
            return len(_GOOD)
        for rank, good in enumerate(_GOOD):
            if status.lower().startswith(good):
                return rank
        raise UnusableInputError(f"{path}:{_line(element)}: {_text(term)!r} has an unknown status {status!r}")
    return 1


def _note(entry: Element) -> str:
    return "; ".join(_once(_text(element) for element in entry.iter() if _name(element) == "note"))


def _name(element: Element) -> str:
    """Give the name of an element without its namespace; "" for a processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _line(element: Element) -> int:
    return element.sourceline or 1
