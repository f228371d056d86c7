const RETRY_MS = 5000;

/**
 * Messages that the server has not confirmed. They outlive a reload and go out in order, each with the id that it was
 * born with, so that a repeat is known as one. States: sending, waiting, refused.
 */
class Outbox {
  constructor(server, { onChange, onSessionLost }) {
    this.server = server;
    this.shelf = new Shelf(`claimdesk:unsent:${server.base}`, "sessionStorage");
    this.messages = this.shelf.get() ?? [];
    this.onChange = onChange;
    this.onSessionLost = onSessionLost;
    this.busy = false;
  }

  add(text) {
    this.queue({ text });
  }

  /** A file is a message of its own; it cannot outlive a reload. */
  addFile(file) {
    this.queue({ text: "", file, attachments: [{ name: file.name, size: file.size }] });
  }

  queue(content) {
    const message = { id: freshId(), at: new Date().toISOString(), state: "sending", why: "", ...content };
    this.messages.push(message);
    this.save();
    this.onChange(message);
    this.pump();
  }

  remove(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
    this.save();
  }

  clear() {
    this.messages = [];
    clearTimeout(this.timer);
    this.save();
  }

  save() {
    const kept = this.messages.filter((message) => !message.file);
    this.shelf.set(kept.length ? kept : null);
  }

  /** Send what waits, one after the other. */
  async pump() {
    clearTimeout(this.timer);
    if (this.busy) return;
    if (!this.server.known) {
      this.onSessionLost();
      return;
    }
    this.busy = true;
    try {
      for (let next; (next = this.messages.find((message) => message.state !== "refused")); ) {
        if (!(await this.send(next))) break;
      }
    } finally {
      this.busy = false;
    }
  }

  /** True when the next message may follow. */
  async send(message) {
    const response = await this.post(message).catch(() => null);
    const seen = !this.messages.includes(message); // it came back on the stream before its answer did
    if (response?.ok || seen) {
      this.remove(message.id);
      this.mark(message, "sent", "");
      return true;
    }
    if (response === null || response.status >= 500) return this.later(message, "Not sent yet. We keep trying.", RETRY_MS);
    if (response.status === 401) {
      this.later(message, "Not sent yet.", RETRY_MS);
      this.onSessionLost();
      return false;
    }
    const { message: why } = await refusal(response);
    if (response.status === 429) {
      const seconds = Number(response.headers.get("Retry-After")) || 5;
      return this.later(message, `That was quick! We'll send this in ${seconds} s.`, seconds * 1000);
    }
    this.mark(message, "refused", why);
    this.save();
    return true;
  }

  post({ id, text, file }) {
    return file ? this.server.upload(id, file) : this.server.post("/chat/messages", { id, text });
  }

  later(message, why, wait) {
    this.mark(message, "waiting", why);
    this.timer = setTimeout(() => this.pump(), wait);
    return false;
  }

  mark(message, state, why) {
    Object.assign(message, { state, why });
    this.onChange(message);
  }
}
