// The search in an article and its findings: places in the article are highlighted where the browser can do that.

class Search {
  #pattern = null;
  #ranges = [];
  #at = -1;

  constructor(review, changed) {
    this.review = review;
    this.input = review.section.querySelector(".search input");
    this.input.addEventListener("input", () => {
      this.#look();
      changed();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
    });
  }

  /** Says whether a text holds what is searched for. */
  admits(text) {
    return !this.#pattern || text.search(this.#pattern) >= 0;
  }

  /** Says how often the article holds what is searched for; "" while nothing is. */
  places() {
    if (!this.#pattern) return "";
    const number = this.#ranges.length;
    const at = this.#at < 0 ? "" : `, at ${this.#at + 1}`;
    return `; ${number} ${number === 1 ? "place" : "places"} in the article${at}`;
  }

  #look() {
    const words = this.input.value.trim().split(/\s+/u).filter(Boolean);
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/gu, "\\$&"));
    this.#pattern = words.length ? new RegExp(escaped.join("\\s+"), "giu") : null;
    this.#ranges = this.#pattern ? rangesOf(this.review.section, this.#pattern) : [];
    this.#at = -1;
    highlight("found", this.#ranges);
    highlight("found-now", []);
  }

  /** Leads to the next place in the article; the focus stays in the search. */
  #step(by) {
    if (!this.#ranges.length) return tell("Nothing is found in the article");
    const number = this.#ranges.length;
    this.#at = this.#at < 0 ? (by > 0 ? 0 : number - 1) : (this.#at + by + number) % number;
    const range = this.#ranges[this.#at];
    highlight("found-now", [range]);
    this.review.views.showArticle();
    range.startContainer.parentElement.scrollIntoView({ behavior: motion(), block: "center" });
    this.review.filters.apply();
  }
}

/** Names ranges of the page for the style, where the browser can. */
function highlight(name, ranges) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** Gives the places of a pattern in the article's paragraphs, whatever elements they lie in. */
function rangesOf(section, pattern) {
  return [...section.querySelectorAll(".paragraph")].flatMap((paragraph) => {
    const nodes = [...paragraph.querySelectorAll(".text")].flatMap(textNodes);
    const text = nodes.map((node) => node.data).join("");
    return [...text.matchAll(pattern)].map((match) => rangeOf(nodes, match.index, match.index + match[0].length));
  });
}

function textNodes(part) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function rangeOf(nodes, start, end) {
  const range = document.createRange();
  let position = 0;
  for (const node of nodes) {
    const after = position + node.length;
    if (start >= position && start < after) range.setStart(node, start - position);
    if (end > position && end <= after) range.setEnd(node, end - position);
    position = after;
  }
  return range;
}
