// A field that one types in to choose one of many: an editable combobox with a list, as WAI-ARIA's authoring practices
// describe it. The suggestions come from the address that the field names; without this script the field is a text, which
// is matched when the form is saved. portal.js fetches this file for pages that have such a field.
(function () {
  "use strict";
  var WAIT = 200, lists = 0;

  function made(tag, attributes) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  }

  function Combobox(box) {
    this.box = box;
    this.input = box.querySelector("input[type=text]");
    // Where any number is chosen, each has a checkbox, and the text is only for one more.
    this.many = box.dataset.abcMany;
    this.key = this.many ? {} : box.querySelectorAll("input[type=hidden]")[1];
    this.was = this.many ? { value: "" } : box.querySelectorAll("input[type=hidden]")[0];
    this.id = "abc-forslag-" + (lists += 1);
    this.list = made("ul", { role: "listbox", id: this.id, class: "abc-choose__list", hidden: "", "aria-label": this.name() });
    this.status = made("span", { role: "status", class: "abc-choose__status" });
    this.input.after(this.list, this.status);
    this.rows = [];
    this.at = -1;
    this.asked = 0;
    this.begin();
  }

  Combobox.prototype.name = function () {
    var label = this.input.labels && this.input.labels[0];
    return this.input.getAttribute("aria-label") || (label ? label.textContent.trim() : "");
  };

  Combobox.prototype.begin = function () {
    var self = this, input = this.input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.id);
    input.addEventListener("input", function () {
      self.forgetOffers();
      window.clearTimeout(self.timer);
      self.timer = window.setTimeout(function () { self.ask(); }, WAIT);
    });
    input.addEventListener("keydown", function (event) { self.press(event); });
    input.addEventListener("click", function () { if (self.list.hidden) { self.ask(); } });
    input.addEventListener("blur", function () { self.close(); });
    // A press must not take the focus from the field before it has chosen.
    this.list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    this.list.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) { self.choose(Number(option.dataset.place)); }
    });
  };

  // The question among several does not fit another text; what somebody is adding stays until something else is chosen.
  Combobox.prototype.forgetOffers = function (also) {
    var offers = this.box.querySelector(".abc-choose__offers");
    if (offers && (also || !offers.querySelector("input[value=ny]:checked"))) { offers.remove(); }
  };

  Combobox.prototype.address = function (asked) {
    var address = new URL(this.box.dataset.abcChoose, window.location.href);
    Object.keys(asked).forEach(function (name) { address.searchParams.set(name, asked[name]); });
    return address;
  };

  Combobox.prototype.ask = function () {
    var self = this, number = (this.asked += 1);
    // What was chosen already is no search: the whole list opens.
    fetch(this.address({ q: this.input.value === this.was.value ? "" : this.input.value }), { headers: { Accept: "application/json" } })
      .then(function (answer) { if (!answer.ok || answer.redirected) { throw new TypeError("no answer"); } return answer.json(); })
      .then(function (found) { if (number === self.asked && document.activeElement === self.input) { self.show(found); } })
      .catch(function () { if (number === self.asked) { self.close(); self.status.textContent = self.failed(); } });
  };

  Combobox.prototype.failed = function () {
    var head = document.querySelector("meta[name='abc-session']");
    return head ? JSON.parse(head.dataset.words).noSuggestions : "";
  };

  Combobox.prototype.show = function (found) {
    var list = this.list, id = this.id;
    this.rows = found.add ? found.rows.concat([{ add: true, label: found.add }]) : found.rows;
    this.at = -1;
    list.replaceChildren();
    this.rows.forEach(function (row, place) {
      var option = made("li", { role: "option", id: id + "-" + place, "data-place": place, "aria-selected": "false" });
      option.append(row.label);
      if (row.add) { option.className = "abc-choose__add"; }
      if (row.note) {
        var note = made("span", { class: "abc-muted" });
        note.textContent = " · " + row.note;
        option.append(note);
      }
      list.append(option);
    });
    this.status.textContent = found.message;
    list.hidden = !this.rows.length;
    this.input.setAttribute("aria-expanded", String(!list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  };

  Combobox.prototype.close = function () {
    this.asked += 1;
    window.clearTimeout(this.timer);
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.at = -1;
  };

  Combobox.prototype.move = function (place) {
    var options = this.list.children;
    if (!options.length) { return; }
    if (this.at >= 0) { options[this.at].setAttribute("aria-selected", "false"); }
    this.at = (place + options.length) % options.length;
    options[this.at].setAttribute("aria-selected", "true");
    options[this.at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[this.at].id);
  };

  Combobox.prototype.press = function (event) {
    var open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) { this.move(event.key === "ArrowDown" ? this.at + 1 : Math.max(this.at, 0) - 1); } else { this.ask(); }
    } else if (event.key === "Enter" && open && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  };

  Combobox.prototype.choose = function (place) {
    var row = this.rows[place];
    if (row.add) { return this.add(); }
    if (this.many) { return this.tick(row); }
    this.input.value = this.was.value = row.label;
    this.key.value = row.key;
    this.close();
    this.forgetOffers(true);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  Combobox.prototype.tick = function (row) {
    var boxes = Array.from(this.box.querySelectorAll("input[type=checkbox]")), id = this.input.id + "_" + row.key;
    var known = boxes.find(function (box) { return box.value === String(row.key); });
    if (!known) {
      var group = made("div", { class: "form-group-checkbox" }), label = made("label", { class: "form-label", for: id });
      known = made("input", { class: "form-checkbox", type: "checkbox", name: this.many, value: row.key, id: id });
      label.textContent = row.label;
      group.append(known, label);
      this.box.querySelector(".abc-ticks").append(group);
    }
    known.checked = true;
    this.input.value = "";
    this.close();
    this.forgetOffers(true);
    this.status.textContent = "✓ " + row.label;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // What the list lacks: the fields of a new row come from the server, after the rows that it may be.
  Combobox.prototype.add = function () {
    var self = this;
    this.close();
    fetch(this.address({ q: this.input.value, ny: this.key.name }))
      .then(function (answer) { if (!answer.ok || answer.redirected) { throw new TypeError("no answer"); } return answer.text(); })
      .then(function (html) {
        self.forgetOffers(true);
        self.box.insertAdjacentHTML("beforeend", html);
        begin(self.box.querySelector(".abc-choose__offers"));
        self.input.dispatchEvent(new Event("change", { bubbles: true }));
        self.box.querySelector(".abc-choose__offers input[type=radio]").focus();
      })
      .catch(function () { self.status.textContent = self.failed(); });
  };

  function begin(root) {
    root.querySelectorAll("[data-abc-choose]").forEach(function (box) { new Combobox(box); });
  }
  begin(document);
})();
