// The keys of one letter, which can be switched off (WCAG 2.1.4), and Escape.

const KEYS_OFF = "mtcheck:keys-off";

function addKeys() {
  const dialog = document.querySelector("dialog.keys");
  const box = dialog.querySelector(".keys-on");
  box.checked = !kept.read(KEYS_OFF);
  box.addEventListener("change", () => kept.write(KEYS_OFF, box.checked ? null : true));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    if (event.key === "Escape") return void (escape(event.target) && event.preventDefault());
    if (!box.checked || event.target.matches("input:not([type=radio]), textarea, select, [contenteditable]")) return;
    if (act(event.key, dialog)) event.preventDefault();
  });
}

/** Does what a key stands for; returns whether it stands for something. */
function act(key, dialog) {
  const review = openReview();
  const { current } = review ?? {};
  const acts = {
    j: () => review?.step(1),
    k: () => review?.step(-1),
    a: () => review?.accept(current),
    e: () => review?.accept(current, true),
    d: () => review?.dismiss(current),
    u: () => review?.undo(),
    v: () => review?.views.next(),
    "/": () => review?.filters.search.input.focus(),
    "[": () => stepArticle(-1),
    "]": () => stepArticle(1),
    "?": () => dialog.showModal(),
  };
  acts[key]?.();
  return key in acts;
}

/** Empties the search, or leads from it to the current finding; elsewhere closes the form that is open. */
function escape(from) {
  const review = openReview();
  if (!review) return false;
  if (from !== review.filters.search.input) return review.cancel();
  if (from.value) {
    from.value = "";
    from.dispatchEvent(new Event("input"));
  } else {
    const card = review.cards[review.current];
    if (card && !card.hidden) review.goTo(review.current);
    else from.blur();
  }
  return true;
}

/** Gives the review of the article that is shown. */
function openReview() {
  const section = document.body.classList.contains("many")
    ? document.querySelector(".report.open")
    : document.querySelector(".report");
  return section ? reviewOf(section) : undefined;
}

let silence = 0;

/** Tells what was done, for eyes and for screen readers; it goes after a while. */
function tell(text) {
  const news = document.querySelector(".news");
  news.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (news.textContent = ""), 6000);
}
