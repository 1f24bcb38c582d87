// Names for what Gradio leaves unnamed or names by its markup, in the language of the page.
"use strict";

(() => {
  const SPEAKERS = { user: "your_question", bot: "the_answer" };
  // Gradio names only languages that it knows itself; the page is in the one of ours that the browser prefers.
  const texts = () => window.gradio_config?.i18n_translations ?? {};
  const language = () => {
    const preferred = navigator.language.slice(0, 2);
    return preferred in texts() ? preferred : "en";
  };
  const say = (key) => texts()[language()]?.[key] ?? key;
  // What Gradio has no words for itself (Italian) it would show in English: then our words stand in for those.
  if (language() !== "en") window.gradio_config.i18n_translations.en = texts()[language()];

  const name = (element, label) => {
    if (element && element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
  };

  new MutationObserver(() => {
    if (document.documentElement.lang !== language()) document.documentElement.lang = language();
    for (const message of document.querySelectorAll('[role="log"] [data-testid]')) {
      const speaker = SPEAKERS[message.dataset.testid];
      if (!speaker) continue;
      if (message.getAttribute("role") !== "group") message.setAttribute("role", "group");
      name(message, say(message.querySelector(".kb-related") ? "related" : speaker));
    }
    name(document.querySelector("#kb-chat [role='log']"), say("conversation"));
    name(document.querySelector("#kb-question .stop-button"), say("stop"));
    const menu = document.getElementById("kb-menu");
    if (menu && !menu.hasAttribute("aria-controls")) {
      menu.setAttribute("aria-controls", "kb-side");
      menu.setAttribute("aria-expanded", String(matchMedia("(min-width: 72rem)").matches));
    }
    // Gradio makes the head of its notices a button with another button in it: the inner one, which closes, is enough.
    for (const head of document.querySelectorAll('.toast-header[role="button"]')) {
      head.removeAttribute("role");
      head.removeAttribute("tabindex");
    }
    // Links to passages open beside; only what leaves the page opens a tab of its own.
    for (const link of document.querySelectorAll('a[target="_blank"][href^="mailto:"], a[target="_blank"][download]')) {
      link.removeAttribute("target");
    }
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label", "lang"] });
})();
