"""MT901: an event that the rest of the article places elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.analysis import Context, geography
from mtcheck.analysis.events import Event, past_targets
from mtcheck.analysis.places import Place, countries, with_article
from mtcheck.analysis.story import Story, disagree, name_of
from mtcheck.records import Evidence, Hit, Segment
from mtcheck.rule import rule
from mtcheck.taxonomy import Category, Severity

_DOUBTFUL = 3
_SHOWN = 3
_CERTAINTY = 0.97


@rule("MT901", "contradicted-event", category=Category.CONTRADICTION, severity=Severity.CRITICAL, suggestions="unsafe")
def check(context: Context, *, sure: int = 5) -> Iterator[Hit]:
    """Events are placed elsewhere than in the rest of the article.

    What it finds:
        An invasion, an occupation, a war or an attack set in a place where the rest of the article never sets it,
        while the article sets it elsewhere. Several cues are added up: how often the article speaks of the same event
        elsewhere, whether people protest against it, whether the place is a city, and whether it is where the article
        was written. `sure` is the sum from which a finding counts; with less it is a preview. Invader and invaded in
        reversed roles, and a second place for one visit on one day, are previews. A natural disaster of one country
        in a city of another, and a city in a country where it does not lie ("the capital of Ukraine, Tokyo").

    Why it matters:
        Indonesian says "memprotes invasi Rusia di Tokyo" and means that the protest is in Tokyo. A translator that
        ties the place to the nearest noun writes that Russia invaded Tokyo: fluent, grammatical and false.

    Example:
        "Russia's invasion of Ukraine began last week. Hundreds gathered to protest the Russian invasion of Tokyo."
        Better: "Hundreds gathered in Tokyo to protest the Russian invasion of Ukraine."

    Limits:
        Places are compared by country, so a wrong city of the right country is not seen. Hypothetical, dated and
        well-known past events are left out. Attacks have many targets, so an attack is only judged when people
        protest against it.
    """
    story = Story.of(context)
    for event in story.events:
        if event.hedged:
            continue
        phrase = context.document.text[event.span.start : event.span.end]
        judges = (
            _misplaced(story, event, phrase),
            _torn(story, event),
            _reversed(story, event),
            _doubled(story, event),
        )
        if found := next(filter(None, judges), None):
            yield _hit(event, found, sure)
    yield from _geography(context)


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """Why an event is suspect: the points, the sentences against it, what it should say, and where the mark ends."""

    points: int
    message: str
    suggestion: str | None
    against: tuple[Segment, ...]
    end: int | None = None


def _hit(event: Event, found: _Contradiction, sure: int) -> Hit:
    distinct = {segment.start: segment for segment in found.against}
    return Hit(
        event.span.start,
        found.end or event.span.end,
        found.message,
        suggestion=found.suggestion,
        evidence=tuple(Evidence("sentence", s.line) for s in list(distinct.values())[:_SHOWN]),
        confidence=min(_CERTAINTY, 0.3 + 0.1 * found.points),
        preview=found.points < sure,
    )


def _misplaced(story: Story, event: Event, phrase: str) -> _Contradiction | None:
    """Weigh an event of the article's war whose target nothing else in the article confirms."""
    place, agents = event.target, countries(event.agents)
    if not event.kind.conflict or place is None or not _may_be_wrong(story, event, place):
        return None
    if event.kind.exclusive != "agent" and not agents:
        return None
    rivals = [e for e in story.events if _is_rival(event, e)]
    told = event.kind.exclusive == "agent" and (event.protest or any(countries(e.agents) & agents for e in rivals))
    rivals = rivals if told else []
    theatre = story.theatre(event.segment, agents)
    if not (event.protest or rivals) or not (rivals or theatre or story.is_home(place)):
        return None
    points = _points(story, event, place, len({e.segment.start for e in rivals}), len(theatre))
    if points < _DOUBTFUL:
        return None
    if not (rivals or theatre):
        points = _DOUBTFUL
    elsewhere = [p for e in rivals for p in e.where] or [v.place for v in theatre]
    right = name_of(elsewhere) if elsewhere else None
    against = (*(e.segment for e in rivals), *(v.segment for v in theatre))
    return _Contradiction(points, _message(event, place, right), _suggestion(event, place, right, phrase), against)


def _message(event: Event, place: Place, right: str | None) -> str:
    elsewhere = f"The rest of the article places this in {right}, not in {place.name}" if right else None
    if not event.protest:
        return f"{elsewhere}."
    attached = f"{place.name} is likely where people protest, not what was attacked"
    return f"{elsewhere}: {attached}." if elsewhere else f"{attached}."


def _suggestion(event: Event, place: Place, right: str | None, phrase: str) -> str | None:
    """Give the phrase with the right place; with a protest, the place goes to the protest."""
    if right is None:
        return None
    return phrase.replace(place.name, with_article(right)) + (f", in {place.name}" if event.protest else "")


def _may_be_wrong(story: Story, event: Event, place: Place) -> bool:
    """Say whether nothing speaks for the place: no other mention, no history, no year of its own."""
    agents = countries(event.agents)
    if place.kind == "unknown" and not any(p.name.casefold() == place.name.casefold() for p in story.datelines):
        return False
    # Nobody recalls an old invasion by the name of a city and protests against it today.
    recent = event.protest and event.kind.name == "invasion" and place.kind == "city"
    if place.country in agents or event.years or (place.country in past_targets(agents) and not recent):
        return False
    return not any(
        e.kind.conflict and not e.protest and e.segment != event.segment and place.country in countries(e.where)
        for e in story.events
    )


def _is_rival(event: Event, other: Event) -> bool:
    """Say whether another mention is of the same kind and agent, as far as told, but in another country."""
    if other is event or other.kind != event.kind or not disagree(event, other):
        return False
    agents, others = countries(event.agents), countries(other.agents)
    return not (agents and others) or bool(agents & others)


def _points(story: Story, event: Event, place: Place, rivals: int, theatre: int) -> int:
    """Add up the cues: each is weak alone."""
    elsewhere = 0 if not rivals else 1 if rivals == 1 else 2 if rivals < 4 else 3
    return (
        elsewhere
        + (theatre >= 2)
        + 2 * event.protest
        + (place.kind == "city")
        + 2 * story.is_home(place)
        + (story.mentions[place.country] >= 3)
        - event.quoted
    )


def _torn(story: Story, event: Event) -> _Contradiction | None:
    """Weigh a natural disaster of one country that stands in a city of another: "the Turkish earthquake in Jakarta"."""
    spot = event.spots[0] if len(event.spots) == 1 else None
    if event.kind.exclusive != "place" or spot is None or spot.kind != "city" or event.years:
        return None
    same = [e for e in story.events if e.kind == event.kind and e.segment != event.segment]
    if any(spot.country in countries((*e.where, *e.agents)) for e in same):
        return None
    owners = [p for p in event.agents if p.kind in ("country", "people")]
    told = [e for e in same if e.spots and not e.years and all(p.kind != "unknown" for p in e.spots)]
    if owners and spot.country not in countries(owners):
        right, against, points = owners[0].country, told, _DOUBTFUL + 2
    elif len(told) >= _DOUBTFUL and len(countries(p for e in told for p in e.spots)) == 1 and story.is_home(spot):
        right, against, points = name_of([p for e in told for p in e.spots]), told, _DOUBTFUL + 2
    else:
        return None
    message = f"The rest places this in {right}, not in {spot.name}: people likely react to it there."
    at = event.segment.text.find(spot.name, event.span.end - event.segment.start)
    end = event.segment.start + at + len(spot.name) if at >= 0 else None
    return _Contradiction(points, message, None, tuple(e.segment for e in against), end)


def _geography(context: Context) -> Iterator[Hit]:
    """Yield the cities that the article puts in a country where they do not lie."""
    atlas = context.atlas
    for segment, doc in zip(context.document.segments, context.parses, strict=True):
        for found in geography.misplaced(doc, atlas):
            city = found.city
            yield Hit(
                segment.start + found.start,
                segment.start + found.end,
                f"{city.name} lies in {city.country}, not in {found.said.country}.",
                evidence=(Evidence("gazetteer", f"{city.name}: {city.country}"),),
                confidence=0.85,
            )


def _reversed(story: Story, event: Event) -> _Contradiction | None:
    """Weigh an invasion whose invader and invaded the rest of the article has the other way round."""
    agents, patients = countries(event.agents), countries(event.patients)
    if event.kind.exclusive != "agent" or not agents or not patients or agents & patients or event.years:
        return None
    told = [e for e in story.events if e.kind == event.kind and e.agents and e.patients and not e.hedged]
    against = [e for e in told if countries(e.agents) & patients and countries(e.patients) & agents]
    support = [e for e in told if countries(e.agents) & agents and countries(e.patients) & patients]
    if len(against) < 2 or len(support) > 1 or event.kind.name == "war":
        return None
    aggressor, victim = name_of(against[0].agents), name_of(against[0].patients)
    return _Contradiction(
        min(len(against) + 1, _DOUBTFUL + 1),
        f"Elsewhere in the article it is the other way round: {aggressor} against {victim}.",
        f"{aggressor}'s {event.kind.name} of {victim}",
        tuple(e.segment for e in against),
    )


def _doubled(story: Story, event: Event) -> _Contradiction | None:
    """Weigh a visit, or the like, that the rest of the article sets elsewhere on the same day."""
    if event.kind.exclusive != "date" or event.kind.conflict or not event.agents or not event.days:
        return None
    against = [e for e in story.events if _is_rival(event, e) and e.agents and e.days & event.days]
    if len(against) < 2:
        return None
    right = name_of([p for e in against for p in e.where])
    message = f"Elsewhere in the article this is in {right} on the same day."
    return _Contradiction(_DOUBTFUL, message, None, tuple(e.segment for e in against))
