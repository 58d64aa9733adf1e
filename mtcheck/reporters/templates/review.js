// The review of one article: its findings, the decisions on them, and what these make of the text.

class Review {
  constructor(section) {
    this.section = section;
    this.data = dataOf(section);
    this.letters = Array.from(this.data.text);
    this.decisions = new Decisions(this.data.key);
    this.cards = [...section.querySelectorAll(".finding")];
    this.current = -1;
    this.cards.forEach((card, index) => furnish(card, this.data.findings[index]));
    this.filters = new Filters(this);
    this.views = new Views(this);
    section.addEventListener("click", (event) => this.#onClick(event));
    section.addEventListener("focusin", (event) => {
      const card = event.target.closest(".finding");
      if (card) this.choose(Number(card.dataset.finding));
    });
    this.#prepareRules();
    this.refresh();
  }

  finding(index) {
    return this.data.findings[index];
  }

  /** Gives the words of the article that a finding's suggestion would change. */
  phrase(index) {
    const { first, end } = this.finding(index);
    return this.letters.slice(first, end).join("");
  }

  state(index) {
    return stateOf(this.data.findings, this.decisions, index);
  }

  /** Gives the pieces of a finding's phrase in the article. */
  marks(index) {
    return this.section.querySelectorAll(`mark[data-finding="${index}"]`);
  }

  /** Makes a finding the current one: it is marked in the list and in the article. */
  choose(index) {
    if (index === this.current) return;
    this.current = index;
    for (const chosen of this.section.querySelectorAll(".current")) chosen.classList.remove("current");
    for (const part of [...this.marks(index), this.cards[index]]) part.classList.add("current");
    const segment = this.marks(index)[0]?.closest(".row");
    if (segment) this.views.pair(segment.querySelector(".text"));
  }

  /** Leads to the next finding that is shown, or with -1 to the one before. */
  step(by) {
    const shown = this.cards.filter((card) => !card.hidden);
    if (!shown.length) return tell("No finding is shown");
    const at = shown.indexOf(this.cards[this.current]);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    this.goTo(Number(shown[next].dataset.finding));
    if (next === at) tell(by > 0 ? "This is the last finding" : "This is the first finding");
  }

  /** Leads to a finding: the focus goes to its card, and its phrase is brought into view. */
  goTo(index) {
    this.choose(index);
    const mark = this.marks(index)[0];
    if (mark && !isInWindow(mark) && isBeside(this.section)) mark.scrollIntoView({ behavior: motion(), block: "center" });
    bringIntoView(this.cards[index]);
    this.cards[index].focus({ preventScroll: true });
  }

  /** Accepts a finding's suggestion; asks for the wording where it is only a hint, or where the editor wants to. */
  accept(index, ask = false) {
    if (!this.#isOpen(index)) return;
    const finding = this.finding(index);
    const wording = finding.wording ?? this.phrase(index);
    const done = (words) => this.decide(index, { kind: "accepted", wording: words });
    if (finding.dropIn && !ask) done(wording);
    else askWording(this.cards[index], wording, this.phrase(index), done);
  }

  dismiss(index) {
    if (!this.#isOpen(index)) return;
    askReason(this.cards[index], (reason) => this.decide(index, { kind: "dismissed", reason }));
  }

  /** Says whether a finding can be decided, and tells why where it cannot. */
  #isOpen(index) {
    const state = index < 0 ? "none" : this.state(index);
    if (state === "undecided") return true;
    const why = { none: "Choose a finding first (j)", suppressed: "This finding is suppressed" };
    tell(why[state] ?? "This finding is decided; undo it first (u)");
    return false;
  }

  /** Decides about a finding, or takes the decision back (null); the focus stays on its card. */
  decide(index, decision) {
    this.decisions.set(this.finding(index).fingerprint, decision);
    closeForm(this.cards[index]);
    this.#decided(index, decision ? decision.kind : "undecided again");
  }

  /** Takes the last step back or, after a new start of the page, the decision on the current finding. */
  undo() {
    const changed = this.decisions.undo();
    if (changed) {
      const index = this.data.findings.findIndex((finding) => changed.includes(finding.fingerprint));
      if (changed.length === 1 && index >= 0) this.#decided(index, `${this.state(index)} again`);
      else this.refresh(), tell("The last step was taken back");
    } else if (this.current >= 0 && this.decisions.get(this.finding(this.current).fingerprint)) {
      this.decide(this.current, null);
    } else tell("There is nothing to undo");
  }

  #decided(index, how) {
    this.refresh();
    const { decided, total } = tallyOf(this.data.findings, this.decisions);
    tell(`Finding ${this.finding(index).label} is ${how}; ${decided} of ${total} decided`);
    const card = this.cards[index];
    if (card.hidden) return this.#leave(index);
    card.focus({ preventScroll: true });
    if (card.getBoundingClientRect().top < this.section.querySelector(".tools").getBoundingClientRect().bottom) {
      bringIntoView(card);
    }
  }

  /** Leads on from a card that a filter hides: to the next one that is shown, or to the search. */
  #leave(index) {
    const shown = this.cards.filter((card) => !card.hidden);
    const next = shown.find((card) => Number(card.dataset.finding) > index) ?? shown.at(-1);
    if (next) this.goTo(Number(next.dataset.finding));
    else this.section.querySelector(".search input").focus();
  }

  clear() {
    this.decisions.clear();
    this.refresh();
    tell("All decisions on this article are cleared; u brings them back");
    this.section.querySelector(".progress button:not([hidden], :disabled)").focus();
  }

  /** Gives the pieces of the corrected text. */
  pieces() {
    return correctedPieces(this.letters, editsOf(this.data.findings, this.decisions));
  }

  /** Shows everything that depends on the decisions. */
  refresh() {
    this.cards.forEach((card, index) => {
      const state = this.state(index);
      const settler = this.data.findings[settledBy(this.data.findings, this.decisions, index)]?.label;
      showState(card, state, decisionOn(this.finding(index), this.decisions), settler);
      const parts = this.section.querySelectorAll(`mark[data-finding="${index}"], .reference[data-finding="${index}"]`);
      for (const part of parts) part.dataset.state = state;
    });
    this.#showProgress();
    this.filters.apply();
    this.views.refresh();
  }

  #showProgress() {
    const { decided, total } = tallyOf(this.data.findings, this.decisions);
    const box = this.section.querySelector(".progress");
    const any = this.data.findings.some((finding) => decisionOn(finding, this.decisions));
    Object.assign(box.querySelector("progress"), { value: decided, max: Math.max(total, 1) });
    box.querySelector(".decided").textContent = `${decided} of ${total} decided`;
    box.querySelector("[data-act=clear]").hidden = !any;
    box.querySelector(".kept").textContent = this.decisions.isKept
      ? ""
      : "Not kept: this browser lets the page store nothing. Take the files away before you close it.";
    const entries = suppressionEntries(this.data, this.decisions).length;
    const save = box.querySelector("[data-act=download-dismissals]");
    save.disabled = !entries;
    save.textContent = entries ? `Download dismissals (${entries})` : "Download dismissals";
    showDecidedInIndex(this.section.id, decided, total);
  }

  #onClick(event) {
    const button = event.target.closest("[data-act]");
    if (button) return this.#act(button.dataset.act, button);
    if (!getSelection().isCollapsed || event.target.closest("button, summary, details, form, input, select")) return;
    const from = event.target.closest("mark:not(.off), .reference, .finding");
    if (!from) return;
    event.preventDefault();
    const index = Number(from.dataset.finding);
    const target = from.matches(".finding") ? this.marks(index)[0] : this.cards[index];
    this.choose(index);
    if (!target) return;
    if (from.matches(".finding")) this.views.showArticle();
    bringIntoView(target);
    target.focus({ preventScroll: true });
  }

  #act(act, button) {
    const card = button.closest(".finding");
    const index = card ? Number(card.dataset.finding) : -1;
    const acts = {
      accept: () => this.accept(index),
      edit: () => this.accept(index, true),
      dismiss: () => this.dismiss(index),
      undo: () => this.decide(index, null),
      cancel: () => this.cancel(),
      clear: () => this.clear(),
      copy: () => this.#copy(),
      help: () => document.querySelector("dialog.keys").showModal(),
      "download-text": () => this.#downloadText(),
      "download-dismissals": () => this.#downloadDismissals(),
    };
    acts[act]();
  }

  /** Closes the form that is open; returns whether there was one. */
  cancel() {
    const card = this.cards.find((each) => each.querySelector(".asking"));
    if (!card) return false;
    closeForm(card);
    card.focus({ preventScroll: true });
    return true;
  }

  async #copy() {
    const done = await copy(correctedText(this.pieces()));
    tell(done ? "The corrected text is copied" : "This browser lets the page copy nothing: download the text instead");
  }

  #downloadText() {
    download(this.data.corrected, correctedText(this.pieces()));
    tell(`${this.data.corrected} is downloaded`);
  }

  /** Saves the dismissals of all articles that were read from this file: it has one suppression file. */
  #downloadDismissals() {
    const entries = [...document.querySelectorAll(".report")].flatMap((section) => {
      const data = dataOf(section);
      return data?.file === this.data.file ? suppressionEntries(data, decisionsOf(section)) : [];
    });
    download(this.data.sidecar, suppressionFile(entries), "application/toml");
    tell(`${this.data.sidecar} is downloaded: put it beside the article`);
  }

  /** Shows the page of its rule in a card, when it is opened. */
  #prepareRules() {
    for (const [index, card] of this.cards.entries()) {
      const about = card.querySelector(".about");
      about?.addEventListener("toggle", () => {
        const page = document.getElementById(`rule-${this.finding(index).code}`)?.querySelector(".page");
        if (page && about.open && !about.querySelector(".page")) about.lastElementChild.replaceWith(page.cloneNode(true));
      });
    }
  }
}

/** Reads what the page says of an article to the script; null where nothing was found in it. */
function dataOf(section) {
  const island = section.querySelector(".data");
  return island && JSON.parse(island.textContent);
}

/** The reviews that were begun, by the ids of their articles. */
const reviews = new Map();

/** Gives the review of an article, begun when it is first asked for; undefined where nothing was found. */
function reviewOf(section) {
  if (!section.querySelector(".data")) return undefined;
  if (!reviews.has(section.id)) reviews.set(section.id, new Review(section));
  return reviews.get(section.id);
}

/** Gives the decisions on an article, whether its review was begun or not. */
function decisionsOf(section) {
  return reviews.get(section.id)?.decisions ?? new Decisions(dataOf(section).key);
}
