// Makes pages more comfortable; every page works without it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

// The design system's script comes only with a page that has something it moves.
const moved = "error-summary character-count password-input tabs accordion".split(" ").map((name) => `[data-module="govuk-${name}"]`);
const design = document.querySelector("script[data-govuk]")?.dataset.govuk;
if (design && document.querySelector([...moved, '[data-behaviour="exclusive"]', ".govuk-notification-banner[role=alert]"].join(","))) {
  const { initAll } = await import(design);
  initAll();
} else {
  // A second press within a second sends the form once.
  let sent = -Infinity;
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-prevent-double-click]")) return;
    if (event.timeStamp - sent < 1000) event.preventDefault();
    else sent = event.timeStamp;
  });
}

// A link that looks and reads as a button also answers to the space bar.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.('a[role="button"]')) return;
  event.preventDefault();
  event.target.click();
});

// The end of the session: a notice two minutes before, shared by all tabs. Nothing is reloaded, so nothing typed is lost.
const notice = document.getElementById("session-notice");
if (notice) {
  const key = "casework-last-used";
  const idle = Number(notice.dataset.idle) * 60000;
  const words = document.getElementById("session-words");
  const stay = document.getElementById("session-stay");
  const used = () => localStorage.setItem(key, String(Date.now()));
  used();
  setInterval(() => {
    const left = idle - (Date.now() - Number(localStorage.getItem(key)));
    if (left > 120000) {
      if (notice.open) notice.close();
      return;
    }
    if (left <= 0) {
      words.textContent = "You have been signed out. You can still send what you have typed: it is kept for you until you sign in again.";
      stay.textContent = "Close this notice";
      notice.classList.add("casework-session--over");
    }
    if (!notice.open && !notice.dataset.closed) notice.showModal();
  }, 10000);
  stay.addEventListener("click", async () => {
    notice.close();
    const answer = await fetch(notice.dataset.stay, { method: "POST", headers: { "X-CSRFToken": notice.dataset.token }, redirect: "manual" });
    if (answer.ok) used();
    else notice.dataset.closed = "yes";
  });
}
