/**
 * Show the small Markdown of our messages: bold, italic, lists, quotes, links and [n] source markers.
 * Everything is built as nodes and text, so that whatever a message holds can only ever be read.
 */
function markdown(text, source = () => null) {
  const fragment = document.createDocumentFragment();
  for (const block of text.split(/\n{2,}/)) blocks(block.split("\n"), fragment, source);
  return fragment;
}

const LIST_ITEM = /^\s*(?:([-*])|(\d{1,3})[.)])\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;

function blocks(lines, into, source) {
  let at = 0;
  while (at < lines.length) {
    const start = at;
    if (QUOTE.test(lines[at])) {
      while (at < lines.length && QUOTE.test(lines[at])) at += 1;
      const inner = lines.slice(start, at).map((line) => line.match(QUOTE)[1]);
      into.append(h("blockquote", {}, markdown(inner.join("\n"), source)));
    } else if (LIST_ITEM.test(lines[at])) {
      while (at < lines.length && LIST_ITEM.test(lines[at])) at += 1;
      into.append(list(lines.slice(start, at), source));
    } else {
      while (at < lines.length && !QUOTE.test(lines[at]) && !LIST_ITEM.test(lines[at])) at += 1;
      paragraph(lines.slice(start, at), into, source);
    }
  }
}

function list(lines, source) {
  const first = lines[0].match(LIST_ITEM);
  const items = lines.map((line) => h("li", {}, inline(line.match(LIST_ITEM)[3], source)));
  return first[1] ? h("ul", {}, items) : h("ol", { start: first[2] }, items);
}

function paragraph(lines, into, source) {
  if (lines.every((line) => !line.trim())) return;
  const p = h("p");
  lines.forEach((line, at) => p.append(...(at ? [h("br")] : []), ...inline(line, source)));
  into.append(p);
}

const INLINE =
  /\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\w*])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\w*])|\[([^[\]\n]+)\]\(([^()\s]+)\)|\[(\d{1,2})\]|(https:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])/g;
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

function inline(text, source) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const node = inlineNode(match, source);
    if (node === null) continue;
    nodes.push(...(match[5] ? tied(text.slice(end, match.index), node) : [text.slice(end, match.index), node]));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

/** Keep a source marker on the line of the word before it. */
function tied(before, marker) {
  const [, start, word] = before.match(/^([^]*?)(\S*\s*)$/);
  return [start, h("span", { class: "tied" }, word.replace(/\s+$/, "\u00a0"), marker)];
}

function inlineNode([, bold, italic, words, target, number, address], source) {
  if (bold) return h("strong", {}, inline(bold, source));
  if (italic) return h("em", {}, inline(italic, source));
  if (number) return source(Number(number));
  const href = target ?? address;
  if (!SAFE_LINK.test(href)) return null;
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, words ?? address);
}
