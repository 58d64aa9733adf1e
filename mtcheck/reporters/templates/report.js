// What the page does beyond showing itself: views of the article, filters, and the way between phrase and finding.
// Without this script everything is shown, and the links still lead there and back.
"use strict";

for (const report of document.querySelectorAll(".report")) {
  addViews(report);
  addFilters(report);
  addJumps(report);
}

/** Let the reader switch between the article alone and the article beside its back-translation. */
function addViews(report) {
  const article = report.querySelector(".article");
  const buttons = [...article.querySelectorAll(".views button")];
  const show = (view) => {
    article.dataset.view = view;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  };
  for (const button of buttons) button.addEventListener("click", () => show(button.dataset.view));
  if (buttons.length && matchMedia("(max-width: 44rem)").matches) show("article");
}

/** Let the reader see the findings of some severities only, and those that do not count. */
function addFilters(report) {
  const findings = [...report.querySelectorAll(".finding")];
  const marked = [...report.querySelectorAll("mark, .reference")];
  const severities = [...report.querySelectorAll("[data-filter]")];
  const extras = [...report.querySelectorAll("[data-show]")];
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const isAdmitted = (element) => extras.every((button) => pressed(button) || element.dataset[button.dataset.show] !== "yes");

  const apply = () => {
    const chosen = new Set(severities.filter(pressed).map((button) => button.dataset.filter));
    const isShown = (element) => isAdmitted(element) && (!chosen.size || chosen.has(element.dataset.severity));
    for (const finding of findings) finding.hidden = !isShown(finding);
    for (const element of marked) element.classList.toggle("off", !isShown(element));
    for (const button of severities) {
      const number = findings.filter((f) => isAdmitted(f) && f.dataset.severity === button.dataset.filter).length;
      button.querySelector(".count").textContent = number;
      button.hidden = !number && !pressed(button);
    }
    tell(report, findings, [...chosen]);
  };
  for (const button of [...severities, ...extras]) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!pressed(button)));
      apply();
    });
  }
  if (findings.length) apply();
}

/** Say how many findings are shown, for eyes and for screen readers. */
function tell(report, findings, chosen) {
  const shown = findings.filter((finding) => !finding.hidden).length;
  const only = chosen.length ? ` (${chosen.join(", ")} only)` : "";
  report.querySelector(".shown").textContent = `Showing ${shown} of ${findings.length} findings${only}`;
}

/** Lead from a finding to its phrase in the article and back, with the eyes and with the focus. */
function addJumps(report) {
  const pieces = (number) => report.querySelectorAll(`mark[data-finding="${number}"]`);
  const finding = (number) => report.querySelector(`.finding[data-finding="${number}"]`);
  const choose = (number) => {
    for (const element of report.querySelectorAll(".current")) element.classList.remove("current");
    for (const element of [...pieces(number), finding(number)]) element.classList.add("current");
  };
  const go = (number, target) => {
    if (!target) return;
    choose(number);
    bringIntoView(target);
    target.focus({ preventScroll: true });
  };
  report.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const from = event.target.closest("mark:not(.off), .reference, .finding");
    if (!from || event.target.closest("button, summary")) return;
    event.preventDefault();
    const number = from.dataset.finding;
    go(number, from.matches(".finding") ? pieces(number)[0] : finding(number));
  });
}

/** Scroll to an element: the list of findings on its own where it scrolls on its own, so that the article stays. */
function bringIntoView(target) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const list = target.closest(".findings");
  if (list && list.scrollHeight > list.clientHeight) {
    const top = target.offsetTop - list.querySelector(".tools").offsetHeight;
    list.scrollTo({ top, behavior });
  } else {
    target.scrollIntoView({ behavior, block: "center" });
  }
}
