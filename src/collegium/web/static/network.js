// Ties among the members of the leading body, and what part of each constituency follows whom.
import { el, lazy, painted, percent, signed, svg, t, table } from "./texts.js";

const LEAST = 10;

export function ties(run, state) {
  const [, members, matrix] = state.ties;
  const size = 300, middle = size / 2, radius = 112;
  const angle = (n) => (2 * Math.PI * n) / members.length - Math.PI / 2;
  const spot = members.map((_, n) => [middle + radius * Math.cos(angle(n)), middle + radius * Math.sin(angle(n))]);
  const lines = [], rows = [];
  members.forEach((person, i) => members.slice(0, i).forEach((other, j) => {
    const [there, back] = [matrix[i][j], matrix[j][i]];
    const mean = (there + back) / 2;
    rows.push([`${run.people[other].short} – ${run.people[person].short}`, signed(back), signed(there), mean]);
    if (Math.abs(mean) < LEAST) return;
    lines.push(svg("line", { x1: spot[i][0], y1: spot[i][1], x2: spot[j][0], y2: spot[j][1], class: mean > 0 ? "friend" : "foe", "stroke-width": (1 + Math.abs(mean) / 25).toFixed(1) }));
  }));
  const dots = members.map((person, n) => painted(svg("g", { class: "node" },
    svg("circle", { cx: spot[n][0], cy: spot[n][1], r: 15 }), svg("text", { x: spot[n][0], y: spot[n][1] + 4 }, run.people[person].l)), run.people[person]));
  rows.sort((a, b) => Math.abs(b[3]) - Math.abs(a[3]));
  return el("figure", {},
    svg("svg", { viewBox: `0 0 ${size} ${size}`, class: "ties", role: "img", "aria-label": t("Ties among the members: lines for friends, dashed lines for enemies. The table holds the same.") }, lines, dots),
    el("figcaption", {}, t("Solid: friendly. Dashed: hostile. The thicker, the stronger. Weaker ties are left out.")),
    lazy(t("As a table"), () => table(t("Ties from −1 (enmity) to +1 (devotion)"), [t("Pair"), t("First to second"), t("Second to first")], rows.map((row) => row.slice(0, 3))), { "data-keep": "ties" }));
}

export function following(run, state) {
  const [, shares] = state.following;
  const name = (place) => (place < 0 ? t("nobody") : run.people[place].short);
  const rest = { c: "#dcdcdc", d: "#3f4347", i: "#000000", j: "#ffffff" };
  const bars = run.constituencies.map((con, n) => {
    const parts = shares[n].filter(([place]) => place >= 0).slice(0, 5);
    if (!parts.length && run.populations.includes(n)) return null;
    const bar = el("div", { class: "bar", "aria-hidden": "true" }, parts.map(([place, part]) => {
      const piece = painted(el("span", { class: "piece", title: `${name(place)} ${percent(part / 100)}` }, part >= 14 ? run.people[place].l : ""), run.people[place] || rest);
      piece.style.width = `${part}%`;
      return piece;
    }));
    const told = parts.slice(0, 3).map(([place, part]) => `${name(place)} ${percent(part / 100)}`).join(", ");
    return el("li", {}, el("span", { class: "con" }, con), bar, el("span", { class: "note" }, told || t("follows nobody")));
  });
  const rows = run.constituencies.flatMap((con, n) => shares[n].map(([place, part]) => [con, name(place), percent(part / 100)]));
  return [el("ul", { class: "following" }, bars),
    lazy(t("As a table"), () => table(t("What part of each constituency follows whom"), [t("Constituency"), t("Follows"), t("Part")], rows), { "data-keep": "following" })];
}
