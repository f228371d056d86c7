/** The two thumbs under an answer, and after the lower one a field for what was wrong. */
class Thumbs {
  constructor(onThumb) {
    this.onThumb = onThumb;
    this.chosen = null;
    this.buttons = { up: this.button("up", "This helped"), down: this.button("down", "This did not help") };
    this.said = h("span", { class: "said", role: "status" });
    this.box = h("div", { class: "thumbs" }, h("div", { class: "pair", role: "group", "aria-label": "Did this answer help?" }, this.buttons.up, this.buttons.down, this.said));
  }

  button(thumb, label) {
    return h("button", { type: "button", class: `thumb ${thumb}`, "aria-label": label, title: label, "aria-pressed": "false", onclick: () => this.choose(thumb) }, icon(ICONS[thumb]));
  }

  /** Show a thumb that the server knows of. */
  show(thumb) {
    this.chosen = thumb;
    for (const [name, button] of Object.entries(this.buttons)) button.setAttribute("aria-pressed", String(name === thumb));
    if (thumb === "up") this.closeForm();
  }

  async choose(thumb) {
    const before = this.chosen;
    this.show(thumb);
    if (thumb === "down") this.openForm();
    if (thumb === before || (await this.send(thumb, ""))) return;
    this.show(before);
    this.closeForm();
  }

  async send(thumb, wrong) {
    this.said.textContent = "";
    const kept = await this.onThumb(thumb, wrong);
    this.said.textContent = kept ? "Thank you" : "Not saved. Please try again.";
    return kept;
  }

  openForm() {
    if (this.form) return;
    this.field = h("input", { type: "text", class: "wrong", maxlength: "500", autocomplete: "off", "aria-label": "What was wrong? (optional)", placeholder: "What was wrong? (optional)" });
    this.form = h("form", { onsubmit: (event) => this.submit(event) }, this.field, h("button", { type: "submit", class: "tell" }, "Send"));
    this.box.append(this.form);
    this.field.focus();
    this.form.scrollIntoView({ block: "nearest" });
  }

  closeForm() {
    this.form?.remove();
    this.form = null;
  }

  async submit(event) {
    event.preventDefault();
    const wrong = this.field.value.trim();
    if (wrong && !(await this.send("down", wrong))) return;
    this.closeForm();
    this.buttons.down.focus();
  }
}
