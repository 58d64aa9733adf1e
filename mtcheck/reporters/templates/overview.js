// Several articles: an index that can be sorted and filtered, and one article at a time below it.

/** Lets the index be sorted by each of its columns. */
function addSorting(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const valueOf = (row, column) => {
    const cell = row.cells[column] ?? row.cells[row.cells.length - 1];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
  const hasReport = (row) => Boolean(row.dataset.article);
  heads.forEach((head, column) => {
    const button = element("button", head.textContent, "plain");
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const sign = descending ? -1 : 1;
      const rows = [...body.rows].sort(
        (a, b) => hasReport(b) - hasReport(a) || sign * compare(valueOf(a, column), valueOf(b, column)),
      );
      body.append(...rows);
      tell(`Sorted by ${button.textContent}, ${descending ? "descending" : "ascending"}`);
    });
  });
}

/** Lets the index show the articles of some verdicts only. */
function addVerdicts(overview) {
  const bar = overview.querySelector(".verdicts");
  const rows = [...overview.querySelectorAll("tbody tr")];
  const verdicts = [...new Set(rows.map((row) => row.dataset.verdict))];
  if (verdicts.length < 2) return bar.remove();
  for (const verdict of verdicts) {
    const button = element("button", `${verdict} `);
    button.type = "button";
    button.dataset.verdict = verdict;
    button.setAttribute("aria-pressed", "false");
    button.append(element("span", String(rows.filter((row) => row.dataset.verdict === verdict).length), "count"));
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!isPressed(button)));
      const chosen = [...bar.children].filter(isPressed).map((each) => each.dataset.verdict);
      for (const row of rows) row.hidden = chosen.length > 0 && !chosen.includes(row.dataset.verdict);
      const shown = rows.filter((row) => !row.hidden).length;
      tell(`Showing ${shown} of ${rows.length} articles`);
    });
    bar.append(button);
  }
}

/** Writes into the index how many findings of an article are decided. */
function showDecidedInIndex(id, decided, total) {
  const cell = document.querySelector(`tr[data-article="${id}"] .decided`);
  if (!cell) return;
  cell.textContent = total ? `${decided} of ${total}` : "–";
  cell.dataset.value = total ? decided / total : 1;
}

/** Writes the decisions of all articles into the index. */
function countDecided() {
  for (const section of document.querySelectorAll(".report")) {
    const data = dataOf(section);
    const { decided, total } = data ? tallyOf(data.findings, decisionsOf(section)) : { decided: 0, total: 0 };
    showDecidedInIndex(section.id, decided, total);
  }
}

/** Shows the article that the address names, or the index where it names none. */
function followAddress() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named?.closest(".rules")) return;
  const section = named?.closest(".report");
  const before = document.querySelector(".report.open");
  if (section) openArticle(section, named);
  else if (before) openIndex(before);
}

function openArticle(section, named) {
  for (const open of document.querySelectorAll(".report.open")) open.classList.remove("open");
  section.classList.add("open");
  document.querySelector(".overview").classList.add("folded");
  const stepper = document.querySelector(".stepper");
  stepper.hidden = false;
  const row = document.querySelector(`tr[data-article="${section.id}"]`);
  const order = shownRows();
  const at = order.indexOf(row);
  stepper.querySelector(".position").textContent = at < 0 ? "" : `${at + 1} of ${order.length}`;
  for (const button of stepper.querySelectorAll("button")) button.disabled = !order[at + Number(button.dataset.step)];
  reviewOf(section);
  if (named !== section) return named.scrollIntoView();
  scrollTo(0, 0);
  section.querySelector(".name").focus({ preventScroll: true });
}

function openIndex(before) {
  before.classList.remove("open");
  document.querySelector(".overview").classList.remove("folded");
  document.querySelector(".stepper").hidden = true;
  const link = document.querySelector(`tr[data-article="${before.id}"] a`);
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "center" });
}

/** Gives the rows of the articles that the index shows, in its order. */
function shownRows() {
  return [...document.querySelectorAll(".articles tr[data-article]")].filter((row) => !row.hidden);
}

/** Opens the next article in the order of the index, or with -1 the one before. */
function stepArticle(by) {
  const open = document.querySelector(".report.open");
  const order = shownRows();
  const next = order[order.findIndex((row) => row.dataset.article === open?.id) + by];
  if (open && next) location.hash = next.dataset.article;
}

function addOverview() {
  const overview = document.querySelector(".overview");
  if (!overview) return;
  addSorting(overview.querySelector(".articles"));
  addVerdicts(overview);
  if (!document.body.classList.contains("many")) return;
  countDecided();
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => stepArticle(Number(button.dataset.step)));
  }
  addEventListener("hashchange", followAddress);
  followAddress();
}
