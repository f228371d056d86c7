/** The field to write in. Enter sends, Shift+Enter starts a line. */
class Composer {
  constructor(onSend, onFile) {
    this.onSend = onSend;
    this.onFile = onFile;
    this.longest = 4000;
    this.field = h("textarea", { id: "field", rows: "1", placeholder: "Write a message", "aria-describedby": "hint", autocomplete: "off", enterkeyhint: "send" });
    this.count = h("span", { class: "count", role: "status" });
    this.button = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon(ICONS.send));
    this.picker = h("input", { type: "file", accept: TAKEN_FILES, hidden: true, "aria-label": "File to send", onchange: () => this.picked() });
    this.clip = h("button", { type: "button", class: "quiet clip", "aria-label": "Send a file", title: "Send a file", hidden: true, onclick: () => this.picker.click() }, icon(ICONS.attach));
    const label = h("label", { for: "field", class: "unseen" }, "Your message");
    this.form = h("form", { class: "composer", onsubmit: (event) => this.submit(event) }, label, this.clip, this.picker, this.field, this.count, this.button);
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    // While an input method composes a character, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text || text.length > this.longest) return;
    this.write("");
    this.onSend(text);
  }

  picked() {
    for (const file of this.picker.files) this.onFile(file);
    this.picker.value = "";
    this.field.focus();
  }

  write(text) {
    this.field.value = text;
    this.changed();
  }

  changed() {
    const { length } = this.field.value.trim();
    const near = length > this.longest * 0.8;
    this.button.disabled = length === 0 || length > this.longest;
    this.count.textContent = near ? `${length.toLocaleString()} of ${this.longest.toLocaleString()} characters` : "";
    this.count.classList.toggle("over", length > this.longest);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 144)}px`;
  }
}
