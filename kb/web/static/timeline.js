// A point of the timeline leads to its event in the list; the list has everything without the chart.
"use strict";

(() => {
  const known = new WeakSet();

  const show = (target) => {
    const entry = document.getElementById(target);
    if (!entry) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    entry.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "center" });
    entry.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".kb-chart-switch");
    if (!button) return;
    document.body.classList.toggle("kb-chart-open");
    tellOpen();
  });

  // The button is drawn anew with every choice, and tells how the chart stands.
  const tellOpen = () => {
    const open = String(document.body.classList.contains("kb-chart-open"));
    for (const button of document.querySelectorAll(".kb-chart-switch")) {
      if (button.getAttribute("aria-expanded") !== open) button.setAttribute("aria-expanded", open);
    }
  };

  new MutationObserver(() => {
    tellOpen();
    for (const chart of document.querySelectorAll(".kb-chart .js-plotly-plot")) {
      if (known.has(chart) || !chart.on) continue;
      known.add(chart);
      // What scrolls can be reached by the keyboard.
      chart.closest(".kb-timeline-chart")?.setAttribute("tabindex", "0");
      chart.on("plotly_click", ({ points }) => points[0].customdata && show(points[0].customdata));
    }
  }).observe(document, { subtree: true, childList: true });
})();
