// Keeps the parts of a page that are marked as live up to date. Everything can be read without it.
const pulse = document.body.dataset.pulse;

if (pulse) {
  let isBusy = false;
  let isStale = false;

  const refresh = async () => {
    if (isBusy || document.hidden) {
      isStale = true;
      return;
    }
    isBusy = true;
    isStale = false;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "error" });
      if (answer.ok) {
        replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
    } catch {
      // The next pulse tries again.
    }
    isBusy = false;
    if (isStale && !document.hidden) {
      refresh();
    }
  };

  // A part that somebody is just working in stays as it is.
  const replace = (page) => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && !part.contains(document.activeElement) && part.innerHTML !== fresh.innerHTML) {
        part.replaceChildren(...document.adoptNode(fresh).childNodes);
      }
    }
  };

  new EventSource(pulse).addEventListener("pulse", refresh);
  document.addEventListener("visibilitychange", () => {
    if (isStale && !document.hidden) {
      refresh();
    }
  });
}

for (const form of document.querySelectorAll("form[data-ask]")) {
  form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.ask)) {
      event.preventDefault();
    }
  });
}
