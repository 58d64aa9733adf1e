// The corrected text: the article with what was accepted put in, piece by piece. How a suggestion fits its sentence, and
// what goes with a phrase that is taken out, is in the page's data (see review.py); words of the editor's are put in as
// they were typed.

/** Gives the edits, {start, end, text}, in order, that the accepted findings stand for. */
function editsOf(findings, decisions) {
  const accepted = findings.map((finding) => {
    const decision = decisionOn(finding, decisions);
    return decision?.kind === "accepted" ? decision.wording : undefined;
  });
  const edits = [];
  const gone = new Set();
  let reached = 0;
  findings.forEach(({ first, end, removals }, index) => {
    // What an accepted neighbour settles may have been accepted itself, on an older page.
    if (accepted[index] === undefined || gone.has(index) || first < reached) return;
    reached = end;
    if (accepted[index]) return edits.push({ start: first, end, text: accepted[index] });
    const open = removals.findIndex(({ last }) => accepted[last] !== "");
    const together = removals.slice(0, open < 0 ? removals.length : open);
    for (const { last } of together) gone.add(last);
    edits.push({ ...together.at(-1), text: "" });
  });
  return inOrder(edits);
}

/** Puts edits in order; one that reaches into the one before it begins behind that. */
function inOrder(edits) {
  let position = 0;
  return edits
    .sort((one, other) => one.start - other.start || one.end - other.end)
    .map((edit) => {
      const start = Math.max(edit.start, position);
      position = Math.max(edit.end, start);
      return { ...edit, start, end: position };
    });
}

/**
 * Gives the pieces of the corrected text, {old, new}, in order; both are the same where nothing was changed.
 * `letters` are the article's code points.
 */
function correctedPieces(letters, edits) {
  const pieces = [];
  let isCapitalDue = false;
  let position = 0;
  const add = (old, text) => {
    if (isCapitalDue && text) {
      const word = text.match(/^[\p{L}\p{M}\p{N}’'-]+/u)?.[0] ?? "";
      if (old === text && word) {
        pieces.push({ old: word, new: capitalised(word) });
        old = text = text.slice(word.length);
      } else text = capitalised(text);
      isCapitalDue = false;
    }
    if (old || text) pieces.push({ old, new: text });
  };
  for (const { start, end, text, capital } of edits) {
    const kept = letters.slice(position, start).join("");
    add(kept, kept);
    add(letters.slice(start, end).join(""), text);
    isCapitalDue ||= Boolean(capital);
    position = end;
  }
  const rest = letters.slice(position).join("");
  add(rest, rest);
  return pieces;
}

function capitalised(text) {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** Joins the pieces into the corrected text. */
function correctedText(pieces) {
  return pieces.map((piece) => piece.new).join("");
}
