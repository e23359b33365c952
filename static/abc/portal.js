// The little that the browser does by itself. Every page works without it.
(function () {
  "use strict";

  // Leaving a changed form warns.
  document.querySelectorAll("form[data-abc-guard]").forEach(function (form) {
    var changed = form.querySelector(".form-error") !== null || document.querySelector(".abc-conflict") !== null;
    // Help must not cost what was typed: it opens beside the form.
    var help = document.querySelector("[data-abc-help]");
    var mark = function () { changed = true; if (help) { help.target = "_blank"; } };
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

  // A short name follows the name that it is made from, until somebody writes one.
  document.querySelectorAll("[data-abc-made-from]").forEach(function (short) {
    var name = document.getElementById(short.dataset.abcMadeFrom), letters = { "æ": "ae", "ø": "oe", "å": "aa" };
    if (!name || short.value) { return; }
    var follow = function () {
      var plain = name.value.toLowerCase().replace(/[æøå]/g, function (letter) { return letters[letter]; });
      plain = plain.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
      short.value = plain.replace(/[^a-z0-9]+/g, "-").slice(0, 50).replace(/^-+|-+$/g, "");
    };
    name.addEventListener("input", follow);
    short.addEventListener("input", function () { name.removeEventListener("input", follow); }, { once: true });
  });

  // A field that only fits some answers to another is hidden, and not sent, while it does not: "target_kind=number share".
  function fit(form) {
    form.querySelectorAll("[data-abc-when]").forEach(function (field) {
      var wish = field.dataset.abcWhen.split("="), asked = form.elements[wish[0]], group = field.closest(".form-group");
      var value = asked && asked.type === "checkbox" && !asked.checked ? "" : asked && asked.value;
      var fits = !asked || wish[1].split(" ").indexOf(value) >= 0 && !asked.closest("[hidden]");
      if (group) { group.hidden = !fits; }
      if (!("abcLocked" in field.dataset)) { field.disabled = !fits; }
    });
  }
  document.querySelectorAll("form").forEach(function (form) {
    if (!form.querySelector("[data-abc-when]")) { return; }
    form.querySelectorAll("[data-abc-when]:disabled").forEach(function (field) { field.dataset.abcLocked = ""; });
    fit(form);
    form.addEventListener("change", function () { fit(form); });
  });

  // A field in which one types to choose one of many has its own script.
  var chooses = document.querySelector("[data-abc-choose]");
  if (chooses) { document.head.append(Object.assign(document.createElement("script"), { src: chooses.dataset.abcScript })); }

  // A rejected form puts the reader at the summary of what is wrong.
  var summary = document.querySelector("[data-abc-focus]");
  if (summary) { summary.focus(); }

  // A wide table opens where today is.
  document.querySelectorAll("[data-abc-shown]").forEach(function (cell) {
    var region = cell.closest(".abc-scroll"), first = region && region.querySelector("tbody th[scope=row]");
    if (region) { region.scrollLeft = cell.offsetLeft - (first ? first.offsetWidth : 0); }
  });

  // A table that is wider than its place says that there is more to either side, and moves there.
  document.querySelectorAll("[data-abc-more]").forEach(function (bar) {
    var region = bar.nextElementSibling, ends = bar.querySelectorAll("button");
    function fit() {
      var most = region.scrollWidth - region.clientWidth;
      bar.hidden = most < 2;
      ends[0].setAttribute("aria-disabled", region.scrollLeft < 2);
      ends[1].setAttribute("aria-disabled", region.scrollLeft > most - 2);
    }
    ends.forEach(function (end, place) {
      end.addEventListener("click", function () { region.scrollLeft += (place ? 1 : -1) * region.clientWidth / 2; });
    });
    region.addEventListener("scroll", fit);
    window.addEventListener("resize", fit);
    fit();
  });

  // An open menu closes when one goes elsewhere; Escape closes it and gives the focus back.
  var menus = "details.abc-user[open], details.abc-nav--narrow[open], details.abc-excel[open]";
  function leave(event) {
    document.querySelectorAll(menus).forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  }
  document.addEventListener("click", leave);
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll(menus).forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // The search opens over the page, by Ctrl+K or /, and from the menu; without this the menu leads to its page.
  var opener = document.querySelector("[data-abc-search]"), search;
  function made(tag, attributes, parts) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    element.append.apply(element, parts || []);
    return element;
  }
  function openSearch(event) {
    var onPage = document.querySelector("[data-abc-words]"), words = opener.dataset;
    event.preventDefault();
    if (onPage) { onPage.focus(); onPage.select(); return; }
    if (!search) {
      var input = made("input", { type: "search", name: "q", class: "form-input", "aria-label": words.abcLabel, placeholder: words.abcLabel, maxlength: 200, autocomplete: "off" });
      var form = made("form", { action: opener.href, method: "get", role: "search" }, [input]);
      var close = made("button", { type: "button", class: "abc-linkbutton" }, [words.abcClose]);
      search = made("dialog", { class: "abc-search", "aria-label": opener.textContent.trim(), "data-abc-search-dialog": "" }, [
        made("div", { class: "abc-search__row" }, [form, close]), made("div", { "data-abc-found": "" })]);
      close.addEventListener("click", function () { search.close(); });
      document.body.append(search, made("script", { src: words.abcSearch }));
    }
    if (!search.open) { search.showModal(); }
    search.querySelector("input").select();
  }
  if (opener) {
    opener.addEventListener("click", function (event) { if (!event.ctrlKey && !event.metaKey) { openSearch(event); } });
    document.addEventListener("keydown", function (event) {
      var writes = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
      var slash = event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey && window.localStorage.getItem("abc-slash") !== "off";
      var combined = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (slash || combined && !(writes && writes.isContentEditable)) { openSearch(event); }
    });
  }
  // A single key is in the way of who speaks to the computer, so it can be turned off.
  var slashBox = document.querySelector("[data-abc-slash]");
  if (slashBox) {
    slashBox.parentElement.hidden = false;
    slashBox.checked = window.localStorage.getItem("abc-slash") !== "off";
    slashBox.addEventListener("change", function () { window.localStorage.setItem("abc-slash", slashBox.checked ? "on" : "off"); });
  }
})();
