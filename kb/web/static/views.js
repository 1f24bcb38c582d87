// The address says which view is open, so that it can be kept, sent, and gone back from.
"use strict";

(() => {
  const tab = (view) => document.getElementById(`kb-${view}-button`);
  const asked = () => new URLSearchParams(location.search).get("view") || "ask";

  const open = () => {
    const button = tab(asked());
    if (button && button.getAttribute("aria-selected") !== "true") button.click();
    button?.scrollIntoView({ inline: "center", block: "nearest" });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.('#kb-views [role="tab"]');
    const view = button?.id.match(/^kb-(\w+)-button$/)?.[1];
    if (!view || view === asked()) return;
    const address = new URL(location.href);
    if (view === "ask") address.searchParams.delete("view");
    else address.searchParams.set("view", view);
    history.pushState(null, "", address);
  });

  addEventListener("popstate", open);

  // Gradio lays the page out by itself, and a tab is deaf for a moment after it is there: it is clicked until it opens.
  let left = 100;
  const opening = setInterval(() => {
    left -= 1;
    if (left === 0 || tab(asked())?.getAttribute("aria-selected") === "true") clearInterval(opening);
    else open();
  }, 100);
})();
