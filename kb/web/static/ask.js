// Brings the buttons in questions and answers to life: ask, change, copy, print, judge.
"use strict";

(() => {
  const texts = () => {
    const all = window.gradio_config?.i18n_translations ?? {};
    return all[document.documentElement.lang.slice(0, 2)] ?? all.en ?? {};
  };
  const say = (key) => texts()[key] ?? key;

  // A short notice that screen readers read out.
  let toast;
  const tell = (text) => {
    if (!toast) {
      toast = document.createElement("div");
      toast.className = "kb-toast";
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    toast.textContent = "";
    requestAnimationFrame(() => (toast.textContent = text));
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => (toast.textContent = ""), 6000);
  };

  // Gradio's inputs follow what is typed: typing is what this does.
  const type = (id, text) => {
    const input = document.querySelector(`#${id} textarea, #${id} input`);
    if (!input) return;
    const kind = input.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return input;
  };

  const ask = (question) => {
    const send = document.querySelector("#kb-question .submit-button");
    if (!send) return; // another answer is on its way
    document.getElementById("kb-ask-button")?.click();
    stopEditing();
    type("kb-question", question);
    requestAnimationFrame(() => document.querySelector("#kb-question .submit-button")?.click());
  };

  // The field is emptied here, as soon as the server has taken the question: whoever typed on meanwhile keeps that, and
  // whoever began to change an earlier question changes it. The server would empty what is in it by then.
  const field = () => document.querySelector("#kb-question textarea");
  const isAnswering = () => document.querySelector("#kb-question .stop-button") !== null;
  const lastQuestion = () => [...document.querySelectorAll("#kb-chat .user-row")].pop() ?? null;
  const lastText = () => lastQuestion()?.textContent ?? "";
  let bar; // says that an earlier question is being changed
  let sentText = null;
  let before = []; // the last question in the chat when that one was sent, and its text
  const emptyField = () => {
    if (sentText === null) return;
    if (!isAnswering() && lastQuestion() === before[0] && lastText() === before[1]) return;
    const value = field()?.value ?? "";
    // A question that failed at once is put back: it may stand here already when the page shows what became of it.
    const failed = value === sentText && lastQuestion()?.nextElementSibling?.querySelector(".kb-returned");
    if (failed && isAnswering()) return; // what is seen is the failure before this one
    if (!failed && value.startsWith(sentText)) type("kb-question", value.slice(sentText.length));
    if (!bar?.isConnected) type("kb-editing", "");
    sentText = null;
  };

  const dropQuestion = () => {
    const address = new URL(location.href);
    for (const name of ["q", "topic", "document", "since", "until"]) address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(null, "", address);
  };

  // changing an earlier question
  const startEditing = (button) => {
    const message = button.closest(".message");
    const question = message.querySelector(".kb-question").innerText;
    if (!bar) {
      bar = document.createElement("p");
      bar.className = "kb-editing-bar";
      bar.setAttribute("role", "status");
    }
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "kb-act";
    cancel.textContent = say("cancel");
    cancel.addEventListener("click", () => {
      stopEditing();
      type("kb-question", "")?.focus();
    });
    bar.replaceChildren(`${say("editing")} `, cancel);
    document.getElementById("kb-question").before(bar);
    type("kb-editing", button.id.replace("kb-edit-", ""));
    const input = type("kb-question", question);
    input?.focus();
    input?.setSelectionRange(question.length, question.length);
  };
  const stopEditing = () => {
    if (bar?.isConnected) type("kb-editing", "");
    bar?.remove();
  };

  const exchangeOf = (button) => button.closest(".kb-actions").id.replace("kb-exchange-", "");

  const copy = async (text, done) => {
    try {
      await navigator.clipboard.writeText(await text);
      tell(done);
    } catch {
      tell(say("copy_failed"));
    }
  };

  const read = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };

  // Mail programs take short links only; what is longer is pasted.
  const LONGEST_MAIL = 1800; // characters
  const send = async (button) => {
    button.closest("details")?.removeAttribute("open");
    const asked = [...document.querySelectorAll("#kb-chat .kb-question")];
    const above = asked.filter((one) => one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);
    const subject = above.pop()?.innerText ?? "";
    const text = await read(`/answer/${exchangeOf(button)}.txt`).catch(() => null);
    if (text === null) {
      tell(say("copy_failed"));
      return;
    }
    const short = `mailto:?subject=${encodeURIComponent(subject)}`;
    const whole = `${short}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
    if (whole.length > LONGEST_MAIL) await copy(text, say("mail_paste"));
    const link = document.createElement("a");
    link.href = whole.length > LONGEST_MAIL ? short : whole;
    document.body.append(link);
    link.click();
    link.remove();
  };

  // judging: what is stored is said before it is sent
  const judge = (button, verdict) => {
    const dialog = document.createElement("dialog");
    dialog.className = "kb-dialog";
    dialog.setAttribute("aria-labelledby", "kb-dialog-title");
    dialog.setAttribute("aria-describedby", "kb-dialog-consent");
    const form = document.createElement("form");
    form.method = "dialog";
    const part = (name, text, changes = {}) => {
      const element = Object.assign(document.createElement(name), changes);
      if (text) element.textContent = text;
      form.append(element);
      return element;
    };
    part("h2", say(verdict === "up" ? "helpful" : "not_helpful"), { id: "kb-dialog-title" });
    part("label", say(verdict === "up" ? "judge_up" : "judge_down"), { htmlFor: "kb-reason" });
    const reason = part("textarea", "", { id: "kb-reason", rows: 3, maxLength: 1000 });
    part("p", say("judge_consent"), { id: "kb-dialog-consent" });
    part("button", say("judge_send"), { type: "submit", className: "kb-primary" });
    part("button", say("cancel"), { type: "button" }).addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async () => {
      const body = JSON.stringify({ id: exchangeOf(button), verdict, reason: reason.value });
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch("/feedback", { method: "POST", headers, body }).catch(() => null);
      tell(say(answer?.ok ? "judge_thanks" : "judge_failed"));
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      button.focus();
    });
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  };

  const print = (button) => {
    button.closest("details")?.removeAttribute("open");
    window.print();
  };

  // The conversations stand beside the chat where there is room, until one closes them; else they are closed at first.
  const wide = matchMedia("(min-width: 72rem)");
  const sideOpen = () => document.body.classList.contains("kb-side-toggled") !== wide.matches;
  const showSide = (open) => {
    document.body.classList.toggle("kb-side-toggled", open !== wide.matches);
    document.getElementById("kb-menu")?.setAttribute("aria-expanded", String(open));
  };
  wide.addEventListener("change", () => showSide(wide.matches));

  document.addEventListener("click", (event) => {
    const element = event.target.closest?.("a, button, label");
    const modified = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    for (const menu of document.querySelectorAll("details.kb-save[open]")) {
      if (!event.target.closest("summary") || !menu.contains(event.target)) menu.open = false;
    }
    if (!element || modified) return;
    const is = (name) => element.classList.contains(name);
    if (is("kb-ask")) {
      event.preventDefault();
      ask(new URL(element.href).searchParams.get("q"));
    } else if (is("kb-link")) {
      event.preventDefault();
      copy(element.href, say("link_copied"));
    } else if (is("kb-copy")) copy(read(`/answer/${exchangeOf(element)}.txt`), say("copied"));
    else if (is("kb-edit")) startEditing(element);
    else if (is("kb-print")) print(element);
    else if (is("kb-send")) send(element);
    else if (is("kb-up")) judge(element, "up");
    else if (is("kb-down")) judge(element, "down");
    else if (element.id === "kb-menu") {
      showSide(!sideOpen());
      if (sideOpen() && !wide.matches) document.getElementById("kb-new")?.focus();
    } else if (element.closest("#kb-new, #kb-delete, #kb-conversations")) {
      dropQuestion();
      if (bar?.isConnected) type("kb-question", "");
      stopEditing();
      if (!wide.matches) showSide(false);
      if (element.closest("#kb-new")) document.querySelector("#kb-question textarea")?.focus();
    }
  });

  // The newest question goes to the top, so that its answer is read from the beginning; whoever scrolls decides.
  let newest = null;
  let following = false;
  new MutationObserver(() => {
    emptyField();
    const last = lastQuestion();
    if (last !== newest) following = true;
    newest = last;
    if (!following) return;
    last?.scrollIntoView({ block: "start" });
    following = !last?.nextElementSibling?.querySelector(".kb-actions");
  }).observe(document, { subtree: true, childList: true, characterData: true });
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(kind, () => (following = false), { capture: true, passive: true });
  }

  // Tells whether a question may be sent: while one is answered the next waits in the field, and what is sent twice in
  // a moment is asked once.
  const TWICE = 1000; // milliseconds
  let sentAt = -TWICE;
  const sent = () => {
    const again = sentText !== null && performance.now() - sentAt < TWICE;
    if (!field()?.value.trim() || isAnswering() || again) return false;
    sentText = field().value;
    sentAt = performance.now();
    before = [lastQuestion(), lastText()];
    dropQuestion();
    bar?.remove(); // what is changed is named until the page has taken it
    return true;
  };
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.("#kb-question .submit-button") && !sent()) event.stopImmediatePropagation();
    },
    true,
  );
  document.addEventListener(
    "keydown",
    (event) => {
      const entered = event.key === "Enter" && !event.shiftKey && !event.isComposing;
      if (entered && event.target === field() && !sent()) event.preventDefault();
      if (event.key === "Escape") {
        for (const menu of document.querySelectorAll("details.kb-save[open]")) {
          menu.open = false;
          menu.querySelector("summary").focus();
        }
        if (!wide.matches && sideOpen()) {
          showSide(false);
          document.getElementById("kb-menu").focus();
        }
      }
    },
    true,
  );
})();
