// What every page needs: the watch, the dots, and forms that a script improves.
import { start } from "./watch.js";

const SPOT = 28;

// A finger needs 24 pixels, so a narrow window has fewer dots in a row. One stop for the tab key among a hundred dots; arrows move inside.
function dots() {
  const picture = document.querySelector(".dots:not(.still)");
  if (!picture) return;
  const links = [...picture.querySelectorAll("a")];
  const narrow = matchMedia("(max-width: 560px)");
  let columns = 0;
  const arrange = () => {
    columns = narrow.matches ? 10 : 20;
    const all = [...picture.children];
    all.forEach((one, n) => (one.querySelector("g") || one).setAttribute("transform", `translate(${SPOT * (n % columns)} ${SPOT * Math.floor(n / columns)})`));
    picture.setAttribute("viewBox", `${-SPOT / 2} ${-SPOT / 2} ${SPOT * columns} ${SPOT * Math.ceil(all.length / columns)}`);
  };
  arrange();
  narrow.addEventListener("change", arrange);
  links.forEach((link, n) => {
    link.setAttribute("tabindex", n ? "-1" : "0");
    link.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -n, End: links.length - 1 - n }[event.key];
      const next = way === undefined ? null : links[n + way];
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      link.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
}

// A range input says its value beside itself.
function ranges() {
  document.querySelectorAll("input[type=range][data-told]").forEach((range) => {
    const told = document.getElementById(range.dataset.told);
    const tell = () => { told.textContent = range.value; };
    range.addEventListener("input", tell);
    tell();
  });
}

// What a job says at its end is spoken once, and a job ends when its page goes.
function jobs() {
  const said = document.getElementById("said");
  if (!said) return;
  new MutationObserver(() => {
    const found = [...document.querySelectorAll("main .said, main .wrong")].at(-1);
    if (found && said.textContent !== found.textContent) said.textContent = found.textContent;
  }).observe(document.getElementById("main"), { childList: true, subtree: true });
  addEventListener("pagehide", () => {
    document.querySelectorAll(".job").forEach((job) => navigator.sendBeacon(`/job/${job.dataset.job}/stop`, new URLSearchParams({ csrf: job.dataset.csrf })));
  });
}

dots();
ranges();
jobs();
start();
