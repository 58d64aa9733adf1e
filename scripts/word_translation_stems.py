"""Which stem a form of the source language belongs to: the one whose other forms are translated as it is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping

Profile = Mapping[str, float]
"""The lemmas that a form is translated by, with their counts."""

_ALIKE = 0.15
"""The cosine of two profiles from which two forms are taken for forms of one word."""
_OWN = 10.0
"""The count from which a form without relatives in meaning is its own stem; a rarer one takes the commonest."""


def choose(profiles: Mapping[str, Profile], candidates: Callable[[str], tuple[str, ...]]) -> dict[str, str]:
    """Give each form its stem.

    A stem's family are the forms that it may be the stem of. Of a form's possible stems, itself among them, that one
    wins whose family has most relatives in meaning ("pemerintah", government, is no form of "perintah", an order).
    """
    families: dict[str, list[str]] = defaultdict(list)
    for form in profiles:
        for stem in (form, *candidates(form)):
            families[stem].append(form)
    norms = {form: math.sqrt(sum(c * c for c in profile.values())) for form, profile in profiles.items()}
    totals = {form: sum(profile.values()) for form, profile in profiles.items()}

    def kinship(form: str, stem: str) -> tuple[float, bool, int]:
        found = 0.0
        for other in families[stem]:
            if (
                other != form
                and (alike := _cosine(profiles[form], profiles[other], norms[form] * norms[other])) >= _ALIKE
            ):
                found += alike * math.log1p(totals[other])
        return round(found, 3), stem in profiles, len(stem)

    chosen = {}
    for form in profiles:
        best = max((form, *candidates(form)), key=lambda stem: kinship(form, stem))
        if not kinship(form, best)[0]:
            known = [stem for stem in candidates(form) if totals.get(stem, 0.0) >= _OWN]
            best = form if totals[form] >= _OWN or not known else max(known, key=totals.__getitem__)
        chosen[form] = best
    return chosen


def _cosine(one: Profile, other: Profile, norms: float) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(count * other.get(lemma, 0.0) for lemma, count in one.items()) / norms if norms else 0.0
