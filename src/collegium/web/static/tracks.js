// Two tracks under the scrubber: this history, and what really happened.
import { el, svg, t, table } from "./texts.js";
import { dayName, dayOf, yearName, yearStarts } from "./clock.js";

const SHAPES = {
  vote: "M0,-6V6",
  loss: "M-5,-5H5L0,5Z",
  death: "M0,-7V7M-4,-3H4",
  document: "M-4,-5H2L4,-3V5H-4Z",
};
export const MARK_NAMES = { vote: t("vote"), loss: t("loss"), death: t("death"), document: t("document") };

function mark(kind, x, title, y) {
  return svg("svg", { x: `${x}%`, y, class: `mark ${kind}` }, svg("path", { d: SHAPES[kind] }), svg("title", {}, title));
}

export function legend() {
  return el("ul", { class: "legend marks" }, Object.entries(SHAPES).map(([kind, shape]) =>
    el("li", {}, svg("svg", { viewBox: "-7 -8 14 16", width: 14, height: 16, "aria-hidden": "true" },
      svg("path", { d: shape, class: `mark ${kind}` })), MARK_NAMES[kind])));
}

export function draw(run, film) {
  const first = dayOf(run, 0);
  const last = dayOf(run, film.n - 1);
  const place = (day) => (100 * (Math.min(Math.max(day, first), last) - first)) / Math.max(1, last - first);
  const years = yearStarts(run, film.n);
  const every = Math.ceil(years.length / 12);
  const own = film.events.filter((event) => event.m).map((event) => mark(event.m, place(dayOf(run, event.w)), event.t || "", 20));
  const real = run.record.filter((row) => row[2]).flatMap(([from, to, kind, text]) => [
    to > from ? svg("line", { x1: `${place(from)}%`, x2: `${place(to)}%`, y1: 52, y2: 52, class: "span" }) : null,
    mark(kind, place((from + to) / 2), text, 52),
  ]);
  return svg("svg", { class: "tracks", width: "100%", height: 84, role: "img", "aria-label": t("Marks of this history above, of the record below. The tables hold the same.") },
    svg("line", { x1: 0, x2: "100%", y1: 20, y2: 20, class: "axis" }),
    svg("line", { x1: 0, x2: "100%", y1: 52, y2: 52, class: "axis" }),
    years.map((day, n) => svg("line", { x1: `${place(day)}%`, x2: `${place(day)}%`, y1: 8, y2: n % every ? 64 : 68, class: "year" })),
    years.map((day, n) => (n % every || place(day) > 96 ? null : svg("text", { x: `${place(day)}%`, y: 80, dx: 0 }, yearName(day)))),
    svg("line", { x1: 0, x2: 0, y1: 4, y2: 68, class: "now" }), real, own);
}

export function move(box, film, step) {
  const line = box.querySelector(".now");
  const x = `${(100 * step) / Math.max(1, film.n - 1)}%`;
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
}

export function tables(run, film) {
  const own = film.events.filter((event) => event.m).map((event) => [dayName(dayOf(run, event.w)), MARK_NAMES[event.m], event.t]);
  const when = (from, to) => (from === to ? dayName(from) : `${dayName(from)} – ${dayName(to)}`);
  const real = run.record.map(([from, to, kind, text, source]) => [when(from, to), MARK_NAMES[kind] || "", text, source]);
  return [
    table(t("What happens in this history"), [t("Date"), t("Kind"), t("Event")], own),
    table(t("What really happened, by the record of the case"), [t("Date"), t("Kind"), t("Event"), t("Source")], real),
  ];
}
