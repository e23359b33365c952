// The rich-text editor: its names in the page's language, and a toolbar for keyboard and screen reader.
// It must run before the editor's own modules, which take their words and build their toolbar at once.
(function () {
  "use strict";
  var head = document.querySelector("meta[name='abc-editor-words']");
  var words = head ? JSON.parse(head.content) : {};
  var before = window.gettext;
  window.gettext = function (text) { return words[text] || (before ? before(text) : text); };

  // An icon's name is a picture, not a word; the button is named by what it does.
  function name(button) {
    var said = words[button.title] || button.title, level = Number(button.dataset.level), icon;
    button.title = said;
    button.setAttribute("aria-label", said);
    if (level) { button.dataset.level = level - 2; }
    if (!button.firstElementChild) {
      icon = document.createElement("span");
      icon.setAttribute("aria-hidden", "true");
      icon.dataset.icon = button.textContent;
      button.replaceChildren(icon);
    }
  }

  // What the editor says with a class alone is said to everybody.
  function tell(button) {
    var classes = button.classList;
    button.setAttribute("aria-disabled", String(classes.contains("disabled") && !classes.contains("active")));
    if (button.dataset.abcToggles === "yes") { button.setAttribute("aria-pressed", String(classes.contains("active"))); }
  }

  // One stop for the tab key; arrows, Home and End move inside.
  function rove(bar, buttons) {
    var shown = function () { return buttons.filter(function (each) { return !each.classList.contains("hidden"); }); };
    var stand = function (button) { buttons.forEach(function (each) { each.tabIndex = each === button ? 0 : -1; }); };
    stand(buttons[0]);
    bar.addEventListener("focusin", function (event) { stand(event.target.closest("button") || buttons[0]); });
    bar.addEventListener("keydown", function (event) {
      var all = shown(), at = all.indexOf(document.activeElement);
      var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) { return; }
      event.preventDefault();
      all[(to + all.length) % all.length].focus();
    });
  }

  function furnishBar(bar, box) {
    var buttons = Array.from(bar.querySelectorAll("button")), toggles = /^(heading|paragraph|bold|italic|orderedList)/;
    if (!buttons.length) { return; }
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", words.toolbar || "");
    bar.setAttribute("aria-controls", box.id);
    buttons.forEach(function (button) {
      if (toggles.test(button.dataset.name || "")) { button.dataset.abcToggles = "yes"; }
      name(button);
      tell(button);
      new MutationObserver(function () { tell(button); }).observe(button, { attributeFilter: ["class"] });
    });
    rove(bar, buttons);
  }

  // Tables take the tab key for themselves: after Escape it leaves the text. Alt+F10 goes to the toolbar.
  function openDoors(host, bar) {
    var leaving = false;
    host.addEventListener("keydown", function (event) {
      if (event.key === "F10" && event.altKey) { event.preventDefault(); bar.querySelector("button[tabindex='0']").focus(); }
      if (event.key === "Tab" && leaving) { event.stopPropagation(); }
      if (event.key !== "Shift") { leaving = event.key === "Escape"; }
    }, true);
  }

  // The editor's questions stand in a dialog, which is named by its heading.
  function furnishDialog(dialog) {
    var title = dialog.querySelector("h3");
    if (title) {
      title.id = dialog.querySelector("input").id + "-title";
      dialog.setAttribute("aria-labelledby", title.id);
    }
    dialog.querySelectorAll("option").forEach(function (option) {
      option.value = option.textContent;
      option.textContent = words[option.textContent] || option.textContent;
    });
  }

  function hint(area, box, host) {
    var hint = document.createElement("span");
    hint.className = "abc-unseen";
    hint.id = area.id + "_keys";
    hint.textContent = words.keys || "";
    host.append(hint);
    box.setAttribute("aria-describedby", [area.getAttribute("aria-describedby"), hint.id].filter(Boolean).join(" "));
  }

  // The text takes its name and notes from the field that it stands in for, and is reached from its label and its error.
  document.addEventListener("prose-editor:ready", function (event) {
    var area = event.detail.textarea, box = event.detail.editor.view.dom, host = box.parentElement;
    var label = document.querySelector("label[for='" + area.id + "']");
    var furnish = function () {
      var bar = host.querySelector(".prose-menubar");
      if (bar) { furnishBar(bar, box); openDoors(host, bar); }
    };
    box.id = area.id + "_text";
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    if (area.getAttribute("aria-invalid")) { box.setAttribute("aria-invalid", "true"); }
    if (label) {
      label.id = label.id || area.id + "_label";
      box.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", function (click) { click.preventDefault(); box.focus(); });
    }
    document.addEventListener("click", function (click) {
      if (click.target.closest("a[href='#" + area.id + "']")) { click.preventDefault(); box.focus(); }
    });
    hint(area, box, host);
    event.detail.editor.view.setProps({ transformPastedHTML: window.abcPaste });
    // The toolbar is built a moment after the text.
    if (host.querySelector(".prose-menubar")) { furnish(); } else { event.detail.editor.on("create", furnish); }
    new MutationObserver(function () { host.querySelectorAll("dialog:not([aria-labelledby])").forEach(furnishDialog); })
      .observe(host, { childList: true });
  });
})();
