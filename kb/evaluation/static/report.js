// Filter, count and search the questions. Without this script all of them stand on the page.
"use strict";

const form = document.querySelector(".filter");
const items = [...document.querySelectorAll(".item")];
const selects = [...form.querySelectorAll("select")];
const search = form.querySelector("input");
const said = form.querySelector("output");
const none = document.querySelector(".none");

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const words = new Map(items.map((item) => [item, fold(item.textContent)]));

function fits(item, except) {
  return selects.every((one) => one === except || !one.value || item.dataset[one.name] === one.value);
}

function show() {
  const wanted = fold(search.value).split(/\s+/).filter(Boolean);
  const found = new Set(items.filter((item) => wanted.every((word) => words.get(item).includes(word))));
  let shown = 0;
  for (const item of items) {
    item.hidden = !(found.has(item) && fits(item));
    shown += item.hidden ? 0 : 1;
  }
  // Each choice says how many questions it would leave, the other choices as they are.
  for (const one of selects) {
    const left = items.filter((item) => found.has(item) && fits(item, one));
    for (const option of one.options) {
      const count = left.filter((item) => !option.value || item.dataset[one.name] === option.value).length;
      option.textContent = `${option.dataset.label} (${count})`;
    }
  }
  said.textContent = `${shown} of ${items.length} questions`;
  none.hidden = shown > 0;
}

function reset() {
  search.value = "";
  for (const one of selects) one.value = "";
}

function choose(name, value) {
  const one = selects.find((select) => select.name === name);
  if (one) one.value = value;
}

function visible() {
  return items.filter((item) => !item.hidden);
}

function step(by) {
  const shown = visible();
  const here = shown.findIndex((item) => item.contains(document.activeElement));
  const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : here + by];
  if (!next) return;
  next.querySelector("summary").focus();
  next.scrollIntoView({ block: "start" });
}

// A link to a question shows it, whatever is filtered.
function follow() {
  const item = items.find((one) => `#${one.id}` === location.hash);
  if (!item) return;
  if (item.hidden) {
    reset();
    show();
  }
  item.open = true;
  item.scrollIntoView({ block: "start" });
  item.querySelector("summary").focus({ preventScroll: true });
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("[data-do=reset]").addEventListener("click", () => {
  reset();
  show();
  search.focus();
});
form.querySelector("[data-do=fold]").addEventListener("click", () => {
  const open = !visible().every((item) => item.open);
  for (const item of visible()) item.open = open;
});
for (const link of document.querySelectorAll("a[data-cause]")) {
  link.addEventListener("click", () => {
    reset();
    choose("set", link.dataset.set);
    choose("cause", link.dataset.cause);
    show();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && form.contains(event.target)) {
    reset();
    show();
    return;
  }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (event.key === "/") {
    event.preventDefault();
    search.focus();
    form.scrollIntoView({ block: "nearest" });
  }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
addEventListener("hashchange", follow);

form.hidden = false;
if (items.some((item) => item.dataset.result === "failed")) choose("result", "failed");
show();
follow();
