// What the page does beyond showing itself: an editor decides about findings, filters and searches them, and takes the
// corrected text and the dismissals away. Without this script everything is shown, and links lead from phrase to
// finding and back. The script is made of the files that html.py names, one after the other.
"use strict";

/** What the browser keeps for this page; where it refuses (private windows, some file:// pages), nothing is kept. */
const kept = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  /** Returns whether it was kept. */
  write(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

/** Says whether something read from the browser's store is a decision as this page writes them. */
function isDecision(value) {
  if (value?.kind === "accepted") return typeof value.wording === "string";
  return value?.kind === "dismissed" && typeof value.reason === "string" && value.reason.trim() !== "";
}

/**
 * The decisions on one article, by the findings' fingerprints: {kind: "accepted", wording} or {kind: "dismissed",
 * reason}. A wording of "" takes the phrase out.
 */
class Decisions {
  #key;
  #made;
  #past = [];
  isKept = true;

  constructor(key) {
    this.#key = key;
    const read = Object.entries(kept.read(key)?.decisions ?? {});
    this.#made = new Map(read.filter(([, decision]) => isDecision(decision)));
  }

  get(fingerprint) {
    return this.#made.get(fingerprint);
  }

  /** Decides about a finding; `null` takes the decision back. */
  set(fingerprint, decision) {
    this.#past.push(new Map(this.#made));
    if (decision) this.#made.set(fingerprint, decision);
    else this.#made.delete(fingerprint);
    this.#keep();
  }

  clear() {
    this.#past.push(new Map(this.#made));
    this.#made.clear();
    this.#keep();
  }

  /** Takes the last step back; returns the fingerprints of what it changed, or null where there is none. */
  undo() {
    const before = this.#past.pop();
    if (!before) return null;
    const all = [...new Set([...before.keys(), ...this.#made.keys()])];
    const changed = all.filter((fingerprint) => before.get(fingerprint) !== this.#made.get(fingerprint));
    this.#made = before;
    this.#keep();
    return changed;
  }

  #keep() {
    const value = this.#made.size ? { decisions: Object.fromEntries(this.#made) } : null;
    this.isKept = kept.write(this.#key, value);
  }
}

/** Gives the decision on a finding; one that is suppressed needs none, whatever was decided before. */
function decisionOn(finding, decisions) {
  return finding.suppressed ? undefined : decisions.get(finding.fingerprint);
}

/** Says what became of a finding: undecided, accepted, dismissed, suppressed, or settled by an accepted neighbour. */
function stateOf(findings, decisions, index) {
  if (findings[index].suppressed) return "suppressed";
  const decision = decisionOn(findings[index], decisions);
  if (decision) return decision.kind;
  return settledBy(findings, decisions, index) < 0 ? "undecided" : "settled";
}

/** Gives the index of the accepted finding that changes words of this one, or -1. */
function settledBy(findings, decisions, index) {
  const { first, end } = findings[index];
  return findings.findIndex(
    (other, i) =>
      i !== index && other.first < end && first < other.end && decisionOn(other, decisions)?.kind === "accepted",
  );
}

/** Counts the findings that count, and how many of them are decided. */
function tallyOf(findings, decisions) {
  const counting = findings.map((finding, index) => (finding.counts ? index : -1)).filter((index) => index >= 0);
  const decided = counting.filter((index) => stateOf(findings, decisions, index) !== "undecided").length;
  return { decided, total: counting.length };
}
