/** The chat's server as the page sees it. The token names this browser's conversation, and is all it has of it. */
class ChatServer {
  constructor(base, location) {
    this.base = base;
    this.location = location;
    this.shelf = new Shelf(`claimdesk:session:${base}`);
    // This tab keeps to its session, even when another tab starts one: what is sent and what is shown stay together.
    this.token = this.shelf.get();
    this.welcome = null;
    this.longest = 4000;
    this.largestFile = 0;
  }

  get known() {
    return this.token !== null;
  }

  authorization() {
    return this.known ? { Authorization: `Bearer ${this.token}` } : {};
  }

  /** Begin, or go on with the conversation that this browser had. Returns "new", "same" or "replaced". */
  async begin() {
    const had = this.known;
    let response = await this.post("/chat/session", { location: this.location });
    if (response.status === 401) {
      this.token = null;
      response = await this.post("/chat/session", { location: this.location });
    }
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { token, welcome, longest_message: longest, largest_file: largestFile } = await response.json();
    this.token = token;
    this.shelf.set(token);
    this.welcome = welcome;
    this.longest = longest;
    this.largestFile = largestFile;
    if (response.status === 200) return "same";
    return had ? "replaced" : "new";
  }

  forget() {
    this.token = null;
    this.shelf.set(null);
  }

  post(path, body) {
    return fetch(this.base + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...this.authorization() },
      body: JSON.stringify(body),
    });
  }

  /** Say whether an answer helped; true when that is kept. */
  async rate(id, thumb, wrong) {
    const response = await this.post("/chat/feedback", { id: freshId(), message_id: id, thumb, wrong }).catch(() => null);
    return Boolean(response?.ok);
  }

  upload(id, file) {
    const query = new URLSearchParams({ id, name: file.name });
    const headers = { "Content-Type": "application/octet-stream", ...this.authorization() };
    return fetch(`${this.base}/chat/files?${query}`, { method: "POST", headers, body: file });
  }

  async file(messageId, fileId) {
    const response = await fetch(`${this.base}/chat/files/${messageId}/${fileId}`, { headers: this.authorization() });
    if (!response.ok) throw new Error((await refusal(response)).message);
    return response.blob();
  }

  async passage(id) {
    const path = id.split("/").map(encodeURIComponent).join("/");
    const response = await fetch(`${this.base}/chat/passages/${path}`, { headers: this.authorization() });
    if (!response.ok) throw new Error((await refusal(response)).message);
    return response.json();
  }
}

/** Read why the server said no. */
async function refusal(response) {
  try {
    return (await response.json()).error;
  } catch {
    return { code: "unknown", message: "The server did not take it." };
  }
}
