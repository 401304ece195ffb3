// Progressive only: every page works without this file. Shortcuts with an off switch, one submit per form, focus on mistakes, print.
(() => {
  "use strict";
  const STORE = "kheo-shortcuts";
  const AGAIN = 5000;
  const ROWS = ".prop:not(.off), .queue > li, [data-row]";

  // A form is sent once; the server's own token is the real guard. Buttons stay enabled, so their name and value are sent.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, AGAIN); // the answer may have been a download: then the page stays
  });
  const reopen = (root) => root.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  window.addEventListener("pageshow", () => reopen(document));
  document.addEventListener("htmx:afterRequest", () => reopen(document));

  // Mistakes take the focus, on load and after a fragment was swapped in.
  const showMistakes = (root) => {
    const summary = root.querySelector(".err-sum[autofocus]");
    if (summary) summary.focus();
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    showMistakes(event.target.parentElement || document);
    // The pressed button is often gone after a swap: then the new heading takes the focus, and is read out.
    if (document.activeElement === document.body) event.target.querySelector("h1[tabindex]")?.focus();
  });

  // A form that is refused altogether (no right, not found, our fault) shows the server's own page, as without script.
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.target.matches("form")) return;
    document.open();
    document.write(event.detail.xhr.responseText);
    document.close();
  });

  // Single-letter shortcuts: J next row, K row before, E edit, and whatever key a row's control names (D accept, B drop).
  const remembered = () => {
    try {
      return localStorage.getItem(STORE);
    } catch {
      return null;
    }
  };
  const remember = (value) => {
    try {
      localStorage.setItem(STORE, value);
    } catch {
      // Storage is closed: the switch then holds for this page only.
    }
  };
  let on = remembered() !== "off";

  const typing = (element) =>
    element.isContentEditable ||
    element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])");
  const shown = (element) => element.offsetParent !== null;
  const rows = () => [...document.querySelectorAll(ROWS)].filter(shown);
  const currentRow = () => document.activeElement.closest(ROWS);
  const doorOf = (row) => row.querySelector("[data-key=row]") || row.querySelector("a[href], button, input:not([type=hidden])");

  const step = (by) => {
    const all = rows();
    const at = all.indexOf(currentRow());
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    const row = all[next];
    if (!row) return;
    doorOf(row)?.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const edit = () => {
    const control = currentRow()?.querySelector("textarea, input:not([type=hidden], [type=checkbox], [type=radio]), select");
    control?.focus();
    control?.select?.();
    return Boolean(control);
  };
  const press = (key) => {
    const control = currentRow()?.querySelector(`[data-key="${key}"]`);
    control?.click();
    return Boolean(control);
  };
  const acts = {
    j: () => (step(1), true),
    k: () => (step(-1), true),
    e: edit,
    d: () => press("d"),
    b: () => press("b"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) {
      const row = event.target.closest(ROWS);
      if (row) doorOf(row)?.focus();
      return;
    }
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const act = acts[event.key.toLowerCase()];
    if (act && act()) event.preventDefault();
  });

  // Buttons that only make sense with script are in the page hidden, and are shown here.
  const words = (button) => {
    button.textContent = on ? button.dataset.off : button.dataset.on;
    button.setAttribute("aria-pressed", String(on));
  };
  const wake = (root) => {
    root.querySelectorAll("button[data-shortcuts]").forEach((button) => {
      button.hidden = false;
      words(button);
    });
    root.querySelectorAll("button[data-print]").forEach((button) => {
      button.hidden = false;
    });
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-shortcuts], button[data-print]");
    if (!button) return;
    if ("print" in button.dataset) {
      window.print();
      return;
    }
    on = !on;
    remember(on ? "on" : "off");
    document.querySelectorAll("button[data-shortcuts]").forEach(words);
  });

  document.addEventListener("htmx:load", (event) => wake(event.target));
  wake(document);
  showMistakes(document);
})();
