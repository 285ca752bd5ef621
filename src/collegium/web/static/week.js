// A step of the history as prose, every vote as a row of chips, and the reasons behind it.
import { dayName, dayOf } from "./clock.js";
import { el, lazy, listed, painted, percent, signed, t, table } from "./texts.js";

const CAST = { yes: ["✓", t("yes")], no: ["✗", t("no")], absent: ["–", t("absent")], "-": ["–", t("no vote")] };
const MATTERS = 10;

function voter(run, place) {
  return place >= 0 ? run.people[place] : { short: run.constituencies[-1 - place], name: run.constituencies[-1 - place], c: "#8a8a8a", d: "#9a9a9a", i: "#000000", j: "#000000" };
}

function reasons(run, terms) {
  const ranked = terms.map((value, n) => [value, n]).filter(([value]) => Math.abs(value) >= MATTERS).sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]));
  const named = (sign) => ranked.filter(([value]) => Math.sign(value) === sign).slice(0, 3).map(([, n]) => t(run.terms[n]));
  const [pro, con] = [named(1), named(-1)];
  return [
    pro.length ? t("For a yes: {words}.", { words: listed(pro) }) : "",
    con.length ? t("Against it: {words}.", { words: listed(con) }) : "",
    ranked.length ? "" : t("Nothing weighs much."),
  ].filter(Boolean).join(" ");
}

function words(run, votes) {
  return el("ul", { class: "reasons" }, votes.map(([place, how, chance, terms]) => {
    const name = el("b", {}, voter(run, place).short);
    const said = CAST[how] ? CAST[how][1] : t("{yes} yes, {no} no", { yes: how.split(":")[0], no: how.split(":")[1] });
    if (!terms.length) return el("li", {}, name, ": ", said, ". ", t("This vote was certain."));
    return el("li", {}, name, ": ", said, ". ", t("The chance of a yes was {share}.", { share: percent(chance / 1000) }), " ", reasons(run, terms));
  }));
}

function numbers(run, votes) {
  const used = run.terms.map((_, n) => n).filter((n) => votes.some(([, , , terms]) => Math.abs(terms[n] || 0) >= 1));
  const heads = [t("Who"), t("Vote"), t("Chance of a yes"), ...used.map((n) => t(run.terms[n]))];
  const rows = votes.map(([place, how, chance, terms]) => [voter(run, place).short, CAST[how] ? CAST[how][1] : how, percent(chance / 1000), ...used.map((n) => (terms.length ? signed(terms[n]) : ""))]);
  return [el("p", { class: "note" }, t("The terms add up to the log-odds of a yes: 0 means even odds, +1 about 73%.")), table(t("The terms of this vote"), heads, rows)];
}

function chip(run, [place, how, chance, terms], open) {
  const who = voter(run, place);
  const bloc = !CAST[how];
  const [sign, said] = CAST[how] || [how, how];
  const kind = bloc ? "bloc" : how === "yes" ? "yes" : how === "no" ? "no" : "out";
  const inner = [el("span", { class: "dot", "aria-hidden": "true" }), el("span", {}, who.short), el("span", { class: "sign", "aria-hidden": "true" }, sign), el("span", { class: "hidden" }, `: ${said}`)];
  const label = terms.length ? t("The chance of a yes was {share}.", { share: percent(chance / 1000) }) : t("This vote was certain.");
  const made = place < 0 ? el("span", { class: `chip ${kind}`, title: label }, inner) : el("button", { type: "button", class: `chip ${kind}`, title: label, onclick: () => open(place) }, inner);
  return el("li", {}, painted(made, who));
}

function vote(run, n, event, opened, open, why) {
  const box = lazy(t("Why?"), () => [words(run, event.v), lazy(t("The numbers"), () => numbers(run, event.v))], { class: "why", "data-vote": n });
  if (opened === n) box.open = true;
  box.addEventListener("toggle", () => why(box.open ? n : null));
  return el("li", { class: "vote" }, el("p", {}, event.t),
    event.v.length ? [el("ul", { class: "chips", "aria-label": t("How each voted") }, event.v.map((one) => chip(run, one, open))), box] : null);
}

function options(title, list) {
  if (!list?.length) return null;
  const told = list.map(([name, value, luck, chosen, odds, worth]) => [(chosen ? "★ " : "") + t(name) + (worth ? "" : " (" + t("not worth the trouble") + ")"), signed(value), signed(luck), odds < 0 ? "" : percent(odds / 100)]);
  return table(title, [t("Option"), t("Value"), t("Luck"), t("Chance of passing")], told);
}

function moveWords(run, event) {
  const chosen = (event.os || []).find((one) => one[3]);
  const rest = (event.os || []).filter((one) => !one[3] && one[5]).slice(0, 3).map((one) => t(one[0]));
  return el("p", {}, event.asb ? t("The aim is an earlier one: {goal}.", { goal: t(event.g) }) : t("The aim: {goal}.", { goal: t(event.g) }), " ",
    rest.length ? t("Other moves that were open: {moves}.", { moves: listed(rest) }) : "", " ",
    chosen && chosen[4] >= 0 ? t("The mover gave the motion a chance of {share}.", { share: percent(chosen[4] / 100) }) : "");
}

function act(run, n, event, opened, open, why, fork) {
  const who = run.people[event.a];
  const name = painted(el("button", { type: "button", class: "person", onclick: () => open(event.a) }, who.short), who);
  const about = event.o ? `, ${event.o}` : "";
  const weighed = () => [moveWords(run, event), lazy(t("The numbers"), () => [
    el("p", { class: "note" }, t("An option has a value and luck of its own. The highest sum (★) is chosen.")),
    options(t("Aims"), event.gs), options(t("People in mind"), event.ms), options(t("Moves"), event.os)])];
  const box = event.os ? lazy(t("Why?"), weighed, { class: "why", "data-vote": n }) : null;
  if (box && opened === n) box.open = true;
  box?.addEventListener("toggle", () => why(box.open ? n : null));
  const link = fork ? fork(event) : null;
  return el("li", { class: "move" }, el("p", {}, name, " ", t("({goal}{about}): {move}.", { goal: t(event.g), about, move: t(event.d) }), " ", link), box);
}

export function draw(run, list, opened, open, why, fork) {
  if (!list.length) return el("p", { class: "quiet" }, t("Nothing is decided in this week."));
  return el("ol", { class: "events" }, list.map(([n, event]) => {
    if (event.k === "move") return act(run, n, event, opened, open, why, fork);
    if (event.v) return vote(run, n, event, opened, open, why);
    return el("li", { class: event.m === "loss" || event.m === "death" ? `event ${event.m}` : "event" }, el("p", {}, event.t));
  }));
}

const NEAR = 92, SHOWN = 5;

function row(when, text, act) {
  return el("li", {}, act ? el("button", { type: "button", onclick: act }, when) : el("time", {}, when), el("span", {}, text));
}

// What came before and comes next in this history, and what the record holds around the same day.
export function around(run, film, step, go) {
  const told = film.events.filter((event) => event.t && event.k !== "confirmed");
  const line = (event) => row(dayName(dayOf(run, event.w)), event.t, () => go(event.w));
  const before = told.filter((event) => event.w < step).slice(-SHOWN).reverse();
  const next = told.find((event) => event.w > step);
  const today = dayOf(run, step);
  const real = run.record.filter(([from, to]) => from <= today + NEAR && to >= today - NEAR)
    .sort((a, b) => Math.abs(a[0] - today) - Math.abs(b[0] - today)).slice(0, SHOWN).sort((a, b) => a[0] - b[0]);
  const when = (from, to) => (from === to ? dayName(from) : t("{from} to {to}", { from: dayName(from), to: dayName(to) }));
  const list = (title, rows) => (rows.length ? [el("h3", {}, title), el("ol", {}, rows)] : []);
  return [...list(t("What comes next"), next ? [line(next)] : []), ...list(t("What went before"), before.map(line)),
    ...list(t("What really happened around this time"), real.map(([from, to, , text]) => row(when(from, to), text)))];
}
