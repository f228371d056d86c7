/** Make an element: `h("button", { class: "send", onclick: send }, "Send")`. Text stays text; nothing is parsed. */
function h(name, props = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Make a line icon on a 24-pixel grid from SVG path data. */
function icon(data) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", data);
  svg.append(path);
  return svg;
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.slice(0, 1).concat(words.length > 1 ? words.slice(-1) : []).map((word) => word[0].toUpperCase()).join("");
}

/** An id that no other page makes. `crypto.randomUUID` is missing on plain http, getRandomValues is not. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/**
 * A key of the browser's storage as JSON; where storage is forbidden it is kept for this page only.
 * `localStorage` is shared by all tabs of a site, `sessionStorage` is one tab's own.
 */
class Shelf {
  constructor(key, place = "localStorage") {
    this.key = key;
    this.place = place;
    this.kept = null;
  }
  get() {
    try {
      return JSON.parse(window[this.place].getItem(this.key));
    } catch {
      return this.kept;
    }
  }
  set(value) {
    this.kept = value;
    try {
      if (value === null) window[this.place].removeItem(this.key);
      else window[this.place].setItem(this.key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the copy in memory serves until the page is left.
    }
  }
}
