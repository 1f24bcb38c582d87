// Opens a passage beside the chat instead of in a tab of its own. The panel and its words come from the server; a
// document is shown in a frame, whose page runs no script. Without this script the links open tabs, as links do.
"use strict";

(() => {
  const DOCUMENT = "/document/";
  // What holds evidence that belongs together: an answer, a table, a view.
  const GROUPS = '[data-testid="bot"], #kb-views table, #kb-views [role="tabpanel"]';
  const OPEN = "kb-evidence-open";
  const beside = matchMedia("(min-width: 64rem)");

  let panel = null;
  let shown = null; // {key: address of the passage, group: its element, place: the group's number}
  let refreshing = false;

  const part = (name) => document.getElementById(`kb-evidence-${name}`);
  const keyOf = (link) => link.pathname + link.search + link.hash;
  const isEvidence = (link) => link.origin === location.origin && link.pathname.startsWith(DOCUMENT);
  const linksIn = (group) => [...group.querySelectorAll("a[href]")].filter(isEvidence);
  const isModified = (event) => event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

  // Gradio may add this script to a page that is there already.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", build);
  else build();

  async function build() {
    const answer = await fetch("/panel").catch(() => null);
    if (!answer || !answer.ok) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    document.body.append(template.content);
    panel = document.getElementById("kb-evidence");
    part("close").addEventListener("click", () => close());
    part("previous").addEventListener("click", () => step(-1));
    part("next").addEventListener("click", () => step(1));
    part("frame").addEventListener("load", showLoaded);
    beside.addEventListener("change", arrange);
    new MutationObserver(refreshSoon).observe(document.body, { childList: true, subtree: true });
  }

  // Before anything of the page that might stop the event on its way.
  addEventListener("click", (event) => {
    if (!panel || isModified(event)) return;
    const link = event.target.closest?.("a[href]");
    if (link && isEvidence(link) && !panel.contains(link)) {
      event.preventDefault();
      open(link);
    } else if (shown && !beside.matches && !panel.contains(event.target)) {
      close(); // beside the panel that has slid over the page
    }
  }, true);

  addEventListener("keydown", closeOnEscape);
  addEventListener("popstate", () => {
    if (shown && !beside.matches) close(true);
  });

  function open(link) {
    const group = link.closest(GROUPS);
    const place = group ? [...document.querySelectorAll(GROUPS)].indexOf(group) : -1;
    const before = shown;
    shown = { key: keyOf(link), group, place };
    panel.hidden = false;
    document.body.classList.add(OPEN);
    // On a phone "back" leaves the panel, not the conversation.
    if (!before && !beside.matches) history.pushState({ kbEvidence: true }, "");
    arrange();
    if (before?.key !== shown.key) load();
    refresh();
    part("title").focus({ preventScroll: true });
  }

  function close(gone = false) {
    const link = findLink();
    shown = null;
    panel.hidden = true;
    document.body.classList.remove(OPEN);
    part("frame").contentWindow.location.replace("about:blank");
    arrange();
    mark();
    (link ?? document.querySelector("#kb-question textarea"))?.focus();
    if (!gone && history.state?.kbEvidence) history.back();
  }

  function closeOnEscape(event) {
    if (shown && event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      close();
    }
  }

  function step(by) {
    const keys = keysOfGroup();
    const key = keys[keys.indexOf(shown.key) + by];
    if (!key) return;
    shown.key = key;
    load();
    refresh();
    findLink()?.scrollIntoView({ block: "nearest" });
  }

  function load() {
    const address = new URL(shown.key, location.origin);
    part("tab").href = address.href;
    address.searchParams.set("panel", "1");
    panel.setAttribute("aria-busy", "true");
    say("loading");
    part("title").textContent = part("title").dataset.none;
    part("frame").contentWindow.location.replace(address.href); // no step in the browser's history
  }

  function showLoaded() {
    let page = null;
    try {
      page = part("frame").contentDocument;
    } catch {
      // The browser's own page about what it could not load.
    }
    if (!shown || page?.URL === "about:blank") return;
    const title = page?.querySelector("main[data-title]")?.dataset.title;
    panel.removeAttribute("aria-busy");
    if (title === undefined) {
      say("failed");
      return;
    }
    page.addEventListener("keydown", closeOnEscape);
    part("title").textContent = title;
    part("frame").title = title;
    say("", [part("position").textContent, title].filter(Boolean).join(": "));
  }

  // Says what happens: to be seen while a document is loading or has failed to, else for screen readers.
  function say(what, text) {
    part("state").textContent = what ? part("state").dataset[what] : text;
    panel.dataset.state = what;
  }

  function groupOfShown() {
    if (!shown?.group?.isConnected && shown?.place >= 0) {
      shown.group = document.querySelectorAll(GROUPS)[shown.place] ?? null; // the page was drawn anew
    }
    return shown?.group ?? null;
  }

  function keysOfGroup() {
    const group = groupOfShown();
    return group ? [...new Set(linksIn(group).map(keyOf))] : [];
  }

  function findLink() {
    const group = groupOfShown();
    return group ? linksIn(group).find((link) => keyOf(link) === shown.key) : null;
  }

  function mark() {
    const current = new Set(shown && groupOfShown() ? linksIn(shown.group).filter((a) => keyOf(a) === shown.key) : []);
    for (const link of document.querySelectorAll(`a[aria-current="true"][href*="${DOCUMENT}"]`)) {
      if (!current.has(link)) link.removeAttribute("aria-current");
    }
    for (const link of current) link.setAttribute("aria-current", "true");
  }

  function refresh() {
    if (!shown) return;
    mark();
    const keys = keysOfGroup();
    const at = keys.indexOf(shown.key);
    const text = at < 0 || keys.length < 2 ? "" : position(at + 1, keys.length);
    if (part("position").textContent !== text) part("position").textContent = text;
    for (const [name, there] of [["previous", at > 0], ["next", at >= 0 && at + 1 < keys.length]]) {
      part(name).hidden = !text;
      part(name).setAttribute("aria-disabled", String(!there)); // not disabled: it would lose the focus
    }
  }

  const position = (number, count) => part("position").dataset.text.replace("##", count).replace("#", number);

  // An answer that is still growing changes the page many times a second.
  function refreshSoon() {
    if (refreshing || !shown) return;
    refreshing = true;
    requestAnimationFrame(() => {
      refreshing = false;
      refresh();
    });
  }

  // Beside the page the panel is a part of it; over the page it is a dialog, and nothing else can be reached.
  function arrange() {
    const over = Boolean(shown) && !beside.matches;
    for (const other of document.body.children) {
      if (other !== panel) other.inert = over;
    }
    if (over) {
      panel.setAttribute("role", "dialog");
      panel.setAttribute("aria-modal", "true");
    } else {
      panel.removeAttribute("role");
      panel.removeAttribute("aria-modal");
    }
  }
})();
