/** The dialog that shows a cited passage, with the quoted words marked. */
class SourceDialog {
  constructor(server) {
    this.server = server;
    this.heading = h("h3", { id: "source-title" });
    this.place = h("p", { class: "place" });
    this.text = h("div", { class: "passage", tabindex: "0", role: "group", "aria-label": "Text of the source" });
    const close = h("button", { type: "button", class: "quiet", "aria-label": "Close source", onclick: () => this.dialog.close() }, icon(ICONS.close));
    const head = h("div", { class: "source-head" }, h("div", {}, this.heading, this.place), close);
    this.dialog = h("dialog", { class: "source", "aria-labelledby": "source-title", onclick: (event) => this.closeOutside(event) }, head, this.text);
  }

  async open(citation) {
    this.heading.textContent = citation.title;
    this.place.textContent = placeOf(citation);
    this.text.replaceChildren("Opening…");
    this.dialog.showModal();
    try {
      const passage = await this.server.passage(citation.passage_id);
      this.place.textContent = placeOf(passage);
      this.text.replaceChildren(...marked(passage.text, citation.quote));
      this.text.querySelector("mark")?.scrollIntoView({ block: "center" });
    } catch (error) {
      const why = error instanceof TypeError ? "The source cannot be opened while you are offline." : error.message;
      this.text.replaceChildren(h("p", { class: "place" }, why), h("blockquote", {}, citation.quote));
    }
  }

  closeOutside(event) {
    if (event.target === this.dialog) this.dialog.close();
  }
}

function placeOf({ section, page }) {
  return [section, page ? `page ${page}` : ""].filter(Boolean).join(" · ");
}

/** Split `text` around `quote`; line breaks and spaces may differ between the two. */
function marked(text, quote) {
  const words = quote.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = quote.trim() ? text.match(new RegExp(words.join("\\s+"), "i")) : null;
  if (!found) return [text];
  const end = found.index + found[0].length;
  return [text.slice(0, found.index), h("mark", {}, found[0]), text.slice(end)];
}
