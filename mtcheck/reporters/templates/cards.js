// The card of a finding as the editor sees it decided, and the forms that ask for a wording or a reason.

const SIGNS = { accepted: "✓", dismissed: "✗", settled: "✓" };

/** Clones a template of the page. */
function cloned(name) {
  return document.getElementById(name).content.firstElementChild.cloneNode(true);
}

/** Writes a text so that characters that turn the direction of the page are shut in elements of their own. */
function inert(text) {
  const pieces = text.split(/([\u202a-\u202e\u2066-\u2069])/u);
  return pieces.map((piece, i) => {
    if (i % 2 === 0) return document.createTextNode(piece);
    const code = piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    const shut = Object.assign(document.createElement("bdi"), { className: "control", title: `U+${code}` });
    shut.textContent = piece;
    return shut;
  });
}

/** Makes an element with a text in it. */
function element(tag, text, className = "") {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...inert(text));
  return made;
}

/** Prepares a card for decisions; called once. */
function furnish(card, finding) {
  const controls = cloned("acts");
  card.insertBefore(controls, card.querySelector(".about"));
  const phrase = card.querySelector(".phrase");
  phrase.id = `${card.id}-what`;
  for (const button of controls.querySelectorAll("button")) button.setAttribute("aria-describedby", phrase.id);
  if (!finding.dropIn) {
    controls.querySelector("[data-act=accept]").textContent = finding.wording === null ? "Correct…" : "Accept…";
    controls.querySelector("[data-act=edit]").remove();
  }
}

/** Shows on a card what became of its finding: `state` as stateOf says, and the label of who settled it. */
function showState(card, state, decision, settler) {
  card.dataset.state = state;
  const outcome = card.querySelector(".outcome");
  outcome.replaceChildren(...outcomeOf(state, decision, settler));
  outcome.hidden = !outcome.hasChildNodes();
  const isOpen = state === "undecided" || state === "suppressed";
  for (const button of card.querySelectorAll(".acts [data-act]")) {
    button.hidden = button.dataset.act === "undo" ? !decision : !isOpen || state === "suppressed";
  }
}

function outcomeOf(state, decision, settler) {
  if (state === "accepted" && !decision.wording) return [`${SIGNS.accepted} Accepted: the phrase is taken out`];
  if (state === "accepted") return [`${SIGNS.accepted} Accepted: `, element("bdi", decision.wording)];
  if (state === "dismissed") return [`${SIGNS.dismissed} Dismissed: `, element("bdi", decision.reason)];
  if (state === "settled") return [`${SIGNS.settled} Settled by finding ${settler}, which changes the same words`];
  return [];
}

/** Asks for a wording on a card; `accept` is called with it. */
function askWording(card, wording, phrase, accept) {
  const form = cloned("wording");
  const area = form.querySelector("textarea");
  area.value = wording;
  area.rows = Math.min(6, Math.ceil((wording.length + 1) / 32));
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  opened(card, form, area, () => {
    const written = area.value.trim();
    if (written === phrase.trim()) return "That is what the article says already.";
    accept(written);
    return "";
  });
  area.select();
}

/** Asks on a card why its finding does not count; `dismiss` is called with the reason. */
function askReason(card, dismiss) {
  const form = cloned("reason");
  const words = form.querySelector("[name=words]");
  words.addEventListener("input", () => {
    if (words.value) for (const radio of form.querySelectorAll("[type=radio]")) radio.checked = false;
  });
  opened(card, form, form.querySelector("[type=radio]"), () => {
    const reason = words.value.trim() || (form.querySelector("[name=usual]:checked")?.value ?? "");
    if (!reason) return "Choose a reason, or write one.";
    dismiss(reason);
    return "";
  });
}

/** Puts a form on a card and the focus into it; `submit` returns what is wrong, or "". */
function opened(card, form, first, submit) {
  closeForm(card);
  form.classList.add("asking");
  card.querySelector(".decision").append(form);
  card.querySelector(".acts").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = submit();
    form.querySelector(".error").textContent = wrong;
    if (wrong) first.focus();
  });
  first.focus();
  form.scrollIntoView({ block: "nearest" });
}

/** Takes the form off a card; returns whether there was one. */
function closeForm(card) {
  const form = card.querySelector(".asking");
  form?.remove();
  card.querySelector(".acts").hidden = false;
  return Boolean(form);
}
