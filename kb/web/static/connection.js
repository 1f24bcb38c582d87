// While an answer is on its way it is noticed when the server is gone; the question can then be asked again.
"use strict";

(() => {
  const EVERY = 2500; // milliseconds
  const texts = () => {
    const all = window.gradio_config?.i18n_translations ?? {};
    return all[document.documentElement.lang.slice(0, 2)] ?? all.en ?? {};
  };
  let banner = null;

  const isThere = () =>
    fetch("/health", { signal: AbortSignal.timeout(EVERY) }).then(
      () => true,
      () => false,
    );

  const show = () => {
    const asked = [...document.querySelectorAll("#kb-chat .kb-question")].pop()?.innerText ?? "";
    const again = document.createElement("a");
    again.href = `/?q=${encodeURIComponent(asked)}`;
    again.textContent = texts().ask_again ?? "";
    banner = document.createElement("p");
    banner.className = "kb-notice kb-lost";
    banner.setAttribute("role", "alert");
    document.getElementById("kb-question").before(banner);
    banner.append(`${texts().connection_lost ?? ""} `, again);
  };

  setInterval(async () => {
    if (banner || !document.querySelector("#kb-question .stop-button")) return;
    if (!(await isThere()) && !banner) show();
  }, EVERY);
})();
