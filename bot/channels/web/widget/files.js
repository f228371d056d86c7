const TAKEN_FILES = "application/pdf,image/png,image/jpeg,image/tiff,image/webp,image/heic,text/plain,.pdf,.txt";

/** The files of a message, each a button that saves it. */
function fileChips(message, onFile) {
  const files = message.attachments ?? [];
  if (!files.length || message.removed) return null;
  const chips = files.map((file) => {
    const words = [icon(ICONS.file), h("span", {}, file.name), h("i", {}, sizeInWords(file.size))];
    if (!file.id) return h("li", {}, h("span", { class: "chip file" }, words));
    const label = `Save file ${file.name}`;
    return h("li", {}, h("button", { type: "button", class: "chip file", "aria-label": label, onclick: () => onFile(message.id, file) }, words));
  });
  return h("ul", { class: "files", "aria-label": "Files" }, chips);
}

function sizeInWords(size) {
  return size >= 1e6 ? `${(size / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1000))} KB`;
}

/** Let the browser save a file under its name. */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
