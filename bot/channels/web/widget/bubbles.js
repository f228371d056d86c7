const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12h13M12.5 6l6 6-6 6",
  chat: "M4 5h16v11H9l-5 4z",
  clear: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12",
  source: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
  attach: "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.2a1.6 1.6 0 0 1-2.4-2.3L15 7",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  shield: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z",
  up: "M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.5 2.5L13 10h5.5c1 0 1.8 1 1.6 2l-1.2 6.3c-.2 1-1 1.7-2 1.7H7",
  down: "M7 13V4H4v9zM7 13l4 7c1.5 0 2.5-1 2.5-2.5L13 14h5.5c1 0 1.8-1 1.6-2l-1.2-6.3c-.2-1-1-1.7-2-1.7H7",
};

const PEOPLE = { specialist: "Billing specialist", staff: "Office staff" };

function isPerson(author) {
  return author.kind in PEOPLE;
}

/** Only what the bot answered can be rated: its greeting is part of no conversation. */
function rateable(message) {
  return message.author.kind === "bot" && message.at !== null;
}

/** One message as it stands now: first shown, later perhaps edited or removed. */
class Bubble {
  constructor(message, { onSource, onSuggest, onThumb, onFile }) {
    this.message = message;
    this.onSource = onSource;
    this.onSuggest = onSuggest;
    this.onFile = onFile;
    this.thumbs = rateable(message) ? new Thumbs((thumb, wrong) => onThumb(message.id, thumb, wrong)) : null;
    this.row = h("div", { class: `row ${message.author.kind}` });
    this.draw();
  }

  edit(text) {
    Object.assign(this.message, { text, edited: true });
    this.draw();
  }

  remove() {
    Object.assign(this.message, { removed: true, citations: [], suggestions: [], attachments: [] });
    this.thumbs = null;
    this.draw();
  }

  draw() {
    const { message } = this;
    const follows = this.row.classList.contains("follows");
    this.row.replaceChildren(h("div", { class: "avatar", "aria-hidden": "true" }, avatar(message.author)));
    this.row.append(h("div", { class: "body" }, this.meta(), this.bubble(), fileChips(this.message, this.onFile), this.sources(), this.thumbs?.box, this.status(), this.suggestions()));
    this.row.classList.toggle("follows", follows);
    this.row.classList.toggle("pending", Boolean(message.state) && message.state !== "sent");
  }

  meta() {
    const { author, at, edited, removed } = this.message;
    const kind = author.kind === "bot" ? "Automated" : PEOPLE[author.kind];
    return h(
      "p",
      { class: "meta" },
      h("span", { class: "name" }, author.kind === "patient" ? "You" : author.name),
      kind ? h("span", { class: "kind" }, kind) : null,
      at ? h("time", { datetime: at }, clockTime(at)) : null,
      edited && !removed ? h("span", { class: "edited" }, "edited") : null,
    );
  }

  bubble() {
    const { author, text, removed } = this.message;
    if (removed) {
      const who = author.kind === "patient" ? "you" : author.name;
      return h("div", { class: "bubble removed" }, `Message removed by ${who}`);
    }
    if (!text && this.message.attachments?.length) return null;
    if (author.kind === "patient") return h("div", { class: "bubble" }, h("p", {}, withRedactions(text)));
    return h("div", { class: "bubble" }, markdown(text, (number) => this.marker(number)));
  }

  marker(number) {
    const citation = this.message.citations.find((one) => one.number === number);
    if (!citation) return null;
    const label = `Source ${number}: ${citation.title}`;
    return h("button", { type: "button", class: "marker", "aria-label": label, title: citation.title, onclick: () => this.onSource(citation) }, String(number));
  }

  sources() {
    const { citations } = this.message;
    if (!citations.length) return null;
    const chips = citations.map((citation) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "chip", onclick: () => this.onSource(citation) },
          h("b", {}, String(citation.number)),
          h("span", {}, citation.title),
          citation.page ? h("i", {}, `p. ${citation.page}`) : null,
        ),
      ),
    );
    return h("div", { class: "sources" }, h("span", { class: "label" }, "Sources"), h("ul", {}, chips));
  }

  status() {
    const { state, why, text, id } = this.message;
    if (state === "waiting") return h("p", { class: "status" }, why);
    if (state !== "refused") return null;
    const back = h("button", { type: "button", class: "link", onclick: () => this.onSuggest(text, id) }, text ? "Change it" : "Take it away");
    return h("p", { class: "status refused" }, `Not sent. ${why} `, back);
  }

  suggestions() {
    const { suggestions } = this.message;
    if (!suggestions.length) return null;
    const buttons = suggestions.map((text) => h("button", { type: "button", class: "suggestion", onclick: () => this.onSuggest(text) }, text));
    return h("div", { class: "suggestions", role: "group", "aria-label": "Suggested replies" }, buttons);
  }
}

function avatar(author) {
  if (isPerson(author)) return initials(author.name);
  return author.kind === "bot" ? icon(ICONS.shield) : "";
}

/** Show what was taken out of a patient's words as a quiet mark. */
function withRedactions(text) {
  return text.split(/(\[[A-Za-z][A-Za-z ]{2,30}\])/).map((part, at) =>
    at % 2 ? h("span", { class: "redacted", title: "Taken out to protect your privacy" }, part.slice(1, -1)) : part,
  );
}
