// Gradio labels each message with its markup, which a screen reader reads out. Label it by who speaks.
"use strict";

const SPEAKERS = { user: "Your question", bot: "Answer" };

new MutationObserver(() => {
  for (const message of document.querySelectorAll('[role="log"] [data-testid]')) {
    const speaker = SPEAKERS[message.dataset.testid];
    if (speaker && message.getAttribute("aria-label") !== speaker) {
      message.setAttribute("role", "group");
      message.setAttribute("aria-label", speaker);
    }
  }
}).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
