// The seats of the bodies, and how people fare.
import { el, painted, percent, t, table } from "./texts.js";
import { keeperOf, shareOf } from "./state.js";

export const FARES = ["", t("ill"), t("away from the centre"), t("underground"), t("under arrest"), t("in exile"), t("expelled"), t("dead")];

function badge(letter, words) {
  return el("span", { class: "badge", title: words }, el("span", { "aria-hidden": "true" }, letter), el("span", { class: "hidden" }, `, ${words}`));
}

function seat(run, film, state, step, body, person, rank, chosen, open) {
  const who = run.people[person];
  const fare = FARES[state.fares.get(person)];
  const share = shareOf(film, person, step);
  const keeps = keeperOf(state, body) === person;
  const chairs = run.bodies[body].chair >= 0 && state.posts.get(run.bodies[body].chair) === person;
  const made = el("button", { type: "button", class: `seat${rank === 1 ? " candidate" : ""}${fare ? " down" : ""}`, "aria-pressed": String(person === chosen), "data-who": who.id, onclick: () => open(person) },
    el("span", { class: "disc", "aria-hidden": "true" }, who.l),
    el("span", { class: "name" }, who.short),
    keeps ? badge("A", t("keeps the agenda")) : null, chairs ? badge("C", t("in the chair")) : null,
    fare ? el("span", { class: "fare" }, fare) : null,
    share !== null && run.bodies[body].top ? el("span", { class: "share" }, percent(share, 1)) : null);
  return painted(made, who);
}

function body(run, film, state, step, n, chosen, open) {
  const held = state.seats.get(n) || new Map();
  const full = [...held].filter(([, rank]) => rank === 2).map(([person]) => person).sort((a, b) => a - b);
  const candidates = [...held].filter(([, rank]) => rank === 1).map(([person]) => person).sort((a, b) => a - b);
  const blocs = [...(state.blocs.get(n) || new Map())];
  const size = state.sizes.get(n);
  const taken = full.length + blocs.reduce((sum, [, seats]) => sum + seats, 0);
  const empty = Math.max(0, size - taken);
  const draw = (person, rank) => el("li", {}, seat(run, film, state, step, n, person, rank, chosen, open));
  const chairs = Array.from({ length: Math.min(empty, 12) }, () => el("li", { class: "empty", "aria-hidden": "true" }, el("span", { class: "disc" })));
  const notes = [
    empty ? (empty === 1 ? t("1 seat is empty.") : t("{n} seats are empty.", { n: empty })) : "",
    ...blocs.map(([con, seats]) => t("{n} seats for: {who}.", { n: seats, who: run.constituencies[con] })),
  ].filter(Boolean);
  return el("section", { class: run.bodies[n].top ? "body top" : "body" },
    el("h3", {}, run.bodies[n].name, " ", el("span", { class: "count" }, t("{n} of {all} seats", { n: taken, all: size }))),
    el("ul", { class: "seats" }, full.map((person) => draw(person, 2)), chairs),
    candidates.length ? [el("p", { class: "label" }, t("Candidates, without a vote")), el("ul", { class: "seats" }, candidates.map((person) => draw(person, 1)))] : null,
    notes.length ? el("p", { class: "note" }, notes.join(" ")) : null);
}

export function draw(run, film, state, step, chosen, open) {
  const order = run.bodies.map((_, n) => n).sort((a, b) => run.bodies[b].top - run.bodies[a].top);
  const [top, ...others] = order.map((n) => [n, body(run, film, state, step, n, chosen, open)]);
  const count = (n) => (state.seats.get(n) || new Map()).size;
  const rest = others.filter(([n]) => count(n) || state.blocs.get(n)?.size);
  return [top[1], ...rest.map(([n, made]) => {
    const box = el("details", { class: "other", "data-body": run.bodies[n].id }, el("summary", {}, `${run.bodies[n].name} (${count(n)})`));
    made.querySelector("h3").remove();
    box.append(made);
    return box;
  })];
}

export function offices(run, state) {
  const rows = run.offices.map((name, n) => [name, state.posts.get(n) < 0 ? t("vacant") : run.people[state.posts.get(n)].name]);
  return table(t("Who holds which office"), [t("Office"), t("Holder")], rows);
}
