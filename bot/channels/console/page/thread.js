const FATES = {
  held: "Held back",
  delivered: "Delivered",
  failed: "Not delivered",
  uncertain: "Perhaps not delivered",
  refused: "Not sent to the patient",
};
const DRAFTS = {
  open: "Draft · the patient has not seen it",
  stale: "Draft · the patient has not seen it",
  sent: "Draft, sent by",
  edited: "Draft, edited and sent by",
  taken_over: "Draft, not sent: taken over by",
  dropped: "Draft, not sent: case ended by",
};
const ROLES = { patient: "Patient", bot: "Assistant", specialist: "Billing specialist", staff: "Office staff" };

/** One case: its card, and the whole story below it, as the events of its thread tell them. */
class Thread {
  constructor({ onAct, onWhy }) {
    this.onAct = onAct;
    this.onWhy = onWhy;
    this.head = h("header", { class: "case" });
    this.story = h("div", { class: "story", role: "log", "aria-label": "Conversation", tabindex: "0" });
    this.messages = new Map();
    this.offered = {};
  }

  show(events, me) {
    this.me = me;
    this.messages.clear();
    this.story.replaceChildren();
    for (const { kind, data } of events) this.take(kind, data);
    this.story.scrollTop = this.story.scrollHeight;
  }

  take(kind, data) {
    const pinned = this.story.scrollHeight - this.story.scrollTop - this.story.clientHeight < 120;
    if (kind === "card") this.drawHead(data);
    else if (kind === "message") this.put({ ...data, fate: null });
    else if (kind === "edit") this.change(data.message_id, { text: data.text, edited: true });
    else if (kind === "delete") this.change(data.message_id, { removed: true });
    else if (kind === "draft") this.putDraft(data);
    else if (kind === "fate") this.change(data.message_id, { fate: data });
    if (pinned) this.story.scrollTop = this.story.scrollHeight;
  }

  put(message) {
    if (this.messages.has(message.message_id)) return;
    const entry = { message, node: h("div") };
    this.messages.set(message.message_id, entry);
    this.story.append(entry.node);
    this.draw(entry);
  }

  /** A draft is one entry whose newest version counts; it keeps what became of its delivery. */
  putDraft(draft) {
    const author = { kind: "bot", name: "ClaimDesk" };
    const known = this.messages.get(draft.message_id);
    if (known) this.change(draft.message_id, { ...draft, draft: true });
    else this.put({ ...draft, author, draft: true, fate: null });
  }

  change(id, changes) {
    const entry = this.messages.get(id);
    if (!entry) return;
    Object.assign(entry.message, changes);
    this.draw(entry);
  }

  drawHead(card) {
    this.card = card;
    const can = {
      waiting: ["take_over", "resolve"],
      taken: ["hand_back", "resolve"],
      handed_back: ["take_over", "resolve"],
      resolved: ["take_over"],
    }[card.state] ?? ["take_over", "hand_back", "resolve"];
    if (card.state === "waiting" || card.state === "taken") can.push("draft_reply");
    const buttons = can.map((kind, at) => h("button", { type: "button", class: at ? "second" : "first", onclick: () => this.onAct(kind) }, worded(kind)));
    const details = [`Case ${card.case}`, card.patient, card.claim && `claim ${card.claim}`, card.payer, `via ${card.channel}`, age(card.opened_at)];
    const retag = h("button", { type: "button", class: "small", onclick: () => this.retag(retag) }, "Tags");
    this.head.replaceChildren(
      h("div", { class: "headline" }, h("h2", {}, worded(card.reason)), pill(card), owner(card), promise(card)),
      h("p", { class: "soft" }, details.filter(Boolean).join(" · ")),
      card.summary ? h("div", { class: "summary" }, card.summary) : null,
      h("div", { class: "deeds" }, buttons, h("span", { class: "tags" }, tags(card)), retag),
    );
  }

  retag(button) {
    const close = () => {
      form.remove();
      button.hidden = false;
      button.focus();
    };
    const form = tagForm(this.card, this.offered, (text) => this.onAct("tag", { text }), close);
    button.hidden = true;
    this.head.append(form);
    form.querySelector("input").focus();
  }

  draw(entry) {
    const { message } = entry;
    const { author } = message;
    const kind = message.draft ? `draft ${message.state}` : message.internal && author.kind !== "system" ? "note" : author.kind;
    entry.node.className = `entry ${kind}${message.fate ? ` fate-${message.fate.state}` : ""}`;
    const body = message.removed
      ? h("div", { class: "text removed" }, `Removed by ${author.name || "the patient"}`)
      : h("div", { class: "text" }, read(message));
    const files = this.files(message);
    const shown = files && !message.text ? [files] : [body, files];
    entry.node.replaceChildren(...[this.meta(message, kind), ...shown, this.sources(message), this.below(entry)].filter(Boolean));
    if (kind === "system") entry.node.replaceChildren(body);
  }

  meta(message, kind) {
    if (message.draft) return h("p", { class: "meta" }, h("b", { class: "drafted" }, `${DRAFTS[message.state]} ${message.by}`), h("time", { datetime: message.at }, clockTime(message.at)));
    const { author, at, edited, removed } = message;
    const name = author.name || ROLES[author.kind];
    const role = ROLES[author.kind] === name ? null : h("span", { class: "soft" }, ROLES[author.kind]);
    const note = kind === "note" ? h("span", { class: "private" }, "Internal note · the patient does not see this") : null;
    return h("p", { class: "meta" }, h("b", {}, name), note ?? role, h("time", { datetime: at }, clockTime(at)), edited && !removed ? h("i", {}, "edited") : null);
  }

  files({ message_id: message, attachments, removed }) {
    if (removed || !attachments?.length) return null;
    const links = attachments.map(({ id, name, size }) => {
      const href = `/desk/api/cases/case-${this.card.case}/files/${message}/${id}`;
      return h("li", {}, h("a", { href, download: name }, name), h("span", { class: "soft" }, ` ${Math.max(1, Math.round(size / 1000))} KB`));
    });
    return h("ul", { class: "files", "aria-label": "Files" }, links);
  }

  sources({ citations, removed }) {
    if (removed || !citations?.length) return h("span");
    return h("p", { class: "cited" }, citations.map(({ number, title, page }) => h("span", {}, `[${number}] ${title}${page ? `, p. ${page}` : ""}`)));
  }

  below(entry) {
    const { message } = entry;
    const { author, fate, internal } = message;
    const line = h("p", { class: "below" });
    if (message.draft) return this.draftLine(entry, line);
    if (author.kind === "bot") line.append(h("button", { type: "button", class: "small", onclick: () => this.onWhy(message) }, "Why this answer?"));
    if (author.kind === "specialist" && !internal) line.append(fateMark(fate));
    if (fate?.state === "failed" || fate?.state === "uncertain") {
      line.append(h("button", { type: "button", class: "small", onclick: () => this.onAct("send_again", { target: message.message_id }) }, "Send again"));
    }
    if (author.kind === "specialist" && author.name === this.me() && !message.removed) {
      line.append(h("button", { type: "button", class: "small", onclick: () => this.rewrite(entry) }, "Edit"));
      line.append(h("button", { type: "button", class: "small", onclick: () => this.takeBack(message) }, "Delete"));
    }
    return line;
  }

  draftLine(entry, line) {
    const { handle, note, state, fate } = entry.message;
    if (note) line.append(h("span", { class: "warning" }, note));
    if (state === "sent" || state === "edited") line.append(fateMark(fate));
    const button = (words, deed, rank) => h("button", { type: "button", class: rank, onclick: deed }, words);
    if (handle) {
      line.append(button(state === "stale" ? "Send anyway" : "Send", () => this.onAct("send_draft", { target: handle }), "first"));
      line.append(button("Edit", () => this.rewrite(entry, "edit_draft", "Send to patient"), "second"));
      line.append(button("Take over", () => this.onAct("take_over"), "second"));
    }
    line.append(button("Why this answer?", () => this.onWhy(entry.message), "small"));
    return line;
  }

  rewrite(entry, kind = "edit", worded = "Save") {
    const { message } = entry;
    const field = h("textarea", { "aria-label": "New wording", rows: message.draft ? "9" : "3" });
    field.value = message.text;
    const target = message.handle ?? message.message_id;
    const save = h("button", { type: "submit", class: "first" }, worded);
    const cancel = h("button", { type: "button", class: "second", onclick: () => this.draw(entry) }, "Cancel");
    const submit = (event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (text && (message.draft || text !== message.text)) this.onAct(kind, { text, target });
      this.draw(entry);
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.draw(entry);
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
    });
    const form = h("form", { class: "rewrite", onsubmit: submit }, field, h("p", {}, save, cancel));
    entry.node.querySelector(".text").replaceWith(form);
    form.scrollIntoView({ block: "nearest" });
    field.focus();
  }

  takeBack(message) {
    const whose = message.internal ? "this note" : "this reply, for the patient too";
    if (confirm(`Delete ${whose}?`)) this.onAct("delete", { target: message.message_id });
  }
}

function fateMark(fate) {
  if (!fate) return h("span", { class: "fate sending" }, "Sending…");
  const why = fate.note && fate.state !== "delivered" ? h("span", { class: "reason" }, ` · ${fate.note}`) : null;
  return h("span", { class: `fate ${fate.state}` }, FATES[fate.state] ?? worded(fate.state), why);
}

function citationMark(message, number) {
  return message.citations.some((one) => one.number === number) ? h("sup", {}, `[${number}]`) : null;
}

/** What a patient wrote is shown letter by letter: nobody may dress a link up as ours. */
function read(message) {
  if (message.author.kind === "patient") return h("p", { class: "letters" }, message.text);
  return markdown(message.text, (number) => citationMark(message, number));
}
