// What the page gives away: the corrected text, and the dismissals as the file that mtcheck reads beside the article.

/** Lets the browser save a text as a file. */
function download(name, text, type = "text/plain") {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Copies a text; returns whether that worked. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** Copies a text as old browsers do, and pages that may not use the clipboard directly. */
function copyByHand(text) {
  const focused = document.activeElement;
  const area = Object.assign(document.createElement("textarea"), { value: text, className: "aloud" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

/** Writes the dismissals as a suppression file: TOML tables, one for each entry. */
function suppressionFile(entries) {
  const written = entries.map((entry) => {
    const lines = Object.entries(entry).filter(([, value]) => value.trim());
    return `[[suppress]]\n${lines.map(([key, value]) => `${key} = ${tomlString(value)}\n`).join("")}`;
  });
  return written.join("\n");
}

/** Writes a TOML basic string: it knows every escape that JSON writes; beyond these only U+007F must be escaped. */
function tomlString(value) {
  const whole = value.replace(/[\ud800-\udfff]/gu, "\ufffd");
  return JSON.stringify(whole).replaceAll("\x7f", "\\u007f");
}

/** Gives the entries of the suppression file for an article: those that it has already, and what was dismissed. */
function suppressionEntries(data, decisions) {
  const letters = Array.from(data.text);
  return data.findings.flatMap((finding) => {
    const decision = decisionOn(finding, decisions);
    const reason = decision?.kind === "dismissed" ? decision.reason : (finding.kept ?? "");
    if (!reason) return [];
    const quote = letters.slice(finding.start, finding.end).join("").split(/\s+/u).join(" ").trim();
    const named = quote ? { code: finding.code, quote } : {};
    return [{ part: data.part, fingerprint: finding.fingerprint, ...named, reason }];
  });
}
