// Under each rich text a bar that puts figures, footnotes and images into it, as marks in double square brackets.
// Without the editor they go into the field itself; without this script the form lists what can be written.
(function () {
  "use strict";
  var pattern = document.getElementById("abc-marks"), editors = new WeakMap();
  document.addEventListener("prose-editor:ready", function (event) { editors.set(event.detail.textarea, event.detail.editor); });

  // A mark ends at its brackets, and its parts are told apart by a bar.
  function plain(text) {
    return text.replace(/\[/g, "(").replace(/\]/g, ")").replace(/\|/g, "/").replace(/\s+/g, " ").trim();
  }

  function put(area, mark, alone) {
    var editor = editors.get(area), text = { type: "text", text: mark };
    if (editor) {
      editor.chain().focus().insertContent(alone ? { type: "paragraph", content: [text] } : text).run();
      return;
    }
    var typed = mark.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    area.setRangeText(alone ? "<p>" + typed + "</p>" : typed, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  // The fields of a row in their order; the mark is made when each that must be filled in is.
  function insert(area, bar, row) {
    var fields = Array.from(row.querySelectorAll("select, input")), status = bar.querySelector("[role='status']");
    var values = fields.map(function (each) { return plain(each.value); });
    var empty = fields.find(function (each, place) { return each.hasAttribute("aria-required") && !values[place]; });
    fields.forEach(function (each) { each.toggleAttribute("aria-invalid", each === empty); });
    if (empty) {
      status.textContent = empty.dataset.abcMissing;
      empty.focus();
      return;
    }
    while (values.length > 1 && !values[values.length - 1]) { values.pop(); }
    status.textContent = bar.dataset.abcInserted;
    put(area, "[[" + row.dataset.abcMark + ":" + values.join("|") + "]]", row.dataset.abcMark === "billede");
    fields.forEach(function (each) { each.value = ""; });
  }

  function furnish(area) {
    var bar = pattern.content.firstElementChild.cloneNode(true);
    bar.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (button) { insert(area, bar, button.closest("[data-abc-mark]")); }
    });
    bar.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target.matches("input, select")) {
        event.preventDefault();
        insert(area, bar, event.target.closest("[data-abc-mark]"));
      }
    });
    // What stands in the bar is not part of the form: it makes nothing changed.
    ["input", "change"].forEach(function (name) { bar.addEventListener(name, function (event) { event.stopPropagation(); }); });
    (area.closest(".prose-editor") || area).after(bar);
  }

  if (pattern) {
    document.querySelectorAll("textarea[data-django-prose-editor-configurable]").forEach(furnish);
    document.querySelectorAll("[data-abc-without-script]").forEach(function (each) { each.hidden = true; });
  }
})();
