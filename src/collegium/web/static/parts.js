// Pieces of a page: inside the page where it stands alone, otherwise from the server.
const held = new Map();

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

export const alone = document.body.dataset.alone === "yes";
export const root = document.body.dataset.root || "";

function inside(name) {
  return document.getElementById(`part-${name.replaceAll("/", "-")}`);
}

export function offered(name) {
  return !alone || inside(name) !== null;
}

async function fetched(name) {
  const answer = await fetch(`${root}/${name}`, { headers: { accept: "application/json, text/html" } });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

export async function data(name) {
  if (!held.has(name)) {
    const found = inside(name);
    const json = async () => (found.type === "application/json" ? JSON.parse(found.textContent) : unpacked(found.textContent));
    held.set(name, found ? json() : fetched(name).then((answer) => answer.json()));
    if (held.size > 12) held.delete([...held.keys()].find((key) => key.startsWith("film")));
  }
  return held.get(name);
}

export async function fragment(name) {
  const found = inside(name);
  if (found) return found.content.cloneNode(true);
  const box = document.createElement("template");
  box.innerHTML = await (await fetched(name)).text();
  return box.content;
}
