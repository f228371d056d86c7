/** The page: the cases, the open one, and why the bot said what it said. */
class Desk {
  constructor() {
    this.me = document.getElementById("me");
    this.name = new Shelf("claimdesk:desk:name");
    this.me.value = this.name.get() ?? "Dana Whitfield";
    this.me.addEventListener("change", () => this.renamed());
    this.list = new CaseList((thread) => this.open(thread));
    this.thread = new Thread({ onAct: (kind, more) => this.act(kind, more), onWhy: (message) => this.explain(message) });
    this.reply = new ReplyBox((written) => this.send(written));
    this.pending = [];
    this.build();
    this.start();
  }

  build() {
    const back = () => h("button", { type: "button", class: "back small", onclick: () => this.open(null) }, "‹ All cases");
    this.error = h("p", { class: "error", role: "alert" });
    this.pane = h("section", { class: "thread", "aria-label": "Case", hidden: true }, back(), this.thread.head, this.error, this.thread.story, this.reply.form);
    this.hint = h("p", {}, "Choose a case to read its story.");
    this.hollow = h("section", { class: "thread hollow" }, back(), this.hint);
    const close = h("button", { type: "button", class: "small", onclick: () => this.closeWhy() }, "Close");
    this.whyBody = h("div", {});
    this.why = h("aside", { class: "why-panel", "aria-label": "Why this answer", hidden: true }, h("header", {}, h("h3", {}, "Why this answer"), close), this.whyBody);
    this.why.addEventListener("keydown", (event) => event.key === "Escape" && this.closeWhy());
    this.cases = document.getElementById("cases");
    this.cases.append(this.list.box, this.pane, this.hollow, this.why);
    new Playground(document.getElementById("playground"));
    this.tabs = [...document.querySelectorAll("[role=tab]")];
    for (const tab of this.tabs) {
      tab.addEventListener("click", () => this.choose(tab));
      tab.addEventListener("keydown", (event) => this.step(event, tab));
    }
  }

  /** Load what is there, then follow what comes; until it is there, try again. */
  async start() {
    let known;
    try {
      known = await ask("/cases");
    } catch (error) {
      this.line(error.message);
      setTimeout(() => this.start(), 3000);
      return;
    }
    this.line("");
    this.thread.offered = known.tags;
    this.reply.translates = known.translates;
    for (const { thread, card, last } of known.cases) {
      this.list.card(thread, card);
      if (last) this.list.last(thread, last);
    }
    this.list.draw();
    const feed = new Feed({
      url: "/desk/api/events",
      headers: () => ({}),
      lastId: known.seq,
      onEvent: (kind, data) => data.thread && this.take(kind, data),
      onState: (state) => this.line(state === "open" ? "" : "Connection lost. What you see may be old; trying again…"),
    });
    feed.start();
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (this.list.cases.has(wanted)) this.open(wanted);
  }

  take(kind, { thread, seq, ...data }) {
    if (kind === "card") this.list.card(thread, data);
    if (kind === "message") this.list.last(thread, { seq, author: data.author, text: data.text, at: data.at });
    if (thread !== this.selected) return;
    if (this.loading) this.pending.push({ kind, data });
    else this.apply(kind, data);
  }

  apply(kind, data) {
    this.thread.take(kind, data);
    if (kind === "card") this.reply.show(this.selected, data);
  }

  async open(thread) {
    this.selected = thread;
    this.error.textContent = "";
    this.list.select(thread);
    this.closeWhy();
    history.replaceState(null, "", thread ? `#${encodeURIComponent(thread)}` : location.pathname);
    // Until the case is there, nothing of the one before it can be read, answered or moved.
    this.pane.hidden = true;
    this.hint.textContent = thread ? "" : "Choose a case to read its story.";
    this.hollow.hidden = false;
    this.cases.classList.toggle("reading", Boolean(thread));
    if (thread) await this.load(thread);
  }

  async load(thread) {
    this.loading = true;
    this.pending = [];
    try {
      const { events } = await ask(`/cases/${encodeURIComponent(thread)}`);
      if (thread !== this.selected) return;
      this.hollow.hidden = true;
      this.pane.hidden = false;
      this.thread.show(events, () => this.me.value.trim());
      this.reply.show(thread, this.thread.card);
    } catch (error) {
      this.hint.textContent = error.message;
    } finally {
      if (thread === this.selected) {
        this.loading = false;
        for (const { kind, data } of this.pending) this.apply(kind, data);
      }
    }
  }

  async act(kind, more = {}) {
    this.error.textContent = "";
    try {
      await act(this.selected, kind, { specialist: this.me.value.trim(), ...more });
    } catch (error) {
      this.error.textContent = error.message;
    }
  }

  /** Send to the case that was open when it was written, whatever is open by now. */
  async send({ thread, mode, text, id }) {
    const specialist = this.me.value.trim();
    if (mode === "message" && this.thread.card?.state !== "taken") await act(thread, "take_over", { specialist });
    await act(thread, mode, { specialist, text, id });
  }

  async explain(message) {
    this.asked = document.activeElement;
    this.why.hidden = false;
    this.cases.classList.add("explaining");
    this.whyBody.replaceChildren(h("p", { class: "soft" }, "Looking it up…"));
    this.why.querySelector("button").focus();
    try {
      this.whyBody.replaceChildren(whyPanel(await ask(`/why/${encodeURIComponent(message.message_id)}`)));
    } catch (error) {
      this.whyBody.replaceChildren(h("p", { class: "soft" }, error.message));
    }
  }

  closeWhy() {
    if (this.why.hidden) return;
    this.why.hidden = true;
    this.cases.classList.remove("explaining");
    this.asked?.focus();
  }

  renamed() {
    if (!this.me.value.trim()) this.me.value = "Dana Whitfield";
    this.name.set(this.me.value.trim());
    if (this.selected) this.open(this.selected);
  }

  choose(tab) {
    for (const one of this.tabs) {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
    }
  }

  step(event, tab) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = this.tabs.find((one) => one !== tab);
    this.choose(other);
    other.focus();
  }

  line(words) {
    const line = document.getElementById("line");
    line.textContent = words;
    line.hidden = !words;
  }
}

new Desk();
