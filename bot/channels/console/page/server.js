/** Ask the desk's server; raises an Error whose message a person can read. */
async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(`/desk/api${path}`, options);
  } catch {
    throw new Error("The desk cannot reach its server. Try again; nothing happens twice.");
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Error(answer?.error?.message ?? "The server did not take it.");
  return answer;
}

/** Do something with a case. `id` is the page's own, so that a repeat is known as one. */
function act(thread, kind, { specialist, text = "", target = "", id = freshId() }) {
  return ask(`/cases/${encodeURIComponent(thread)}/${kind}`, { id, specialist, text, target });
}

/** Turn a word of the system such as `person_requested` into words for people. */
function worded(value) {
  const words = String(value).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
