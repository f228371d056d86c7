/** The form that corrects a case's tags. Only what was changed is sent; what is taken off stays off. */
function tagForm(card, offered, onKeep, onClose) {
  const shown = card.tags.filter((one) => !FIXED.includes(one.split(":")[0]));
  const boxes = [...new Set([...shown, ...Object.keys(offered)])].map((tag) => {
    const box = h("input", { type: "checkbox", value: tag });
    box.checked = shown.includes(tag);
    return h("label", {}, box, ` ${offered[tag] ?? (tag.startsWith("code:") ? tag.slice(5) : tag.split(/:(.*)/)[1].replace(/[-_]/g, " "))}`);
  });
  const submit = (event) => {
    event.preventDefault();
    const wanted = boxes.map((label) => label.firstChild).filter((box) => box.checked).map((box) => box.value);
    const added = wanted.filter((tag) => !shown.includes(tag)).map((tag) => `+${tag}`);
    const removed = shown.filter((tag) => !wanted.includes(tag)).map((tag) => `-${tag}`);
    if (added.length || removed.length) onKeep([...added, ...removed].join("\n"));
    onClose();
  };
  const keep = h("button", { type: "submit", class: "first" }, "Keep");
  const cancel = h("button", { type: "button", class: "second", onclick: onClose }, "Cancel");
  const hint = h("p", { class: "soft" }, "What you take off stays off. The patient sees none of this.");
  const form = h("form", { class: "retag", onsubmit: submit }, h("fieldset", {}, h("legend", {}, "Correct the tags"), boxes), hint, h("p", {}, keep, cancel));
  form.addEventListener("keydown", (event) => event.key === "Escape" && onClose());
  return form;
}

const FIXED = ["lang", "route", "handoff"]; // they say what the bot did, and stay as they are
