// How populations and fronts stand, and the dead so far.
import { el, lazy, percent, t, table } from "./texts.js";

const FRONTS = [t("not yet fought over"), t("fighting"), t("won"), t("lost"), t("over")];
const CAUSES = [t("hunger"), t("war"), t("revolts"), t("terror")];

function bar(share, kind) {
  const piece = el("span", { class: `piece ${kind}` });
  piece.style.width = `${Math.round(100 * share)}%`;
  return el("div", { class: "bar", "aria-hidden": "true" }, piece);
}

function people(run, rows) {
  return rows.map(([hardship, fear, risen], n) => el("li", risen ? { class: "risen" } : {},
    el("span", { class: "con" }, run.constituencies[run.populations[n]], risen ? [" ", el("b", {}, t("in revolt"))] : null), bar(hardship / 100, "hardship"),
    el("span", { class: "note" }, t("hardship {hardship}, fear {fear}", { hardship: percent(hardship / 100), fear: percent(fear / 100) }))));
}

function fronts(run, film, rows) {
  return rows.map(([state, ground], n) => [state, el("li", {},
    el("span", { class: "con" }, run.theatres[film.fronts[n]], " ", el("b", {}, FRONTS[state])), bar((100 + ground) / 200, "ground"),
    el("span", { class: "note" }, t("{part} of the ground is held", { part: percent((100 + ground) / 200) })))]).filter(([state]) => state > 0).map(([, item]) => item);
}

export function draw(run, film, [, suffering, fought, dead]) {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const drawn = fronts(run, film, fought);
  return [
    el("ul", { class: "following" }, people(run, suffering)),
    drawn.length ? el("ul", { class: "following" }, drawn) : null,
    el("p", { class: "dead" }, t("The dead so far, in thousands:"), " ", CAUSES.map((cause, n) => `${cause} ${number.format(dead[n])}`).join("; "), "."),
    lazy(t("As a table"), () => [
      table(t("Populations"), [t("Population"), t("Hardship"), t("Fear"), t("In revolt")], suffering.map(([hardship, fear, risen], n) => [run.constituencies[run.populations[n]], percent(hardship / 100), percent(fear / 100), risen ? t("yes") : t("no")])),
      fought.length ? table(t("Fronts"), [t("Front"), t("State"), t("Ground held")], fought.map(([state, ground], n) => [run.theatres[film.fronts[n]], FRONTS[state], percent((100 + ground) / 200)])) : null,
    ].filter(Boolean), { "data-keep": "realm" }),
  ].filter(Boolean);
}
