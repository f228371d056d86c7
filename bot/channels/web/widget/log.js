const SAME_BREATH_MS = 5 * 60000;

/** The conversation on screen, in the order of the server's timeline, unconfirmed messages last. */
class ChatLog {
  constructor(actions) {
    this.actions = actions;
    this.bubbles = new Map();
    this.typing = h("div", { class: "row bot typing", hidden: true }, h("div", { class: "avatar", "aria-hidden": "true" }, icon(ICONS.shield)), h("div", { class: "bubble", role: "img", "aria-label": "Typing" }, h("i"), h("i"), h("i"), (this.doing = h("span", { class: "doing" }))));
    this.list = h("div", { class: "list" });
    this.box = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Conversation", "aria-busy": "true", tabindex: "0" }, this.list, this.typing);
  }

  /** Empty the log but for the office's greeting, which stands above every conversation and is part of none. */
  reset(welcome) {
    this.bubbles.clear();
    this.list.replaceChildren();
    this.day = null;
    if (!welcome) return;
    const message = { id: "welcome", author: { kind: "bot", name: welcome.office }, text: welcome.greeting, at: null, citations: [], suggestions: welcome.suggestions };
    this.place(message);
  }

  add(message) {
    const pinned = this.atEnd() || message.author.kind === "patient";
    this.forgetSuggestions();
    this.drop(message.id);
    this.place(message);
    if (message.author.kind !== "patient") this.showTyping(false);
    if (pinned) this.toEnd();
  }

  place(message) {
    const bubble = new Bubble(message, this.actions);
    const next = message.state ? null : this.list.querySelector(".row.pending");
    const day = message.at ? dayName(message.at) : null;
    if (day !== this.day) this.list.insertBefore(h("p", { class: "day" }, day), next);
    this.day = day;
    const before = next ? next.previousElementSibling : this.list.lastElementChild;
    bubble.row.classList.toggle("follows", follows(message, before?.message));
    bubble.row.message = message;
    this.bubbles.set(message.id, bubble);
    this.list.insertBefore(bubble.row, next);
  }

  edit(id, text) {
    this.bubbles.get(id)?.edit(text);
  }

  thumb(id, thumb) {
    this.bubbles.get(id)?.thumbs?.show(thumb);
  }

  remove(id) {
    this.bubbles.get(id)?.remove();
  }

  /** Show how an unconfirmed message stands. */
  pending(message) {
    const shown = this.bubbles.get(message.id);
    if (shown) {
      const pinned = this.atEnd();
      Object.assign(shown.message, { state: message.state, why: message.why });
      shown.draw();
      if (pinned) this.toEnd();
    } else if (message.state !== "sent") {
      this.add({ ...message, author: { kind: "patient", name: "" }, citations: [], suggestions: [] });
    }
  }

  drop(id) {
    this.bubbles.get(id)?.row.remove();
    this.bubbles.delete(id);
  }

  note(text) {
    this.list.append(h("p", { class: "note" }, text));
    this.toEnd();
  }

  forgetSuggestions() {
    this.list.querySelectorAll(".suggestions").forEach((group) => group.remove());
  }

  /** `doing` says in words what is being worked on, where somebody told us. */
  showTyping(on, doing = "") {
    clearTimeout(this.typingTimer);
    this.doing.textContent = doing;
    const pinned = this.atEnd();
    this.typing.hidden = !on;
    if (on) this.typingTimer = setTimeout(() => this.showTyping(false), 12000);
    if (on && pinned) this.toEnd();
  }

  atEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < 80;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
  }
}

/** Say whether `message` goes on where the row before it stopped, so that the name need not stand there again. */
function follows(message, last) {
  const same = last && last.author.kind === message.author.kind && last.author.name === message.author.name;
  return Boolean(same && new Date(message.at) - new Date(last.at) < SAME_BREATH_MS);
}
