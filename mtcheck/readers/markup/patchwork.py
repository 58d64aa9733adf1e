"""A text put together from stretches of a file (raw HTML in a block quote, without the quote's marks)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mtcheck.readers.markup.tokens import End, Remark, Start, Text, Token
from mtcheck.records import Span


class Patchwork:
    """The stretches of a file, in order, and the text that they make."""

    def __init__(self, text: str, stretches: Sequence[Span]) -> None:
        self._stretches = stretches
        self._starts: list[int] = []
        place = 0
        for stretch in stretches:
            self._starts.append(place)
            place += len(stretch)
        self.text = "".join(text[stretch.start : stretch.end] for stretch in stretches)

    def placed(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Yield the tokens of the text with their places in the file; a text over a joint becomes two."""
        for token in tokens:
            if isinstance(token, Text):
                yield from self._texts(token)
            elif isinstance(token, Start):
                texts = {name: tuple(self._joined(several)) for name, several in token.texts.items()}
                yield replace(token, start=self._place(token.start), end=self._end(token.end), texts=texts)
            elif isinstance(token, Remark):
                yield replace(token, start=self._place(token.start))
            else:
                yield End(token.name, self._place(token.start), self._end(token.end))

    def _joined(self, several: Iterable[Text]) -> Iterator[Text]:
        for one in several:
            yield from self._texts(one)

    def _texts(self, token: Text) -> Iterator[Text]:
        if token.end - token.start != len(token.text):
            yield Text(token.text, self._place(token.start), self._end(token.end))
            return
        place = token.start
        while place < token.end:
            number = bisect_right(self._starts, place)
            stop = min(token.end, self._starts[number] if number < len(self._starts) else token.end)
            start = self._place(place)
            yield Text(token.text[place - token.start : stop - token.start], start, start + stop - place)
            place = stop

    def _place(self, place: int) -> int:
        number = max(bisect_right(self._starts, place) - 1, 0)
        return self._stretches[number].start + place - self._starts[number]

    def _end(self, place: int) -> int:
        return self._place(place - 1) + 1 if place else self._place(0)
