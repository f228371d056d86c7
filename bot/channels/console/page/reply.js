/** The box to write in, with two modes that cannot be mistaken for each other. */
class ReplyBox {
  constructor(onSend) {
    this.onSend = onSend;
    this.mode = "message";
    this.drafts = new Map();
    this.unsent = null;
    this.field = h("textarea", { id: "reply", rows: "2" });
    this.button = h("button", { type: "submit", class: "first" });
    this.error = h("p", { class: "error", role: "alert" });
    this.modes = h("div", { class: "modes", role: "radiogroup", "aria-label": "Who reads this" }, this.radio("message", "Reply to patient"), this.radio("reply_translated", "Reply in their language"), this.radio("note", "Internal note"));
    this.translated = this.modes.children[1];
    const label = h("label", { for: "reply", class: "unseen" }, "Your text");
    this.form = h("form", { class: "reply", onsubmit: (event) => this.submit(event) }, this.modes, label, this.field, h("div", { class: "send" }, this.error, this.button));
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.setMode("message");
  }

  radio(mode, words) {
    const input = h("input", { type: "radio", name: "mode", value: mode, onchange: () => this.setMode(mode) });
    if (mode === this.mode) input.checked = true;
    return h("label", {}, input, h("span", {}, words));
  }

  /** Follow the case: whose turn it is decides what sending means; each case keeps its own draft. */
  show(thread, card) {
    if (thread !== this.thread) {
      this.drafts.set(this.thread, this.field.value);
      this.field.value = this.drafts.get(thread) ?? "";
      this.unsent = null;
      this.error.textContent = "";
    }
    this.thread = thread;
    this.state = card?.state;
    // Only a conversation in another language has its language among the tags, and only a model can translate.
    this.translated.hidden = !this.translates || !card?.tags.some((tag) => tag.startsWith("lang:"));
    if (this.translated.hidden && this.mode === "reply_translated") this.modes.querySelector("input").click();
    this.setMode(this.mode);
  }

  setMode(mode) {
    this.mode = mode;
    const note = mode === "note";
    this.form.classList.toggle("noting", note);
    const words = mode === "message" ? "Write to the patient. Enter sends, Shift+Enter starts a line." : "Write in English. A model translates it, and the patient reads that it did.";
    this.field.placeholder = note ? "Write a note for colleagues. The patient never sees it." : words;
    const taken = this.state === "taken";
    this.button.textContent = note ? "Save note" : taken ? "Send to patient" : "Take over and send";
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text || this.button.disabled) return;
    this.button.disabled = true;
    this.error.textContent = "";
    const { thread } = this;
    // The same words tried again are the same message: the first try may have arrived.
    const same = this.unsent?.text === text && this.unsent.mode === this.mode;
    if (!same) this.unsent = { text, mode: this.mode, id: freshId() };
    try {
      await this.onSend({ ...this.unsent, thread });
      this.sent(thread);
    } catch (error) {
      if (thread === this.thread) this.error.textContent = error.message;
    } finally {
      this.button.disabled = false;
      this.field.focus();
    }
  }

  sent(thread) {
    if (thread === this.thread) {
      this.unsent = null;
      this.field.value = "";
    } else {
      this.drafts.delete(thread);
    }
  }
}
