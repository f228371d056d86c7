/** How the bot came to an answer. Parts that are missing are left out; this shows what it is given. */
function whyPanel(trace) {
  const parts = [decision(trace), recognised(trace), identity(trace), lookups(trace), rules(trace), mode(trace), findings(trace), model(trace), check(trace), steps(trace)];
  const shown = parts.filter(Boolean);
  return h("div", { class: "why" }, shown.length ? shown : h("p", { class: "soft" }, "Nothing was recorded for this message."));
}

function part(title, ...content) {
  return h("section", {}, h("h4", {}, title), ...content);
}

function decision({ route, reason, topic, because }) {
  if (!route) return null;
  const words = because || [reason, topic].filter(Boolean).map(worded).join(" · ");
  return part("Route", h("p", { class: "route" }, h("code", {}, route), words ? h("span", {}, words) : null));
}

function recognised({ recognised: found }) {
  if (!found) return null;
  if (!found.length) return part("Recognised", h("p", { class: "soft" }, "No numbers, dates or codes."));
  const rows = found.map(({ kind, text, canonical }) =>
    h("li", {}, h("span", { class: "tag" }, worded(kind)), h("q", {}, text ?? ""), canonical && canonical !== text ? h("span", { class: "soft" }, `→ ${canonical}`) : null),
  );
  return part("Recognised", h("ul", { class: "found" }, rows));
}

function identity({ identity: proof }) {
  return proof ? part("Identity", facts(proof)) : null;
}

function lookups({ lookup }) {
  const runs = Array.isArray(lookup) ? lookup : lookup ? [lookup] : [];
  if (!runs.length) return null;
  const rows = runs.map(({ action, claim, outcome, took_ms: took, attempts, detail }) =>
    h(
      "li",
      {},
      h("p", {}, h("code", {}, [action, claim].filter(Boolean).join(" ")), outcome ? h("span", { class: `outcome ${outcome}` }, worded(outcome)) : null),
      h("p", { class: "soft" }, [milliseconds(took), attempts > 1 ? `${attempts} attempts` : "", detail].filter(Boolean).join(" · ")),
    ),
  );
  return part("Looked up", h("ul", { class: "runs" }, rows));
}

function rules({ rules: verdicts }) {
  if (!verdicts?.length) return null;
  const rows = verdicts.map(({ claim, state, handoff, because }) =>
    h("li", {}, h("code", {}, claim ?? ""), ` ${worded(state)} → `, h("b", {}, handoff ? "a person" : "the bot answers"), because ? h("span", { class: "soft" }, ` ${worded(because)}`) : null),
  );
  return part("Rules", h("ul", {}, rows));
}

function mode({ mode: chosen }) {
  if (!chosen) return null;
  return part("Mode", h("p", { class: "route" }, h("code", {}, chosen.mode), h("span", { class: "soft" }, chosen.because)));
}

function findings({ findings: found }) {
  if (!found) return null;
  const { lane, confidence, threshold, answerable, passages = [] } = found;
  const best = Math.max(...passages.map(({ score }) => score ?? 0), 1e-9);
  const sure = typeof confidence === "number" ? `confidence ${confidence.toFixed(2)} of ${threshold?.toFixed(2) ?? "?"} needed` : "";
  const verdict = answerable === undefined ? "" : answerable ? "Answerable" : "Not sure enough";
  const rows = passages.map(({ title, section, page, score }) =>
    h("li", {}, h("p", {}, h("b", {}, title ?? "Untitled"), page ? ` p. ${page}` : ""), section ? h("p", { class: "soft" }, section) : null, bar(score ?? 0, best, (score ?? 0).toFixed(2))),
  );
  const summary = [verdict, sure, lane && `found by ${lane}`].filter(Boolean).join(" · ");
  return part("Passages", summary ? h("p", { class: "soft" }, summary) : null, rows.length ? h("ol", { class: "passages" }, rows) : null);
}

/** What a language model was asked, what it said, and why its words were not used, if they were not. */
function model({ model: used }) {
  if (!used) return null;
  const verdict = used.refused ? `Its words were not used: ${used.refused}.` : used.findings.length ? "The answer is in its words; the check let them through." : "";
  const found = used.findings.flat();
  const rows = used.steps.map(({ task, model: name, outcome, calls, tokens_in: read, tokens_out: wrote, took_ms: took, sent, came, tools }) =>
    h(
      "li",
      {},
      h("p", {}, h("code", {}, task), h("span", { class: "soft" }, ` ${[name, outcome, `${calls} calls`, `${read} + ${wrote} tokens`, milliseconds(took)].join(" · ")}`)),
      tools.map((tool) => h("p", { class: "soft" }, h("code", {}, `${tool.name} ${JSON.stringify(tool.arguments)}`), ` ${tool.answer}`)),
      h("details", {}, h("summary", {}, "What it read and wrote"), h("pre", {}, sent), h("pre", {}, came)),
    ),
  );
  return part("Language model", verdict ? h("p", { class: used.refused ? "failed" : "passed" }, verdict) : null, found.length ? h("ul", { class: "plain" }, found.map((one) => h("li", {}, one))) : null, h("ul", { class: "runs" }, rows));
}

function check({ check: result }) {
  if (!result) return null;
  const { ok, problems = [] } = result;
  const words = ok ? "Every number, date and source stands in the facts." : "The draft was not sent as it stood:";
  return part("Check", h("p", { class: ok ? "passed" : "failed" }, words), problems.length ? h("ul", { class: "plain" }, problems.map((one) => h("li", {}, String(one)))) : null);
}

function steps({ took_ms: took }) {
  const rows = Object.entries(took ?? {}).filter(([name, ms]) => typeof ms === "number" && name !== "total");
  if (!rows.length) return null;
  const longest = Math.max(...rows.map(([, ms]) => ms), 1e-9);
  const total = took.total ?? rows.reduce((sum, [, ms]) => sum + ms, 0);
  const lines = rows.map(([name, ms]) => h("li", {}, h("span", {}, worded(name)), bar(ms, longest, milliseconds(ms))));
  return part(`Time · ${milliseconds(total)}`, h("ul", { class: "steps" }, lines));
}

function facts(value) {
  if (typeof value !== "object" || value === null) return h("p", {}, worded(value));
  const rows = Object.entries(value).map(([name, one]) => [h("dt", {}, worded(name)), h("dd", {}, factWords(one))]);
  return h("dl", {}, rows.flat());
}

function factWords(one) {
  if (typeof one === "boolean") return one ? "yes" : "no";
  if (one === null || one === "") return "–";
  return typeof one === "object" ? JSON.stringify(one) : String(one);
}

function bar(value, best, label) {
  const meter = h("span", { class: "fill" });
  meter.style.width = `${Math.max(2, Math.round((100 * value) / best))}%`;
  return h("span", { class: "meter" }, h("span", { class: "track" }, meter), h("span", { class: "figure" }, label));
}

function milliseconds(ms) {
  if (typeof ms !== "number") return "";
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
