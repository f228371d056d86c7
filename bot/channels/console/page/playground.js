const SPEAKERS = [
  ["patient", false, "Patient, not verified"],
  ["patient", true, "Patient who says who they are"],
  ["staff", false, "Front desk"],
];
const EXAMPLES = ["What's the status of claim 45012-A?", "My claim was denied for CO-16 - what do I do?", "Why was my claim denied?", "I need to speak to someone about my appeal."];
const FIELDS = [
  ["last_name", "Last name", "text"],
  ["date_of_birth", "Date of birth", "date"],
  ["phone_last4", "Phone, last 4", "text"],
];

/** Put one question to the bot, and see the answer with how it came about. Nothing of it is kept. */
class Playground {
  constructor(box) {
    this.question = h("textarea", { id: "question", rows: "3", maxlength: "4000" });
    this.who = h("select", { id: "who", onchange: () => this.askIdentity() }, SPEAKERS.map(([, , words], at) => h("option", { value: at }, words)));
    this.inputs = FIELDS.map(([name, words, type]) => h("label", {}, words, h("input", { name, type, autocomplete: "off" })));
    this.identity = h("div", { class: "identity", hidden: true }, this.inputs);
    this.button = h("button", { type: "submit", class: "first" }, "Ask");
    const examples = h("p", { class: "examples" }, EXAMPLES.map((text) => h("button", { type: "button", class: "small", onclick: () => this.use(text) }, text)));
    this.form = h("form", { class: "question", onsubmit: (event) => this.submit(event) }, h("h2", {}, "Try a question"), h("p", { class: "soft" }, "See what a patient or the front desk would get, and why. Nothing is kept and nobody is notified."), h("label", { for: "question" }, "Question"), this.question, examples, h("label", { for: "who" }, "Asked by"), this.who, this.identity, this.button);
    this.question.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.answer = h("section", { class: "answer", "aria-live": "polite", "aria-label": "Answer" }, h("p", { class: "soft hollow" }, "The answer appears here, with every step that led to it."));
    box.append(h("div", { class: "columns" }, this.form, this.answer));
  }

  use(text) {
    this.question.value = text;
    this.question.focus();
  }

  askIdentity() {
    this.identity.hidden = !SPEAKERS[this.who.value][1];
  }

  async submit(event) {
    event.preventDefault();
    const question = this.question.value.trim();
    if (!question || this.button.disabled) return;
    const [speaker, known] = SPEAKERS[this.who.value];
    const given = this.inputs.map((label) => label.querySelector("input")).map((input) => [input.name, input.value.trim()]);
    this.button.disabled = true;
    this.answer.replaceChildren(h("p", { class: "soft hollow" }, "Asking…"));
    try {
      this.show(await ask("/ask", { question, speaker, identity: known ? Object.fromEntries(given) : {} }));
    } catch (error) {
      this.answer.replaceChildren(h("p", { class: "error", role: "alert" }, error.message));
    } finally {
      this.button.disabled = false;
    }
  }

  show({ text = "", citations = [], handoff = null, tags = [], trace = null, ...rest }) {
    const quoted = citations.map(({ number, title, section, page, quote }) =>
      h("li", {}, h("b", {}, `${number ? `[${number}] ` : ""}${title}${page ? `, p. ${page}` : ""}`), section ? h("span", { class: "soft" }, ` ${section}`) : null, quote ? h("blockquote", {}, quote) : null),
    );
    this.answer.replaceChildren(
      h("div", { class: "said" }, markdown(text, (number) => h("sup", {}, `[${number}]`))),
      handoff ? h("p", { class: "handoff" }, h("b", {}, "Goes to a person: "), worded(handoff.reason ?? ""), handoff.summary ? h("span", { class: "soft" }, ` ${handoff.summary}`) : null) : "",
      quoted.length ? h("ul", { class: "quoted" }, quoted) : "",
      tags.length ? h("p", { class: "tags" }, tags.map((one) => tag(one))) : "",
      whyPanel({ ...rest, ...trace }),
    );
  }
}
