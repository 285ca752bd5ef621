// Steps and days. A day is a number of days since 1970.
import { language, t } from "./texts.js";

const locale = language === "en" ? "en-GB" : language;
const usual = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const modern = new Intl.DateTimeFormat(locale, usual);
const early = new Intl.DateTimeFormat(locale, { ...usual, era: "short" });

export function dayName(number) {
  const when = new Date(number * 864e5);
  return (when.getUTCFullYear() < 1 ? early : modern).format(when);
}

export function yearName(number) {
  const year = new Date(number * 864e5).getUTCFullYear();
  return year < 1 ? t("{year} BC", { year: 1 - year }) : String(year);
}

export function dayOf(run, step) {
  return Math.max(run.start, run.base + step * run.step);
}

export function stepOf(run, day) {
  return Math.floor((day - run.base) / run.step);
}

export function yearStarts(run, steps) {
  const found = [];
  const first = new Date(run.start * 864e5).getUTCFullYear();
  for (let year = first; year < first + 200; year += 1) {
    const start = new Date(Date.UTC(2000, 0, 1));
    start.setUTCFullYear(year);
    const day = start.getTime() / 864e5;
    if (day >= run.base + steps * run.step) break;
    if (day >= run.start) found.push(day);
  }
  return found;
}
