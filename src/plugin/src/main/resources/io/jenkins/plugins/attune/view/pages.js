/** Hides the rows of a table that do not have what is typed into the field above it; without it, the field is a form. */
Behaviour.specify("[data-attune-filter]", "attune-filter", 0, (input) => {
  const rows = () => document.querySelectorAll("#" + input.dataset.attuneFilter + " > tbody > tr");
  const told = document.getElementById(input.dataset.attuneFilter + "-shown");
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    rows().forEach((row) => {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    });
    told.textContent = told.dataset.text.replace("{0}", shown);
  });
});

/** Shows how far something is, until it has ended; then the rest of the page may be another, too. */
Behaviour.specify("[data-attune-refresh]", "attune-refresh", 0, (part) => {
  const intervalMs = 1500;
  const isBusy = (inside) => inside.querySelector(".attune-fragment").dataset.attuneBusy === "true";
  const look = () => {
    fetch(part.dataset.attuneRefresh, { headers: { Accept: "text/html" }, cache: "no-store" })
      .then((response) => (response.ok ? response.text() : Promise.reject(new Error("status " + response.status))))
      .then((html) => {
        if (isBusy(new DOMParser().parseFromString(html, "text/html"))) {
          window.setTimeout(look, intervalMs);
        } else {
          window.location.reload();
        }
      })
      // Jenkins does not answer for a moment, or the user is not signed in any more; either may pass.
      .catch(() => window.setTimeout(look, 10 * intervalMs));
  };
  if (isBusy(part)) {
    window.setTimeout(look, intervalMs);
  }
});
