const SCRIPT_BASE = new URL(document.currentScript?.src ?? location.href).origin;
const HINT = "Automated assistant. Do not share card numbers here; for emergencies call 911.";

/**
 * `<claimdesk-chat>`: the chat. Attributes: `mode` ("bubble", the default, or "inline"), `heading`, `location` (the place of the office), and `api`, the
 * address of the ClaimDesk server where it is not the one that this script came from.
 */
class ClaimDeskChat extends HTMLElement {
  connectedCallback() {
    window.addEventListener("storage", this);
    if (this.shadowRoot) {
      if (this.feed) this.restart(); // the page has moved the element
      return;
    }
    this.inline = this.getAttribute("mode") === "inline";
    this.server = new ChatServer((this.getAttribute("api") ?? SCRIPT_BASE).replace(/\/$/, ""), this.getAttribute("location") ?? "");
    this.source = new SourceDialog(this.server);
    this.log = new ChatLog({
      onSource: (citation) => this.source.open(citation),
      onSuggest: (text, id) => this.suggested(text, id),
      onThumb: (id, thumb, wrong) => this.server.rate(id, thumb, wrong),
      onFile: (message, file) => this.saveFile(message, file),
    });
    this.composer = new Composer((text) => this.outbox.add(text), (file) => this.outbox.addFile(file));
    this.outbox = new Outbox(this.server, { onChange: (message) => this.log.pending(message), onSessionLost: () => this.restart() });
    this.unread = 0;
    this.build();
    if (this.inline) this.open();
    else if (this.server.known) this.begin();
  }

  disconnectedCallback() {
    window.removeEventListener("storage", this);
    this.feed?.stop();
  }

  /** Another tab of this site has ended the chat: it ends here too. */
  handleEvent(event) {
    if (event.key === this.server.shelf.key && event.newValue === null) this.clear();
  }

  /** Put `text` into the composer, for a page that offers examples. */
  suggest(text) {
    this.open();
    this.composer.write(text);
    this.composer.field.focus();
  }

  build() {
    const root = this.attachShadow({ mode: "open" });
    const styles = new CSSStyleSheet();
    styles.replaceSync(STYLES);
    root.adoptedStyleSheets = [styles];
    const heading = this.getAttribute("heading") ?? "Billing help";
    this.presence = h("p", { class: "presence", role: "status" });
    this.face = h("div", { class: "avatar", "aria-hidden": "true" });
    this.banner = h("p", { class: "banner", role: "status", hidden: true });
    this.clearButton = h("button", { type: "button", class: "quiet", "aria-label": "End chat and clear it from this device", title: "End chat and clear it from this device", onclick: () => this.confirmClear() }, icon(ICONS.clear));
    const close = this.inline ? null : h("button", { type: "button", class: "quiet", "aria-label": "Close chat", onclick: () => this.close() }, icon(ICONS.close));
    const head = h("header", {}, this.face, h("div", { class: "title" }, h("h2", {}, heading), this.presence), this.clearButton, close);
    const hint = h("p", { id: "hint", class: "hint" }, HINT);
    this.panel = h("section", { class: "panel", role: this.inline ? "region" : "dialog", "aria-label": heading, hidden: !this.inline }, head, this.banner, this.log.box, h("footer", {}, this.composer.form, hint));
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.badge = h("span", { class: "badge", hidden: true });
    this.launcher = this.inline ? null : h("button", { type: "button", class: "launcher", "aria-label": `Open chat: ${heading}`, "aria-expanded": "false", onclick: () => this.toggle() }, icon(ICONS.chat), h("span", { class: "words" }, heading), this.badge);
    root.append(...[this.panel, this.launcher, this.source.dialog].filter(Boolean));
    this.speaking(null);
  }

  key(event) {
    if (event.key === "Escape" && !this.inline && !this.source.dialog.open) this.close();
  }

  toggle() {
    if (this.panel.hidden) this.open();
    else this.close();
  }

  open() {
    this.panel.hidden = false;
    this.launcher?.setAttribute("aria-expanded", "true");
    this.count(0);
    if (!this.feed) this.begin();
    if (!this.inline) this.composer.field.focus();
    this.log.toEnd();
  }

  close() {
    this.panel.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  /** Get a session and follow it; who asks again meanwhile joins. */
  begin() {
    this.beginning ??= this.connect().finally(() => {
      this.beginning = null;
    });
    return this.beginning;
  }

  /** Without a connection, try again until there is one. */
  async connect() {
    clearTimeout(this.beginTimer);
    this.feed?.stop();
    this.feed = null;
    let session;
    try {
      session = await this.server.begin();
    } catch {
      this.outbox.messages.forEach((message) => this.log.pending(message));
      this.lost(5000);
      this.beginTimer = setTimeout(() => this.begin(), 5000);
      return;
    }
    this.ready = false;
    this.composer.longest = this.server.longest;
    this.composer.clip.hidden = !this.server.largestFile;
    this.log.reset(this.server.welcome);
    this.speaking(null);
    if (session === "replaced") this.log.note("Your earlier chat session has ended. This is a new one.");
    this.feed = new Feed({
      url: `${this.server.base}/chat/events`,
      headers: () => this.server.authorization(),
      onEvent: (kind, data) => this.take(kind, data),
      onState: (state, wait) => this.line(state, wait),
    });
    this.feed.start();
  }

  restart() {
    this.feed?.stop();
    this.begin();
  }

  take(kind, data) {
    if (kind === "message") this.message({ ...data, id: data.message_id });
    else if (kind === "edit") this.log.edit(data.message_id, data.text);
    else if (kind === "delete") this.log.remove(data.message_id);
    else if (kind === "thumb") this.log.thumb(data.message_id, data.thumb);
    else if (kind === "typing") this.log.showTyping(true, data.doing);
    else if (kind === "ready") this.caughtUp();
  }

  message(message) {
    this.outbox.remove(message.id);
    this.log.add(message);
    // A system line says that somebody came or went; a person who came is named once they speak.
    if (message.author.kind !== "patient") this.speaking(message.author);
    if (this.ready && this.panel.hidden && message.author.kind !== "patient") this.count(this.unread + 1);
  }

  caughtUp() {
    this.ready = true;
    this.outbox.messages.forEach((message) => this.log.pending(message));
    this.outbox.pump();
    this.log.box.setAttribute("aria-busy", "false");
    this.log.toEnd();
  }

  line(state, wait) {
    if (state === "refused") this.restart();
    else if (state === "lost") this.lost(wait);
    else this.found();
  }

  /** Say that the connection is gone, and count down to the next try. */
  lost(wait) {
    this.found();
    const until = Date.now() + wait;
    const tell = () => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      this.banner.textContent = seconds ? `Connection lost. Trying again in ${seconds} s. You can keep writing.` : "Connecting…";
    };
    this.countdown = setInterval(tell, 1000);
    tell();
    this.banner.hidden = false;
  }

  found() {
    clearInterval(this.countdown);
    this.banner.hidden = true;
  }

  /** Say who speaks: the assistant, or a person by name. */
  speaking(author) {
    const person = author !== null && isPerson(author);
    this.presence.textContent = person ? `You are talking with ${author.name} · ${PEOPLE[author.kind].toLowerCase()}` : "Automated · a person can join";
    this.face.replaceChildren(person ? initials(author.name) : icon(ICONS.shield));
    this.panel.classList.toggle("with-person", person);
  }

  count(unread) {
    this.unread = unread;
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread ? String(unread) : "";
    this.launcher?.setAttribute("aria-label", `Open chat: ${this.getAttribute("heading") ?? "Billing help"}${unread ? `, ${unread} new` : ""}`);
  }

  suggested(text, refusedId) {
    if (!refusedId) {
      this.outbox.add(text);
      return;
    }
    this.outbox.remove(refusedId);
    this.log.drop(refusedId);
    if (text) this.composer.write(text);
    this.composer.field.focus();
  }

  async saveFile(message, file) {
    try {
      save(await this.server.file(message, file.id), file.name);
    } catch (error) {
      this.log.note(error instanceof TypeError ? "The file cannot be saved while you are offline." : error.message);
    }
  }

  clear() {
    this.outbox.clear();
    this.server.forget();
    this.log.reset(this.server.welcome);
    this.restart();
  }

  confirmClear() {
    if (!confirm("End this chat and clear it from this device?")) return;
    this.clear();
  }
}

customElements.define("claimdesk-chat", ClaimDeskChat);
