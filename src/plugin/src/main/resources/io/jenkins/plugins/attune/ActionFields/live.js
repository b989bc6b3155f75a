/**
 * Keeps the fields of an action's form in step with the action that is chosen, and has values checked while they are typed.
 *
 * The fields come from the controller as HTML. What was filled in goes with the question, so that it is in the answer
 * wherever the other action has a field for it.
 */
(() => {
  "use strict";

  const patienceMs = 400;

  const later = (task) => {
    let timer = null;
    return () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(task, patienceMs);
    };
  };

  const control = (group, name) => group.querySelector("[name='_." + name + "']");

  const textOf = (group, name) => {
    const found = control(group, name);
    if (!found) {
      return "";
    }
    return found.type === "checkbox" ? String(found.checked) : found.value;
  };

  const groups = (box, name, keys) =>
    Array.from(box.querySelectorAll("[name='" + name + "']")).map((group) => {
      const filled = {};
      keys.forEach((key) => {
        filled[key] = textOf(group, key);
      });
      return filled;
    });

  /** In the shape in which the whole form is submitted. */
  const filledIn = (box) => ({
    fields: groups(box, "fields", ["name", "kind", "absent", "value"]),
    secrets: groups(box, "secrets", ["parameter", "credentialsId"]),
    parameters: textOf(box, "parameters"),
  });

  const checkWhileTyping = (box) => {
    box.querySelectorAll("input.validated[type=text], textarea.validated").forEach((field) => {
      let told = field.value;
      const check = later(() => {
        if (field.isConnected && field.value !== told) {
          told = field.value;
          field.dispatchEvent(new Event("change"));
        }
      });
      field.addEventListener("change", () => {
        told = field.value;
      });
      field.addEventListener("input", check);
    });
  };

  const put = (box, html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const content = parsed.querySelector(".attune-fields__content");
    if (!content) {
      throw new Error("not the fields of an action");
    }
    box.replaceChildren(document.adoptNode(content));
    Behaviour.applySubtree(box, false);
    checkWhileTyping(box);
  };

  const follow = (box) => {
    const input = box.parentElement.querySelector("input.attune-action");
    if (!input) {
      return;
    }
    let asked = input.value.trim();
    let latest = 0;

    const take = (html, settled) => {
      if (settled || html.includes('data-attune-known="true"')) {
        put(box, html);
      }
    };

    /** @param settled whether whoever types has left the field: half a name is no action, and no reason to change anything */
    const ask = (settled) => {
      const action = input.value.trim();
      const shown = box.firstElementChild.dataset.attuneAction;
      if (action === asked && (action === shown || !settled)) {
        return;
      }
      asked = action;
      latest += 1;
      const mine = latest;
      box.setAttribute("aria-busy", "true");
      fetch(box.dataset.attuneUrl, {
        method: "POST",
        headers: crumb.wrap({ Accept: "text/html" }),
        body: new URLSearchParams({
          action,
          variables: box.dataset.attuneVariables,
          section: JSON.stringify(filledIn(box)),
        }),
      })
        .then((response) => {
          if (!response.ok) {
            throw new Error("status " + response.status);
          }
          return response.text();
        })
        .then((html) => {
          if (mine === latest) {
            box.removeAttribute("aria-busy");
            take(html, settled);
          }
        })
        .catch(() => {
          if (mine === latest) {
            box.removeAttribute("aria-busy");
            notificationBar.show(box.dataset.attuneTrouble, notificationBar.ERROR);
          }
        });
    };

    const soon = later(() => ask(document.activeElement !== input));
    // A name that is chosen from the list is set without an event; the key or the click that did it comes by here.
    ["input", "keyup", "focus"].forEach((kind) => input.addEventListener(kind, soon));
    input.addEventListener("change", () => ask(true));
    input.addEventListener("focusout", soon);
    checkWhileTyping(box);
  };

  Behaviour.specify(".attune-fields", "attune-fields", 0, (box) => {
    if (!box.dataset.attuneLive) {
      box.dataset.attuneLive = "true";
      follow(box);
    }
  });
})();
