const QUIET_MS = 40000; // the server speaks every 15 s; after two silences the line is dead
const WAITS_MS = [1000, 2000, 4000, 8000, 15000];

/**
 * Follow a stream of server-sent events, and come back by itself after a loss.
 * `EventSource` cannot send an Authorization header, therefore this reads the stream through fetch.
 *
 * `onEvent(kind, data)` gets each event; `onState("open" | "lost" | "refused", waitMs)` says how the line stands.
 */
class Feed {
  constructor({ url, headers, onEvent, onState, lastId = 0 }) {
    Object.assign(this, { url, headers, onEvent, onState, lastId });
    this.failures = 0;
    this.wake = null;
    this.stopped = false;
    this.nudge = () => this.retryNow();
  }

  start() {
    window.addEventListener("online", this.nudge);
    document.addEventListener("visibilitychange", this.nudge);
    this.run();
  }

  stop() {
    this.stopped = true;
    window.removeEventListener("online", this.nudge);
    document.removeEventListener("visibilitychange", this.nudge);
    this.abort?.abort();
    this.wake?.();
  }

  retryNow() {
    if (document.visibilityState === "visible") this.wake?.();
  }

  async run() {
    while (!this.stopped) {
      const refused = await this.readOnce().catch(() => false);
      if (this.stopped) return;
      if (refused) {
        this.onState("refused", 0);
        return;
      }
      const wait = WAITS_MS[Math.min(this.failures, WAITS_MS.length - 1)] * (0.8 + Math.random() * 0.4);
      this.failures += 1;
      this.onState("lost", wait);
      await new Promise((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, wait);
      });
      this.wake = null;
    }
  }

  /** Read until the line ends; true when the server does not know us any more. */
  async readOnce() {
    this.abort = new AbortController();
    const headers = { ...this.headers(), "Last-Event-ID": String(this.lastId) };
    let watch = this.watchdog();
    try {
      const response = await fetch(this.url, { headers, signal: this.abort.signal, cache: "no-store" });
      if (response.status === 401) return true;
      if (!response.ok) throw new Error(`status ${response.status}`);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return false;
        clearTimeout(watch);
        watch = this.watchdog();
        const records = (rest + value).split("\n\n");
        rest = records.pop();
        records.forEach((record) => this.take(record));
      }
    } finally {
      clearTimeout(watch);
    }
  }

  watchdog() {
    return setTimeout(() => this.abort.abort(), QUIET_MS);
  }

  take(record) {
    const fields = {};
    for (const line of record.split("\n")) {
      const colon = line.indexOf(": ");
      if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
    }
    if (!fields.event) return;
    if (fields.event === "ready") {
      this.failures = 0;
      this.onState("open", 0);
    }
    this.onEvent(fields.event, JSON.parse(fields.data));
    if (fields.id) this.lastId = Number(fields.id);
  }
}
