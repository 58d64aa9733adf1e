// The views of an article: alone, beside its source and translations, and corrected; and which sentences belong together.

class Views {
  constructor(review) {
    this.review = review;
    this.article = review.section.querySelector(".article");
    this.buttons = [...this.article.querySelectorAll(".views button")];
    this.corrected = this.article.querySelector(".corrected");
    this.before = this.article.dataset.view;
    for (const button of this.buttons) button.addEventListener("click", () => this.show(button.dataset.view));
    if (matchMedia("(max-width: 44rem)").matches) this.show("article");
    this.#prepareSentences();
  }

  get view() {
    return this.article.dataset.view;
  }

  show(view) {
    if (this.view !== "corrected") this.before = this.view;
    this.article.dataset.view = view;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    this.refresh();
  }

  /** Shows the next view; says which. */
  next() {
    const names = this.buttons.map((button) => button.dataset.view);
    const at = (names.indexOf(this.view) + 1) % names.length;
    this.show(names[at]);
    tell(`View: ${this.buttons[at].textContent}`);
  }

  /** Shows the article again, if the corrected text is shown. */
  showArticle() {
    if (this.view === "corrected") this.show(this.before);
  }

  /** Shows the corrected text with its changes marked, if that is the view. */
  refresh() {
    const isCorrected = this.view === "corrected";
    this.corrected.hidden = !isCorrected;
    this.article.querySelector("article").hidden = isCorrected;
    if (!isCorrected) return;
    const parts = this.review.pieces().flatMap(({ old, new: now }) => {
      if (old === now) return inert(old);
      return [...(old ? [element("del", old)] : []), ...(now ? [element("ins", now)] : [])];
    });
    this.corrected.replaceChildren(...parts);
  }

  /** Lets a sentence show its counterparts, under the pointer or with the focus; arrows lead from one to the next. */
  #prepareSentences() {
    const article = this.article.querySelector("article");
    const sentences = [...article.querySelectorAll(".row[data-pair] .text")];
    sentences.forEach((sentence, index) => (sentence.tabIndex = index ? -1 : 0));
    const sides = ".row[data-pair] :is(.text, .given, .beside)";
    const show = (event) => this.pair(event.target.closest(sides));
    article.addEventListener("pointerover", show);
    article.addEventListener("pointerleave", () => this.pair(null));
    article.addEventListener("focusin", show);
    article.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = by && sentences[sentences.indexOf(event.target) + by];
      if (!next || !event.target.matches(".text")) return;
      event.preventDefault();
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }

  /** Marks what belongs to one side of a sentence: all that renders a source, or the source of what renders it. */
  pair(side) {
    for (const marked of this.article.querySelectorAll(".paired")) marked.classList.remove("paired");
    if (!side) return;
    const row = side.closest(".row");
    const group = [...this.article.querySelectorAll(`.row[data-pair="${row.dataset.pair}"]`)];
    const rows = side.matches(".given") ? group : [row];
    const parts = [...rows.flatMap((each) => [...each.querySelectorAll(".text, .beside")]), group[0].querySelector(".given")];
    for (const part of parts) part?.classList.add("paired");
  }
}

/** Says how to scroll: smoothly, unless the reader wants no motion. */
function motion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function isInWindow(part) {
  const { top, bottom } = part.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && bottom > top;
}

/** Says whether the findings stand beside the article, and not below it. */
function isBeside(section) {
  const list = section.querySelector(".findings");
  return getComputedStyle(list).position === "sticky";
}

/** Scrolls to a part: in the list of findings alone where that scrolls on its own, so that the article stays. */
function bringIntoView(target) {
  const list = target.closest(".findings");
  if (list && list.scrollHeight > list.clientHeight && isBeside(target.closest(".report"))) {
    const top = target.offsetTop - list.querySelector(".tools").offsetHeight;
    list.scrollTo({ top, behavior: motion() });
  } else {
    target.scrollIntoView({ behavior: motion(), block: target.offsetHeight > innerHeight / 2 ? "start" : "center" });
  }
}
