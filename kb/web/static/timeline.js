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

  new MutationObserver(() => {
    for (const chart of document.querySelectorAll(".kb-chart .js-plotly-plot")) {
      if (known.has(chart) || !chart.on) continue;
      known.add(chart);
      chart.on("plotly_click", ({ points }) => points[0].customdata && show(points[0].customdata));
    }
  }).observe(document, { subtree: true, childList: true });
})();
