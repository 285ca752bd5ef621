// The screen on which one history is watched: what is chosen, its address, and the redrawing of what has changed.
import { el, t } from "./texts.js";
import { dayName, dayOf, stepOf } from "./clock.js";
import { at, eventsBy, postsOf } from "./state.js";
import { alone, data, fragment, root } from "./parts.js";
import * as tracks from "./tracks.js";
import * as seats from "./seats.js";
import * as week from "./week.js";
import * as network from "./network.js";
import * as band from "./band.js";
import * as realm from "./realm.js";

const show = { run: null, film: null, events: [], step: 0, who: null, vote: null, timer: null, drawn: {} };
const box = (id) => document.getElementById(id);

// the address

function asked() {
  const given = new URLSearchParams(alone ? location.hash.slice(1) : location.search);
  const numbers = (name) => (/^\d+$/.test(given.get(name) || "") ? Number(given.get(name)) : null);
  return { k: numbers("history"), week: numbers("week"), who: given.get("who"), vote: numbers("why") };
}

function remember() {
  const given = new URLSearchParams();
  if (alone) given.set("history", show.film.k);
  if (show.film.do) given.set("do", show.film.do);
  given.set("week", show.step);
  if (show.who !== null) given.set("who", show.run.people[show.who].id);
  if (show.vote !== null) given.set("why", show.vote);
  history.replaceState(null, "", alone ? `#${given}` : `?${given}`);
}

// drawing

function opened(place) {
  return new Set([...place.querySelectorAll("details[open]")].map((one) => one.dataset.body || one.dataset.keep));
}

function redraw(id, children) {
  const place = box(id);
  const open = opened(place);
  const focus = place.contains(document.activeElement) ? document.activeElement.dataset.who : null;
  place.replaceChildren(...[children].flat());
  place.querySelectorAll("details").forEach((one) => { if (open.has(one.dataset.body || one.dataset.keep)) one.open = true; });
  if (focus) place.querySelector(`[data-who="${CSS.escape(focus)}"]`)?.focus();
}

function forkLink(event) {
  if (alone || !show.film.whole || show.film.do) return null;
  const person = show.run.people[event.a];
  return el("a", { class: "fork", href: `${root}/fork/${show.film.k}?week=${event.w}&who=${person.id}` }, t("What else?"), el("span", { class: "hidden" }, ` ${person.short}`));
}

function posts(state) {
  const place = box("now");
  if (!place || show.who === null) return;
  const held = show.film.whole ? postsOf(show.run, state, show.who) : [];
  const fare = show.film.whole ? seats.FARES[state.fares.get(show.who)] : "";
  place.replaceChildren(el("p", {}, fare ? el("b", {}, `${fare}. `) : "", held.length ? held.map((one) => (one.candidate ? t("{post} (candidate)", { post: one.name }) : one.name)).join("; ") : t("No seat and no office.")));
}

function render() {
  const { run, film, step } = show;
  const when = dayName(dayOf(run, step));
  const range = box("week");
  range.value = step;
  range.setAttribute("aria-valuetext", t("Week of {date}, step {n} of {all}", { date: when, n: step + 1, all: film.n }));
  box("when").textContent = t("Week of {date}", { date: when });
  tracks.move(box("tracks"), film, step);
  const back = box("unforked");
  if (back) back.href = `${root}/watch/${film.k}?week=${step}`;
  box("prose").replaceChildren(week.draw(run, show.events[step], show.vote, choose, why, forkLink));
  box("around").replaceChildren(...week.around(run, film, step, go));
  if (film.whole) {
    const state = at(film, step);
    redraw("bodies", seats.draw(run, film, state, step, show.who, choose));
    if (show.drawn.ties !== state.ties) redraw("ties", network.ties(run, state));
    if (show.drawn.following !== state.following) redraw("following", network.following(run, state));
    if (state.realm && show.drawn.realm !== state.realm) redraw("realm", realm.draw(run, film, state.realm));
    show.drawn = { ties: state.ties, following: state.following, realm: state.realm };
    posts(state);
  }
  band.move(run, step);
  remember();
}

// what a reader does

function go(step) {
  show.step = Math.min(Math.max(step, 0), show.film.n - 1);
  show.vote = null;
  render();
}

function jump(way) {
  let step = show.step + way;
  while (step > 0 && step < show.film.n - 1 && !show.events[step].some(([, event]) => event.m)) step += way;
  go(step);
}

function why(number) {
  if (number === null && show.vote === null) return;
  show.vote = number;
  remember();
}

async function choose(person, keep = false) {
  show.who = show.who === person && !keep ? null : person;
  const place = box("card");
  place.replaceChildren();
  if (show.who !== null) {
    place.append(await fragment(`card/${show.who}`));
    place.querySelector(".close")?.addEventListener("click", () => choose(show.who));
  }
  place.hidden = show.who === null;
  band.draw(box("band"), show.run, show.film, show.who ?? foremost(), (day) => go(stepOf(show.run, day)));
  render();
}

function foremost() {
  const { film, run } = show;
  if (!film.whole) return Number(Object.keys(run.bands)[0] ?? 0);
  const last = film.shares.map((row) => row[film.n - 1]);
  return film.cast[last.indexOf(Math.max(...last))] ?? 0;
}

function play(on) {
  clearInterval(show.timer);
  show.timer = on ? setInterval(() => (show.step >= show.film.n - 1 ? play(false) : go(show.step + 1)), 1000 / Number(box("speed").value)) : null;
  box("prose").setAttribute("aria-live", on ? "off" : "polite");
  box("play").setAttribute("aria-pressed", String(on));
  box("play").textContent = on ? t("Pause") : t("Play");
}

function keys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, .scroll, .u-over")) return;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!way || box("watch").hidden) return;
  event.preventDefault();
  if (event.shiftKey) jump(way);
  else go(show.step + way);
}

function listen() {
  box("week").addEventListener("input", (event) => go(Number(event.target.value)));
  box("week").addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); play(!show.timer); }
    if (event.shiftKey && event.key.startsWith("Arrow")) { event.preventDefault(); jump(event.key === "ArrowLeft" || event.key === "ArrowDown" ? -1 : 1); }
  });
  box("play").addEventListener("click", () => play(!show.timer));
  box("speed").addEventListener("change", () => { if (show.timer) play(true); });
  const steps = { first: () => go(0), back: () => go(show.step - 1), next: () => go(show.step + 1), before: () => jump(-1), after: () => jump(1), last: () => go(show.film.n - 1) };
  for (const [id, act] of Object.entries(steps)) box(id).addEventListener("click", act);
  document.addEventListener("keydown", keys);
  addEventListener("resize", () => band.resize(box("band")));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => choose(show.who, true));
  addEventListener(alone ? "hashchange" : "popstate", () => open(asked()));
}

// The film of a history, or of another future of it, which one sentence makes.
function reel(k) {
  const made = box("watch").dataset.do;
  return made ? `film/${k}?do=${encodeURIComponent(made)}` : `film/${k}`;
}

async function open(wanted) {
  const k = alone ? wanted.k : Number(box("watch").dataset.k);
  if (k === null) return;
  play(false);
  if (show.film?.k !== k) {
    [show.run, show.film] = await Promise.all([data("data"), data(reel(k))]);
    show.events = eventsBy(show.film);
    show.drawn = {};
    box("week").max = show.film.n - 1;
    box("number").textContent = k;
    box("tracks").replaceChildren(tracks.draw(show.run, show.film));
    box("lists").replaceChildren(...tracks.tables(show.run, show.film));
    box("whole").hidden = show.film.whole;
  }
  show.step = Math.min(wanted.week ?? 0, show.film.n - 1);
  show.vote = wanted.vote;
  const who = show.run.people.findIndex((person) => person.id === wanted.who);
  box("watch").hidden = false;
  await choose(who < 0 ? null : who, true);
  box("watch").dataset.ready = "yes";
}

export function start() {
  if (!box("watch")) return;
  box("marks").replaceChildren(tracks.legend());
  listen();
  open(asked());
}
