/**
 * Keeps the page of queues up to date without a reload, and carries out what people do there.
 *
 * The changing part of the page is fetched as HTML and put in place only where something but the ages differs, so that
 * neither the focus nor a selection is lost for nothing. Nothing is fetched while the page is hidden.
 */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";

  const board = document.getElementById("attune-board");
  if (!board) {
    return;
  }
  const content = document.getElementById("attune-content");
  const news = document.getElementById("attune-news");
  const trouble = document.getElementById("attune-trouble");
  const live = document.getElementById("attune-live");
  const text = board.dataset;
  const intervalMs = Number(text.attuneIntervalMs);
  const longestIntervalMs = 60000;
  const tickMs = 1000;

  let timer = null;
  let waitMs = intervalMs;
  let stopped = false;
  let aheadMs = 0;
  let shown = null;
  let latest = 0;

  const age = (millis) => {
    const seconds = Math.max(0, Math.floor(millis / 1000));
    const parts = [
      [Math.floor(seconds / 86400), "d"],
      [Math.floor(seconds / 3600) % 24, "h"],
      [Math.floor(seconds / 60) % 60, "min"],
      [seconds % 60, "s"],
    ];
    const first = Math.min(
      parts.findIndex(([number]) => number > 0) + 1 || parts.length,
      parts.length,
    );
    return parts
      .slice(first - 1, first + 1)
      .filter(([number], index) => index === 0 || number > 0)
      .map(([number, unit]) => number + " " + unit)
      .join(" ");
  };

  const tick = () => {
    const now = Date.now() + aheadMs;
    content.querySelectorAll("[data-attune-since]").forEach((element) => {
      const told = age(now - Number(element.dataset.attuneSince));
      if (element.textContent !== told) {
        element.textContent = told;
      }
    });
  };

  /** What would make it worth to show the fragment anew: all but the ages. */
  const gist = (fragment) => {
    const copy = fragment.cloneNode(true);
    copy.querySelectorAll("[data-attune-since]").forEach((element) => {
      element.textContent = "";
      element.removeAttribute("data-attune-since");
    });
    return copy.innerHTML;
  };

  /** What had the focus may be another element by now, or gone; then whoever uses the keyboard goes on from here. */
  const focus = (id) => {
    (document.getElementById(id) || content).focus({ preventScroll: true });
  };

  /** Jenkins removes a dialog when it has faded, and leaves the focus nowhere. */
  const giveFocusBack = (id) => {
    const opened = [...document.querySelectorAll("dialog.jenkins-dialog")].pop();
    opened.addEventListener("animationend", () => {
      window.setTimeout(() => {
        if (!opened.isConnected && document.activeElement === document.body) {
          focus(id);
        }
      });
    });
  };

  const put = (fragment) => {
    const focused = document.activeElement;
    const inside = content.contains(focused);
    content.replaceChildren(fragment);
    Behaviour.applySubtree(content, false);
    if (inside) {
      focus(focused.id);
    }
  };

  const take = (html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const fragment = parsed.querySelector(".attune-fragment");
    if (!fragment) {
      throw new Error("not the fragment");
    }
    aheadMs = Number(fragment.dataset.attuneNow) - Date.now();
    const told = gist(fragment);
    if (told !== shown) {
      const summary = fragment.dataset.attuneSummary;
      put(document.adoptNode(fragment));
      if (shown !== null && news.textContent !== summary) {
        news.textContent = summary;
      }
      shown = told;
    }
    tick();
  };

  const refresh = async () => {
    window.clearTimeout(timer);
    latest += 1;
    const mine = latest;
    try {
      const response = await fetch(text.attuneUrl + window.location.search, {
        headers: { Accept: "text/html" },
        cache: "no-store",
      });
      if (mine !== latest) {
        return;
      }
      if (response.ok) {
        take(await response.text());
        trouble.textContent = "";
        waitMs = intervalMs;
      } else {
        trouble.textContent = response.status === 403 ? text.textDenied : text.textLost;
        waitMs = Math.min(2 * waitMs, longestIntervalMs);
      }
    } catch (error) {
      if (mine !== latest) {
        return;
      }
      trouble.textContent = text.textLost;
      waitMs = Math.min(2 * waitMs, longestIntervalMs);
    }
    plan();
  };

  const plan = () => {
    window.clearTimeout(timer);
    if (!stopped && !document.hidden) {
      timer = window.setTimeout(refresh, waitMs);
    }
  };

  /** What was refused, in a dialog that waits for the reader: the message, then what was missed, one line each. */
  const explain = (title, message, missed, id) => {
    const told = document.createElement("div");
    const first = document.createElement("p");
    first.textContent = message;
    told.append(first);
    if (missed.length > 0) {
      const list = document.createElement("ul");
      missed.forEach((change) => {
        const item = document.createElement("li");
        item.textContent =
          change.by + ", " + new Date(change.at).toLocaleString() + ": " + change.changes.join(", ");
        list.append(item);
      });
      told.append(list);
    }
    dialog.alert(title, { content: told });
    giveFocusBack(id);
  };

  const send = async (url, fields, id) => {
    let response;
    try {
      response = await fetch(url, {
        method: "POST",
        headers: crumb.wrap({ Accept: "application/json" }),
        body: new URLSearchParams(fields),
      });
    } catch (error) {
      explain(text.textRefused, text.textLost, [], id);
      return;
    }
    const json = (response.headers.get("Content-Type") || "").startsWith("application/json");
    const answer = json ? await response.json() : {};
    if (response.ok) {
      notificationBar.show(text.textOk, notificationBar.SUCCESS);
    } else if (answer.missed && answer.missed.length > 0) {
      explain(text.textStale, text.textMissed, answer.missed, id);
    } else {
      const denied = response.status === 403 ? text.textDenied : text.textFailed;
      explain(text.textRefused, answer.message || denied, [], id);
    }
    await refresh();
  };

  const ask = (button) => {
    const template = button.dataset.dialog && document.getElementById(button.dataset.dialog);
    if (!template) {
      return dialog
        .confirm(button.dataset.title, {
          message: button.dataset.message,
          type: button.dataset.type || "default",
        })
        .then(() => new FormData());
    }
    const form = template.content.firstElementChild.cloneNode(true);
    const known = form.querySelector("[name=limit]");
    if (known) {
      known.value = button.dataset.valueLimit || "";
    }
    const answered = dialog.form(form, {
      title: button.dataset.title,
      okText: button.dataset.button,
      minWidth: "450px",
      maxWidth: "550px",
      submitButton: false,
    });
    form.querySelector("input").focus();
    return answered;
  };

  content.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-attune-do]");
    if (!button) {
      return;
    }
    const url = button.dataset.attuneDo;
    const fields = new FormData();
    ["version", "ticket"]
      .filter((name) => button.dataset[name] !== undefined)
      .forEach((name) => fields.set(name, button.dataset[name]));
    let given;
    try {
      const answered = ask(button);
      giveFocusBack(button.id);
      given = await answered;
    } catch (cancelled) {
      return;
    }
    given.forEach((value, name) => fields.set(name, value));
    await send(url, fields, button.id);
  });

  live.addEventListener("click", () => {
    stopped = !stopped;
    live.setAttribute("aria-pressed", String(stopped));
    live.querySelector("span").textContent = stopped ? text.textGo : text.textStop;
    if (stopped) {
      window.clearTimeout(timer);
    } else {
      refresh();
    }
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      window.clearTimeout(timer);
    } else if (!stopped) {
      refresh();
    }
  });

  aheadMs = Number(content.querySelector(".attune-fragment").dataset.attuneNow) - Date.now();
  shown = null;
  window.setInterval(tick, tickMs);
  plan();
});
