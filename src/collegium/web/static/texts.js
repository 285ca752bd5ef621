// Words in the reader's language, and elements made of them.
const catalogue = JSON.parse(document.getElementById("texts")?.textContent || "{}");
export const language = document.documentElement.lang || "en";

export function t(text, parts = {}) {
  return (catalogue[text] || text).replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

export function painted(made, person) {
  made.style.setProperty("--c", person.c);
  made.style.setProperty("--d", person.d);
  made.style.setProperty("--i", person.i);
  made.style.setProperty("--j", person.j);
  return made;
}

export function percent(share, digits = 0) {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits }).format(share);
}

export function signed(hundredths) {
  const value = Math.abs(hundredths / 100).toFixed(2);
  return hundredths === 0 ? "0" : (hundredths < 0 ? "−" : "+") + value;
}

export function listed(words) {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
}

export function table(caption, heads, rows) {
  const cells = (row) => row.map((cell, n) => (n ? el("td", {}, String(cell)) : el("th", { scope: "row" }, String(cell))));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, cells(row))))));
}

export function lazy(summary, content, attributes = {}) {
  const box = el("details", attributes, el("summary", {}, summary));
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) box.append(...[content()].flat());
  });
  return box;
}
