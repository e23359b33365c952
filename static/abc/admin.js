// The administration's search boxes say to screen readers what they are for; their library leaves it out.
(function () {
  "use strict";
  function name(holder) {
    var select = holder.previousElementSibling, box = holder.querySelector(".select2-selection"), said, shown;
    if (!select || !select.id || !box) { return; }
    shown = box.querySelector(".select2-selection__rendered");
    said = document.createElement("span");
    said.className = "visually-hidden";
    said.id = select.id + "_name";
    said.textContent = select.getAttribute("aria-label") || (select.labels[0] ? select.labels[0].textContent : "");
    holder.append(said);
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    box.setAttribute("aria-labelledby", said.id + " " + shown.id);
  }
  function nameAll() {
    document.querySelectorAll("select + .select2-container:not(:has(> .visually-hidden))").forEach(name);
    document.querySelectorAll(".select2-search__field:not([aria-label])").forEach(function (field) {
      var select = document.querySelector(".select2-container--open"), said = select && select.querySelector(".visually-hidden");
      if (said) { field.setAttribute("aria-label", said.textContent); }
    });
  }
  new MutationObserver(nameAll).observe(document.body || document.documentElement, { childList: true, subtree: true });
})();
