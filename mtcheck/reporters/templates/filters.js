// Which findings of an article are shown: by severity, decision, category and rule, and by what is searched for.

class Filters {
  constructor(review) {
    this.review = review;
    const find = (selector) => [...review.section.querySelectorAll(selector)];
    this.severities = find("[data-filter]");
    this.extras = find("[data-show]");
    this.selects = find("[data-by]");
    this.search = new Search(review, () => this.apply());
    this.texts = review.cards.map((card) => spokenText(card));
    for (const button of [...this.severities, ...this.extras]) {
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(!isPressed(button)));
        this.apply();
      });
    }
    for (const select of this.selects) select.addEventListener("change", () => this.apply());
  }

  /** Shows what is asked for, in the list and in the article, and says how much that is. */
  apply() {
    const { review } = this;
    const chosen = new Set(this.severities.filter(isPressed).map((button) => button.dataset.filter));
    const admitted = review.cards.map((card, index) => this.#isAdmitted(card, index));
    review.cards.forEach((card, index) => {
      const isShown = admitted[index] && (!chosen.size || chosen.has(card.dataset.severity));
      card.hidden = !isShown && !card.querySelector(".asking");
      const parts = `mark[data-finding="${index}"], .reference[data-finding="${index}"]`;
      for (const part of review.section.querySelectorAll(parts)) part.classList.toggle("off", card.hidden);
    });
    for (const button of this.severities) {
      const number = review.cards.filter((c, i) => admitted[i] && c.dataset.severity === button.dataset.filter).length;
      button.querySelector(".count").textContent = number;
      button.hidden = !number && !isPressed(button);
    }
    this.#say([...chosen]);
  }

  /** Says whether a finding is asked for, but for its severity. */
  #isAdmitted(card, index) {
    const wanted = Object.fromEntries(this.selects.map((select) => [select.dataset.by, select.value]));
    const state = this.review.state(index);
    const named = { accepted: state, dismissed: state, suppressed: state, undecided: state };
    const isDecided = state !== "undecided" && state !== "suppressed";
    if (wanted.decision === "preview") {
      if (card.dataset.preview !== "yes") return false;
    } else if (wanted.decision === "decided") {
      if (!isDecided) return false;
    } else if (wanted.decision) {
      if (named[wanted.decision] !== wanted.decision) return false;
    }
    const isNamed = (kind) => wanted.decision === kind || (kind === "preview" && isDecided);
    const isExtra = this.extras.some((b) => !isPressed(b) && card.dataset[b.dataset.show] === "yes" && !isNamed(b.dataset.show));
    if (isExtra) return false;
    if (wanted.category && wanted.category !== card.dataset.category) return false;
    if (wanted.code && wanted.code !== card.dataset.code) return false;
    return this.search.admits(this.texts[index]);
  }

  #say(severities) {
    const { cards, section } = this.review;
    const named = this.selects.filter((select) => select.value);
    section.querySelector(".chosen").textContent = named.length ? ` (${named.length})` : "";
    const parts = [...severities, ...named.map((select) => select.selectedOptions[0].textContent)];
    const only = parts.length ? ` (${parts.join(", ")} only)` : "";
    const shown = cards.filter((card) => !card.hidden).length;
    const line = `Showing ${shown} of ${cards.length} findings${only}${this.search.places()}`;
    const status = section.querySelector(".shown");
    if (status.textContent !== line) status.textContent = line;
  }
}

function isPressed(button) {
  return button.getAttribute("aria-pressed") === "true";
}

/** Gives the text of a card in which the editor may search: all but the buttons. */
function spokenText(card) {
  const parts = card.querySelectorAll(".meta, .phrase, .message, .suppression, .evidence");
  return [...parts].map((part) => part.textContent).join(" ");
}
