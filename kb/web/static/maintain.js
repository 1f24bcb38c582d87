// The maintainers' page: what changes is announced, and files are sent one by one to the server's own route.
"use strict";

(() => {
  const said = (key) => document.getElementById(`kb-say-${key}`)?.textContent ?? "";

  const announce = () => {
    for (const place of document.querySelectorAll(".kb-live:not([aria-live]), #kb-sent:not([aria-live])")) {
      place.setAttribute("aria-live", "polite");
    }
    // What scrolls can be reached by the keyboard, also where nothing in it can.
    for (const place of document.querySelectorAll('#kb-views [role="tabpanel"]:not([tabindex]), .kb-scroll:not([tabindex])')) {
      place.tabIndex = 0;
    }
  };
  new MutationObserver(announce).observe(document, { subtree: true, childList: true });

  const send = (file, topic, replace, show) =>
    new Promise((resolve) => {
      const asked = new URLSearchParams({ name: file.name, topic, replace });
      const request = new XMLHttpRequest();
      request.open("POST", `/maintain/upload?${asked}`);
      request.responseType = "json";
      request.upload.onprogress = (event) => {
        const share = event.lengthComputable ? Math.round((100 * event.loaded) / event.total) : 0;
        show(share < 100 ? `${said("upload_sending")} ${share} %` : said("upload_checking"));
      };
      request.onload = () => resolve({ status: request.status, ...(request.response ?? {}) });
      request.onerror = () => resolve({ status: 0, reason: "lost" });
      request.send(file);
    });

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  // Ask beside the file's name whether the older one goes.
  const ask = (row, text) =>
    new Promise((resolve) => {
      row.replaceChildren(text, " ", button(said("yes"), () => resolve(true)), " ", button(said("no"), () => resolve(false)));
    });

  const take = async (file, topic, list, largest) => {
    const item = document.createElement("li");
    const name = document.createElement("strong");
    const row = document.createElement("span");
    name.textContent = file.name;
    item.append(name, " ", row);
    list.append(item);
    const show = (text, kind) => {
      row.textContent = text;
      item.className = kind ?? "";
    };
    if (file.size > largest) {
      show(said("upload_too_large"), "kb-refused");
      return;
    }
    show(said("upload_sending"));
    let reply = await send(file, topic, false, show);
    if (reply.status === 409) {
      if (!(await ask(row, said("upload_replace")))) {
        item.remove();
        return;
      }
      show(said("upload_sending"));
      reply = await send(file, topic, true, show);
    }
    if (reply.status === 201) show(reply.told, "kb-taken");
    else show(reply.told || reply.detail || said("upload_lost"), "kb-refused");
  };

  document.addEventListener("change", async (event) => {
    const field = event.target;
    if (field.id !== "kb-files" || !field.files.length) return;
    const files = [...field.files];
    const topic = document.getElementById("kb-topic").value;
    const list = document.getElementById("kb-sent");
    const largest = Number(said("largest"));
    field.value = ""; // so that the same file can be chosen again
    list.replaceChildren();
    for (const file of files) await take(file, topic, list, largest);
    document.getElementById("kb-look-again")?.click();
  });
})();
