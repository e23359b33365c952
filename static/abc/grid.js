// A table that is edited as a spreadsheet: the focused cell becomes a field, and each row is saved by itself.
// It knows nothing of what the figures mean. The table says where a row is posted (data-save) and its words; a row has
// data-row, a cell that can be written data-cell (its key) and data-at (its first column), and data-version when it
// holds something. The answer tells of each cell its state, text and version, and gives the cells named data-end anew.
(function () {
  "use strict";
  var WRITTEN = ["new", "changed", "deleted", "unchanged"];

  function grid(table) {
    var words = JSON.parse(table.dataset.words), bar = document.querySelector("[data-abc-grid-bar]");
    var status = bar.querySelector("[data-abc-grid-told]"), place = bar.querySelector("[data-abc-grid-place]");
    var own = bar.querySelector("[data-abc-grid-own]"), token = bar.querySelector("[name=csrfmiddlewaretoken]");
    var cells = Array.from(table.querySelectorAll("td[data-cell]")), rows = Array.from(table.querySelectorAll("tr[data-row]"));
    var field = document.createElement("input"), here = null, mode = "move", wanted = 0, past = [], busy = false, waits = false, timer = 0;
    if (!cells.length) { return; }
    field.className = "abc-cell__field";
    field.autocomplete = "off";
    field.spellcheck = false;

    // --- cells ---------------------------------------------------------------------------------------
    function prepare(cell) {
      var shown = cell.querySelector("[data-text]"), text = document.createElement("span");
      text.className = "abc-cell__text";
      text.textContent = (shown || cell).textContent;
      if (shown) {
        if (shown.href) { cell.dataset.own = shown.getAttribute("href"); }
        shown.replaceWith(text);
      } else { cell.replaceChildren(text); }
      cell.dataset.saved = text.textContent;
      cell.classList.add("abc-cell");
      cell.tabIndex = -1;
    }
    function text(cell) { return cell.querySelector(".abc-cell__text"); }
    function value(cell) { return "typed" in cell.dataset ? cell.dataset.typed : cell.dataset.saved; }
    function name(cell) {
      var head = cell.parentElement.querySelector("th");
      return head.firstChild.textContent.trim() + ", " + cell.dataset.title;
    }
    function said(sentence) { status.textContent = ""; status.textContent = sentence; }
    function fill(sentence, values) {
      return sentence.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; });
    }
    function mark(cell, state, sentence) {
      var note = cell.querySelector(".abc-cell__told");
      if (state) { cell.dataset.state = state; } else { delete cell.dataset.state; }
      if (note) { note.remove(); }
      if (sentence) {
        note = document.createElement("span");
        note.className = "abc-cell__told";
        note.id = "fejl-" + cell.parentElement.dataset.row + "-" + cell.dataset.cell;
        note.textContent = sentence;
        cell.append(note);
      }
      if (cell === here) { describe(); }
    }
    function describe() {
      var note = here.querySelector(".abc-cell__told");
      field.setAttribute("aria-label", name(here));
      if (note) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", note.id);
      } else { ["aria-invalid", "aria-describedby"].forEach(function (each) { field.removeAttribute(each); }); }
    }

    // --- the field in the focused cell ---------------------------------------------------------------
    function open(cell) {
      if (here === cell) { return field.focus(); }
      close();
      here = cell;
      mode = "move";
      cells.forEach(function (each) { if (each.tabIndex === 0) { each.tabIndex = -1; } });
      field.value = value(cell);
      field.inputMode = cell.classList.contains("abc-num") ? "text" : "";
      cell.prepend(field);
      cell.classList.add("abc-cell--open");
      describe();
      field.focus();
      field.select();
      place.textContent = name(cell);
      if (own) {
        own.hidden = !(cell.dataset.own || table.dataset.add);
        own.href = cell.dataset.own || fill(table.dataset.add || "", { row: cell.parentElement.dataset.row, cell: cell.dataset.cell });
      }
    }
    function close() {
      var cell = here;
      if (!cell) { return; }
      take(false);
      here = null;
      cell.classList.remove("abc-cell--open");
      field.remove();
      cell.tabIndex = 0;
    }
    function take(again) {
      var typed = field.value, failed = here.dataset.state === "failed";
      if (typed.trim() === value(here).trim() && !(again && failed)) { return; }
      put([{ cell: here, typed: typed }], true);
    }
    function put(changes, isNew) {
      if (isNew) { past.push(changes.map(function (each) { return { cell: each.cell, typed: value(each.cell) }; })); }
      changes.forEach(function (each) {
        var cell = each.cell;
        text(cell).textContent = each.typed;
        if (cell === here) { field.value = each.typed; }
        cell.dataset.typed = each.typed;
        if (each.typed.trim() === cell.dataset.saved.trim() && cell.dataset.state !== "saving" && cell.dataset.state !== "failed") {
          delete cell.dataset.typed;
          mark(cell, "");
        } else { mark(cell, "waiting"); }
      });
      clearTimeout(timer);
      timer = setTimeout(save, 50);
    }
    function undo() {
      var last = past.pop();
      if (!last) { return said(words.nothing); }
      put(last, false);
      said(words.undone);
    }

    // --- from cell to cell ---------------------------------------------------------------------------
    function covering(row, column) {
      return cells.find(function (each) {
        var at = Number(each.dataset.at);
        return each.parentElement === row && at <= column && column < at + each.colSpan;
      });
    }
    function go(cell) { if (cell) { open(cell); } return Boolean(cell); }
    function sideways(step) {
      var next = cells[cells.indexOf(here) + step];
      if (next && next.parentElement === here.parentElement) { wanted = Number(next.dataset.at); go(next); }
    }
    function along(step) {
      var next = cells[cells.indexOf(here) + step];
      if (next) { wanted = Number(next.dataset.at); }
      return go(next);
    }
    function upwards(step) {
      for (var at = rows.indexOf(here.parentElement) + step; at >= 0 && at < rows.length; at += step) {
        if (go(covering(rows[at], wanted))) { return; }
      }
    }
    function edge(last) {
      var inRow = cells.filter(function (each) { return each.parentElement === here.parentElement; });
      go(inRow[last ? inRow.length - 1 : 0]);
    }
    function putBack() {
      var was = here.dataset.saved;
      mode = "move";
      field.value = was;
      if (here.dataset.state === "failed" || "typed" in here.dataset && here.dataset.state !== "saving") {
        delete here.dataset.typed;
        text(here).textContent = was;
        mark(here, "");
      }
      field.select();
    }
    field.addEventListener("keydown", function (event) {
      var key = event.key, done = true, isWriting = field.value !== value(here);
      if (event.isComposing) { return; }
      if (key === "Enter" && (event.ctrlKey || event.metaKey)) { take(false); if (own && !own.hidden) { own.focus(); own.click(); } }
      else if (key === "Enter") { var from = here; take(true); upwards(event.shiftKey ? -1 : 1); if (here === from) { mode = "move"; field.select(); } }
      else if (key === "Tab") { done = along(event.shiftKey ? -1 : 1); }
      else if (key === "Escape") { putBack(); }
      else if (key === "F2") { mode = "write"; field.setSelectionRange(field.value.length, field.value.length); }
      else if (key === "ArrowUp" || key === "ArrowDown") { upwards(key === "ArrowUp" ? -1 : 1); }
      else if (mode !== "write" && !event.shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) { sideways(key === "ArrowLeft" ? -1 : 1); }
      else if (mode === "move" && !event.shiftKey && (key === "Home" || key === "End")) { edge(key === "End"); }
      else if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !isWriting) { undo(); }
      else { done = false; }
      if (done) { event.preventDefault(); }
    });
    field.addEventListener("input", function () { if (mode === "move") { mode = "type"; } });
    field.addEventListener("mousedown", function () { if (document.activeElement === field) { mode = "write"; } });
    field.addEventListener("focusout", function (event) {
      if (here && !here.contains(event.relatedTarget) && document.hasFocus()) { close(); }
    });
    table.addEventListener("focusin", function (event) {
      if (event.target.matches("td[data-cell]")) { wanted = Number(event.target.dataset.at); open(event.target); }
    });
    table.addEventListener("mousedown", function (event) {
      var cell = event.target.closest("td[data-cell]");
      if (cell && event.target !== field) { event.preventDefault(); wanted = Number(cell.dataset.at); open(cell); }
    });

    // --- a block from a spreadsheet ------------------------------------------------------------------
    field.addEventListener("paste", function (event) {
      var block = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
      if (!/[\t\n]/.test(block)) { return; }
      event.preventDefault();
      var first = rows.indexOf(here.parentElement), column = Number(here.dataset.at), changes = [], left = 0;
      block.split("\n").forEach(function (line, down) {
        var row = rows[first + down], found = [], lost = 0;
        line.split("\t").forEach(function (typed, across) {
          var cell = row && covering(row, column + across);
          if (cell && Number(cell.dataset.at) === column + across) { found.push({ cell: cell, typed: typed.trim() }); }
          else if (typed.trim()) { lost += 1; }
        });
        // Where a row's values do not meet its cells, its empty ones are no wish to delete what stands.
        changes = changes.concat(lost ? found.filter(function (each) { return each.typed; }) : found);
        left += lost;
      });
      if (changes.length) { put(changes, true); }
      mode = "move";
      said(fill(left ? words.pastedSome : words.pasted, { count: changes.length, left: left }));
    });

    // --- saving, one row at a time -------------------------------------------------------------------
    function save() {
      var first = cells.find(function (each) { return each.dataset.state === "waiting"; });
      if (busy || !first) { return; }
      var row = first.parentElement, sent = cells.filter(function (each) { return each.parentElement === row && each.dataset.state === "waiting"; });
      var data = new FormData();
      data.append("row", row.dataset.row);
      sent = sent.map(function (cell) {
        data.append("cell", cell.dataset.cell);
        data.append("typed-" + cell.dataset.cell, cell.dataset.typed);
        data.append("version-" + cell.dataset.cell, cell.dataset.version || "0");
        mark(cell, "saving");
        return { cell: cell, typed: cell.dataset.typed };
      });
      busy = true;
      post(data, true)
        .then(function (found) { taken(row, sent, found); })
        .catch(function (fault) { failed(sent, fault instanceof TypeError ? words.failed : fault.message); })
        .finally(function () { busy = false; save(); });
    }
    // A token that does not hold any more is exchanged once; who was signed out writes on after signing in again.
    function post(data, mayAsk) {
      data.set("csrfmiddlewaretoken", token.value);
      return fetch(table.dataset.save, { method: "POST", body: data, redirect: "manual", headers: { Accept: "application/json" } })
        .then(function (answer) {
          if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) { throw new Error(words.failed); }
          return answer.json().then(function (found) {
            if (answer.ok) { return found; }
            if (mayAsk && (answer.status === 401 || answer.status === 403)) { return renewed(data); }
            throw new Error(found.message);
          });
        });
    }
    function renewed(data) {
      return window.abcSession.now().then(function (found) {
        var hindrance = window.abcSession.hindrance(found);
        token.value = found.token;
        if (hindrance) { waits = !found.person; throw new Error(hindrance); }
        return post(data, false);
      });
    }
    // Signed in again in another window: what waits is saved when one comes back to this one.
    function resume() {
      if (!waits || document.hidden) { return; }
      window.abcSession.now().then(function (found) {
        if (!found.person) { return; }
        var hindrance = window.abcSession.hindrance(found);
        if (hindrance) { waits = false; return said(hindrance); }
        token.value = found.token;
        waits = false;
        cells.forEach(function (cell) { if (cell.dataset.state === "failed" && "typed" in cell.dataset) { mark(cell, "waiting"); } });
        save();
      }, function () {});
    }
    ["focus", "pageshow"].forEach(function (name) { window.addEventListener(name, resume); });
    document.addEventListener("visibilitychange", resume);
    function taken(row, sent, found) {
      var wrong = sent.filter(function (each) { return !settle(each, found.cells[each.cell.dataset.cell]); });
      Object.keys(found.ends || {}).forEach(function (end) {
        var box = row.querySelector("[data-end='" + end + "']");
        if (box) { box.innerHTML = found.ends[end]; }
      });
      if (wrong.length) { said(name(wrong[0].cell) + ": " + wrong[0].cell.querySelector(".abc-cell__told").textContent); }
      else { said(sent.length === 1 ? name(sent[0].cell) + ": " + words.saved : fill(words.savedMany, { count: sent.length })); }
    }
    // Whether the cell is saved; what was typed in it meanwhile waits for the next round.
    function settle(each, answer) {
      var cell = each.cell, isNewer = cell.dataset.typed !== each.typed, isWritten = WRITTEN.indexOf(answer.state) >= 0;
      if (answer.state !== "refused") { cell.dataset.version = answer.version; }
      if (answer.state !== "refused" || answer.text) { cell.dataset.saved = answer.text; }
      if (isNewer) { mark(cell, "waiting"); return isWritten; }
      if (!isWritten) { mark(cell, "failed", answer.message); return false; }
      delete cell.dataset.typed;
      if (answer.pk && table.dataset.edit) { cell.dataset.own = fill(table.dataset.edit, { pk: answer.pk }); } else { delete cell.dataset.own; }
      text(cell).textContent = answer.text;
      if (cell === here && mode === "move") { field.value = answer.text; field.select(); }
      mark(cell, "saved");
      return true;
    }
    function failed(sent, sentence) {
      sent.forEach(function (each) { mark(each.cell, "failed", sentence); });
      said(sentence);
    }
    window.addEventListener("beforeunload", function (event) {
      var open = here && field.value !== value(here);
      if (open || cells.some(function (each) { return each.dataset.state && each.dataset.state !== "saved"; })) {
        event.preventDefault();
        event.returnValue = "";
      }
    });

    cells.forEach(prepare);
    table.setAttribute("role", "grid");
    cells[0].tabIndex = 0;
  }

  document.querySelectorAll("table[data-abc-grid]").forEach(grid);
})();
