// Sends a large file in parts. Each part carries its SHA-256; a part that fails is sent again; what has come is not sent twice.
const form = document.getElementById("large-file");
const said = document.getElementById("large-said");
const bar = document.getElementById("large-progress");
const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
const tell = (words) => { said.textContent = words; };
const TRIES = 5;

async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { "X-CSRFToken": token(), ...(options.headers ?? {}) }, redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new Error("You have been signed out. Sign in in another tab, then choose the file again.");
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error((told.problems ?? ["The server did not take it. Try again."]).join(" ")), { final: answer.status === 422 });
  return told;
}

async function part(url, bytes, digest) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(url, { method: "POST", body: bytes, headers: { "X-Part-SHA256": digest, "Content-Type": "application/octet-stream" } });
    } catch (fault) {
      if (tries >= TRIES) throw fault;
      tell(`${fault.message} Trying again.`);
      await new Promise((again) => setTimeout(again, 1000 * tries));
    }
  }
}

async function send(file, purpose) {
  const memory = `casework-upload:${location.pathname}:${file.name}:${file.size}:${file.lastModified}`;
  let where = sessionStorage.getItem(memory);
  let state = where ? await ask(where).catch(() => null) : null;
  if (!state || state.state !== "OPEN") {
    const body = new FormData();
    Object.entries({ name: file.name, size: file.size, declared: file.type, purpose }).forEach(([key, value]) => body.append(key, value));
    where = (await ask(location.pathname, { method: "POST", body })).status;
    sessionStorage.setItem(memory, where);
    state = await ask(where);
  }
  const size = Number(form.dataset.part);
  const there = new Set(state.here);
  const digests = [];
  bar.hidden = false;
  for (let number = 1; number <= state.parts; number += 1) {
    const bytes = await file.slice((number - 1) * size, number * size).arrayBuffer();
    digests.push(await sha256(bytes));
    if (!there.has(number)) await part(`${where}parts/${number}/`, bytes, digests.at(-1));
    bar.value = (100 * number) / state.parts;
    tell(`Part ${number} of ${state.parts} is sent.`);
  }
  const digest = await sha256(new TextEncoder().encode(digests.join("")));
  await ask(`${where}finish/`, { method: "POST", body: JSON.stringify({ digest }), headers: { "Content-Type": "application/json" } });
  sessionStorage.removeItem(memory);
  tell("All parts are sent. They are being joined.");
  for (;;) {
    state = await ask(where);
    if (state.state === "TAKEN") { location.assign(state.done); return; }
    if (state.state === "FAILED") throw new Error(state.why);
    await new Promise((again) => setTimeout(again, 2000));
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = form.file.files[0];
  const button = form.querySelector("button");
  if (!file) { tell("Choose a file first."); form.file.focus(); return; }
  if (button.disabled) return;
  button.disabled = true;
  try { await send(file, form.purpose.value); } catch (fault) { tell(fault.message); } finally { button.disabled = false; }
});
