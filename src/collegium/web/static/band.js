// One person's share of power: the band of all histories, and this one through it. Drawn by uPlot.
import { el, lazy, percent, t, table } from "./texts.js";
import { dayName, dayOf } from "./clock.js";

let chart = null;

function colours(who) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const style = getComputedStyle(document.documentElement);
  return { line: dark ? who.d : who.c, ink: style.getPropertyValue("--muted").trim(), rule: style.getPropertyValue("--grid").trim(), strong: style.getPropertyValue("--ink").trim() };
}

function own(run, film, person) {
  const row = film.whole ? film.cast.indexOf(person) : -1;
  return run.dates.map((day) => {
    const step = Math.min(film.n - 1, Math.floor((day - run.base) / run.step));
    return row < 0 ? null : film.shares[row][step] / 1000;
  });
}

function nothing(value) {
  return value < 0 ? null : value / 1000;
}

export function draw(box, run, film, person, onpick) {
  chart?.destroy();
  chart = null;
  const who = run.people[person];
  const bands = run.bands[person];
  if (!bands) {
    box.replaceChildren(el("p", { class: "note" }, t("{who} sits in the leading body in no history.", { who: who.short })));
    return;
  }
  const [low, lower, middle, upper, high] = bands.map((row) => row.map(nothing));
  const line = own(run, film, person);
  const place = el("div", { class: "plot", role: "img", "aria-label": t("Share of power of {who} by month. The table holds the same.", { who: who.name }) });
  const rows = run.dates.map((day, n) => [dayName(day), ...[line, middle, low, high].map((row) => (row[n] === null ? "–" : percent(row[n], 1)))]);
  box.replaceChildren(place,
    el("p", { class: "note" }, t("{who}: this history (line) among {n} histories. Dark band: the middle half. Light band: 90% of them.", { who: who.short, n: run.n })),
    lazy(t("As a table"), () => table(t("Share of power of {who}", { who: who.name }), [t("Month"), t("This history"), t("Median"), t("5%"), t("95%")], rows), { "data-keep": "band" }));
  if (!window.uPlot) return;
  const c = colours(who);
  const axis = { stroke: c.ink, grid: { stroke: c.rule, width: 1 }, ticks: { stroke: c.rule, width: 1 }, font: "11px system-ui, sans-serif" };
  const faint = { stroke: "transparent", width: 0, points: { show: false } };
  chart = new window.uPlot({
    width: Math.max(240, box.clientWidth), height: 190, legend: { show: false }, cursor: { drag: { x: false, y: false }, points: { show: false } },
    tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1e3), "UTC"),
    scales: { x: { time: true }, y: { range: (_, __, top) => [0, Math.max(0.1, top * 1.05)] } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map((tick) => { const d = new Date(tick * 1e3); return d.getUTCMonth() ? "" : String(d.getUTCFullYear() < 1 ? t("{year} BC", { year: 1 - d.getUTCFullYear() }) : d.getUTCFullYear()); }) }, { ...axis, size: 44, values: (_, ticks) => ticks.map((tick) => percent(tick)) }],
    series: [{}, faint, faint, faint, faint, { stroke: c.ink, width: 1, dash: [4, 4], points: { show: false } }, { stroke: c.line, width: 2.5, points: { show: false } }],
    bands: [{ series: [2, 1], fill: `${c.line}26` }, { series: [4, 3], fill: `${c.line}40` }],
    hooks: { draw: [(plot) => now(plot, c.strong)] },
  }, [run.dates.map((day) => day * 86400), low, high, lower, upper, middle, line], place);
  place.addEventListener("click", () => {
    const found = chart.cursor.idx;
    if (found !== null && found !== undefined) onpick(run.dates[found]);
  });
}

let current = null;

function now(plot, colour) {
  if (current === null) return;
  const x = plot.valToPos(current * 86400, "x", true);
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

export function move(run, step) {
  current = dayOf(run, step);
  chart?.redraw(false);
}

export function resize(box) {
  if (chart && box.clientWidth) chart.setSize({ width: Math.max(240, box.clientWidth), height: 190 });
}
