// The corrected text: the article with what was accepted put in, piece by piece.

/**
 * Gives the pieces of the corrected text, {old, new}, in order; both are the same where nothing was changed.
 * `letters` are the article's code points; `edits` ({start, end, wording}) do not overlap and are in order.
 */
function correctedPieces(letters, edits) {
  const pieces = [];
  let position = 0;
  const keep = (end) => {
    const text = letters.slice(position, end).join("");
    if (text) pieces.push({ old: text, new: text });
  };
  for (const { start, end, wording } of edits) {
    keep(start);
    pieces.push({ old: letters.slice(start, end).join(""), new: wording });
    position = end;
  }
  keep(letters.length);
  for (let i = 0; i < pieces.length; i++) {
    if (pieces[i].old && !pieces[i].new) closeGap(pieces, i);
  }
  return pieces.filter((piece) => piece.old || piece.new);
}

/** Joins the pieces into the corrected text. */
function correctedText(pieces) {
  return pieces.map((piece) => piece.new).join("");
}

/** Mends what taking out a phrase leaves: two spaces, an empty line, a small letter that now begins the sentence. */
function closeGap(pieces, at) {
  const before = pieces.slice(0, at).map((piece) => piece.new).join("");
  const after = pieces.slice(at + 1).map((piece) => piece.new).join("");
  const { left, right } = surplus(before, after);
  const word = after.slice(right).match(/^\p{L}[\p{L}\p{M}’'-]*/u)?.[0] ?? "";
  const [first] = word || [""];
  const isFirst = begins(before.slice(0, before.length - left), pieces[at].old);
  takeEnd(pieces, at, left);
  takeStart(pieces, at, right);
  if (isFirst && first.toUpperCase() !== first) {
    takeStart(pieces, at, word.length);
    pieces[at].new = first.toUpperCase() + word.slice(first.length);
  }
}

/** Says how many characters before and after a gap are to go. */
function surplus(before, after) {
  const ahead = before.match(/\s*$/u)[0];
  const behind = after.match(/^\s*/u)[0];
  const [end, start] = [before.slice(0, before.length - ahead.length), after.slice(behind.length)];
  const atLineStart = !end || ahead.includes("\n");
  const atLineEnd = !start || behind.includes("\n");
  if (atLineStart && atLineEnd) return lineSurplus(end, ahead, start, behind);
  if (atLineStart) return { left: 0, right: behind.length };
  if (atLineEnd) return { left: ahead.length, right: 0 };
  if (/[([{“‘]$/u.test(end) && /^[)\]}”’]/u.test(start)) return enclosed(end, ahead, start, behind);
  if (/^[,;:]/u.test(start) && /[,;:.!?–—]$/u.test(end)) return { left: ahead.length, right: behind.length + 1 };
  if (/^[.!?]/u.test(start) && /[,;:–—]$/u.test(end)) return { left: ahead.length + 1, right: behind.length };
  if (/^[,;:.!?)\]}”’…]/u.test(start) && !behind) return { left: ahead.length, right: 0 };
  if (/[([{“‘]$/u.test(end) && !ahead) return { left: 0, right: behind.length };
  return { left: 0, right: ahead ? behind.length : 0 };
}

/** Takes out what is left of a line: of the breaks before and after it, those that part more remain. */
function lineSurplus(end, ahead, start, behind) {
  const breaks = (space) => space.split("\n").length;
  if (!start) return { left: end ? ahead.length : 0, right: end ? 0 : behind.length };
  if (!end) return { left: 0, right: behind.length };
  return breaks(ahead) < breaks(behind) ? { left: ahead.length, right: 0 } : { left: 0, right: behind.length };
}

/** Takes out brackets or quotation marks in which nothing is left, and a space of the two around them. */
function enclosed(end, ahead, start, behind) {
  const rest = surplus(end.slice(0, -1), start.slice(1));
  return { left: ahead.length + 1 + rest.left, right: behind.length + 1 + rest.right };
}

/** Says whether what follows a text begins a sentence in place of a phrase that did. */
function begins(before, phrase) {
  const wasCapital = firstLetter(phrase.replace(/^[\s"“‘'([]+/u, ""));
  const isCapital = wasCapital && wasCapital !== wasCapital.toLowerCase();
  return Boolean(isCapital) && (!before.trim() || /(?:\n\s*|[.!?…]["”’')\]]*\s+|["“‘([])$/u.test(before));
}

function firstLetter(text) {
  return text.match(/^\p{L}/u)?.[0] ?? "";
}

/** Moves the last characters of what stands before a piece into it, as taken out. */
function takeEnd(pieces, at, count) {
  for (let i = at - 1; count > 0 && i >= 0; i--) {
    const taken = Math.min(count, pieces[i].new.length);
    const isKept = pieces[i].new === pieces[i].old;
    if (isKept) pieces[at].old = pieces[i].old.slice(pieces[i].old.length - taken) + pieces[at].old;
    pieces[i].new = pieces[i].new.slice(0, pieces[i].new.length - taken);
    if (isKept) pieces[i].old = pieces[i].new;
    count -= taken;
  }
}

/** Moves the first characters of what stands behind a piece into it, as taken out. */
function takeStart(pieces, at, count) {
  for (let i = at + 1; count > 0 && i < pieces.length; i++) {
    const taken = Math.min(count, pieces[i].new.length);
    const isKept = pieces[i].new === pieces[i].old;
    if (isKept) pieces[at].old += pieces[i].old.slice(0, taken);
    pieces[i].new = pieces[i].new.slice(taken);
    if (isKept) pieces[i].old = pieces[i].new;
    count -= taken;
  }
}
