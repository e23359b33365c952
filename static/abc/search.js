// The search over the page: what is typed is answered as one types, arrows move among what was found, and Escape closes.
// portal.js makes the dialog with its form and fetches this file when the search is first opened.
(function () {
  "use strict";
  var dialog = document.querySelector("dialog[data-abc-search-dialog]");
  var form = dialog.querySelector("form"), input = form.elements.q, found = dialog.querySelector("[data-abc-found]");
  var WAIT = 200, timer, asked = 0;

  function ask() {
    var number = (asked += 1), address = new URL(form.action);
    address.searchParams.set("q", input.value);
    address.searchParams.set("del", "1");
    if (!input.value.trim()) { found.replaceChildren(); return; }
    fetch(address)
      .then(function (answer) { if (!answer.ok || answer.redirected) { throw new TypeError("no answer"); } return answer.text(); })
      .then(function (html) { if (number === asked) { found.innerHTML = html; } })
      // The form itself leads to the page with the answer, or to signing in.
      .catch(function () { if (number === asked) { found.replaceChildren(); } });
  }

  function move(step) {
    var hits = Array.from(dialog.querySelectorAll("[data-abc-hit]")), at = hits.indexOf(document.activeElement) + step;
    if (!hits.length) { return; }
    (at < 0 ? input : hits[Math.min(at, hits.length - 1)]).focus();
  }

  input.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });
  dialog.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      // Browsers would first empty the field, and close only at the second press.
      event.preventDefault();
      dialog.close();
    }
  });
  // A press beside the dialog closes it.
  dialog.addEventListener("click", function (event) { if (event.target === dialog) { dialog.close(); } });
  if (input.value) { ask(); }
})();
