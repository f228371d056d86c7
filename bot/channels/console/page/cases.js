const STATES = { waiting: "Waiting", taken: "Taken", handed_back: "With the bot", resolved: "Resolved" };

/** The list of cases: those that wait first, then the last touched. */
class CaseList {
  constructor(onOpen) {
    this.onOpen = onOpen;
    this.cases = new Map();
    this.seen = new Shelf("claimdesk:desk:seen");
    this.selected = null;
    this.list = h("ul", { class: "rows" });
    this.waiting = h("p", { class: "queue", role: "status" });
    this.box = h("section", { class: "list", "aria-label": "Cases" }, this.waiting, this.list);
    setInterval(() => this.draw(), 30000);
  }

  card(thread, card) {
    const known = this.cases.get(thread) ?? { thread, last: null };
    this.cases.set(thread, { ...known, card });
    this.draw();
  }

  last(thread, last) {
    const known = this.cases.get(thread);
    if (!known || known.last?.seq >= last.seq) return;
    known.last = last;
    if (thread === this.selected) this.see(thread);
    this.draw();
  }

  select(thread) {
    this.selected = thread;
    if (thread) this.see(thread);
    this.draw();
  }

  see(thread) {
    const last = this.cases.get(thread)?.last;
    if (last) this.seen.set({ ...this.seen.get(), [thread]: last.seq });
  }

  isUnread({ thread, last }) {
    return last?.author.kind === "patient" && last.seq > (this.seen.get()?.[thread] ?? 0);
  }

  draw() {
    const rank = (one) => ["waiting", "taken", "handed_back", "resolved"].indexOf(one.card.state);
    const touched = (one) => one.last?.seq ?? 0;
    const sorted = [...this.cases.values()].sort((a, b) => rank(a) - rank(b) || touched(b) - touched(a));
    const waiting = sorted.filter((one) => one.card.state === "waiting").length;
    this.waiting.textContent = waiting ? `${waiting} waiting for a person` : "Nobody is waiting";
    const focused = this.list.querySelector(":focus")?.dataset.thread;
    this.list.replaceChildren(...sorted.map((one) => this.row(one)));
    if (!sorted.length) this.list.append(h("li", { class: "empty" }, "Cases appear here when the assistant hands a conversation over."));
    if (focused) this.list.querySelector(`[data-thread="${CSS.escape(focused)}"]`)?.focus();
  }

  row(one) {
    const { card, last, thread } = one;
    const unread = this.isUnread(one);
    const who = last && (["patient", "system"].includes(last.author.kind) ? "" : `${last.author.name}: `);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: `row ${card.state}`, "data-thread": thread, "aria-current": thread === this.selected ? "true" : null, onclick: () => this.onOpen(thread) },
        h("span", { class: "top" }, h("b", {}, worded(card.reason)), unread ? h("span", { class: "unread", role: "img", "aria-label": "unread" }) : null, h("time", { datetime: card.opened_at }, age(card.opened_at))),
        h("span", { class: "facts" }, [`Case ${card.case}`, card.patient, card.payer].filter(Boolean).join(" · ")),
        last ? h("span", { class: "preview" }, who + last.text) : null,
        h("span", { class: "marks" }, pill(card), owner(card), promise(card), tags(card)),
      ),
    );
  }
}

function pill(card) {
  return h("span", { class: `pill ${card.state}` }, STATES[card.state] ?? worded(card.state));
}

/** Name who has the case, or who ended it; a case that waits or went back to the bot is nobody's. */
function owner(card) {
  const owned = card.owner && ["taken", "resolved"].includes(card.state);
  return owned ? h("span", { class: "owner" }, card.owner) : null;
}

/** Say by which day the desk has promised the patient a word. */
function promise(card) {
  return card.promised ? h("span", { class: "promise" }, `promised by ${card.promised}`) : null;
}

const UNTOLD = ["lang", "route", "handoff", "outcome"]; // ways through the bot; the case's reason says what matters of them

/** Show a case's tags (`payer:northwind-health`) by their value, without what its reason says already. */
function tags(card) {
  const pairs = card.tags.map((one) => (one.includes(":") ? one.split(/:(.*)/) : ["", one]));
  return pairs.filter(([kind, value]) => !UNTOLD.includes(kind) && value !== card.reason).map(([kind, value]) => tag(value.replace(/[-_]/g, kind === "code" ? "$&" : " "), kind));
}

function tag(word, kind = "") {
  return h("span", { class: "tag", title: kind || null }, word);
}
