// The little that the browser does by itself. Every page works without it.
(function () {
  "use strict";

  // Leaving a changed form warns.
  document.querySelectorAll("form[data-abc-guard]").forEach(function (form) {
    var changed = form.querySelector(".form-error") !== null || document.querySelector(".abc-conflict") !== null;
    var mark = function () { changed = true; };
    form.addEventListener("input", mark);
    form.addEventListener("change", mark);
    form.addEventListener("submit", function () { changed = false; });
    window.addEventListener("beforeunload", function (event) {
      if (changed) { event.preventDefault(); event.returnValue = ""; }
    });
  });

  // Ask before what cannot be taken back.
  document.addEventListener("submit", function (event) {
    var asked = event.submitter && event.submitter.dataset.abcConfirm;
    if (asked && !window.confirm(asked)) { event.preventDefault(); }
  });

  // A rejected form puts the reader at the summary of what is wrong.
  var summary = document.querySelector("[data-abc-focus]");
  if (summary) { summary.focus(); }

  // The editor takes its name and its notes from the field that it stands in for.
  document.addEventListener("prose-editor:ready", function (event) {
    var area = event.detail.textarea, box = event.detail.editor.view.dom;
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    box.setAttribute("aria-labelledby", area.id + "_label");
    var notes = area.getAttribute("aria-describedby");
    if (notes) { box.setAttribute("aria-describedby", notes); }
  });

  // Escape closes an open menu and gives the focus back.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll("details.abc-user[open], details.abc-nav--narrow[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
