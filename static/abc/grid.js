// A table that is edited as a spreadsheet: the focused cell becomes a field, and each row is saved by itself.
// It knows nothing of what the figures mean. The table says where a row is posted (data-save) and its words; a row has
// data-row, and data-line, by which it is known which rows are filled in one after the other; a cell that can be written
// has data-cell (its key) and data-at (its first column), and data-version when it holds something. The answer tells of
// each cell its state, text and version, and gives the cells named data-end anew.
(function () {
  "use strict";
  var WRITTEN = ["new", "changed", "deleted", "unchanged"];

  function grid(table) {
    var words = JSON.parse(table.dataset.words), bar = document.querySelector("[data-abc-grid-bar]");
    var status = bar.querySelector("[data-abc-grid-told]"), place = bar.querySelector("[data-abc-grid-place]");
    var own = bar.querySelector("[data-abc-grid-own]"), token = bar.querySelector("[name=csrfmiddlewaretoken]");
    var cells = Array.from(table.querySelectorAll("td[data-cell]")), rows = Array.from(table.querySelectorAll("tr[data-row]"));
    var field = document.createElement("textarea"), here = null, mode = "move", wanted = 0, past = [], busy = false, waits = false, timer = 0;
    if (!cells.length) { return; }
    field.className = "abc-cell__field";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.rows = 1;

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
      field.rows = Math.min(8, field.value.split("\n").length);
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
    // After something was typed the next cell is one of the same line: a quarter's figures are typed past years and words.
    function upwards(step, line) {
      for (var at = rows.indexOf(here.parentElement) + step; at >= 0 && at < rows.length; at += step) {
        if ((!line || rows[at].dataset.line === line) && go(covering(rows[at], wanted))) { return; }
      }
    }
    function enter(step, line) {
      var from = here;
      take(true);
      upwards(step, line);
      if (here === from) { mode = "move"; field.select(); }
    }
    function isWords(cell) { return !cell.classList.contains("abc-num"); }
    function insert(typed) {
      field.setRangeText(typed, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input"));
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
      var line = here.parentElement.dataset.line;
      if (event.isComposing || mode === "write" && /^Arrow(Up|Down)$/.test(key) && /\n/.test(field.value)) { return; }
      if (key === "Enter" && (event.ctrlKey || event.metaKey)) { take(false); if (own && !own.hidden) { own.focus(); own.click(); } }
      else if (key === "Enter" && event.altKey && isWords(here)) { insert("\n"); }
      else if (key === "Enter") { enter(event.shiftKey ? -1 : 1, line); }
      else if (key === "Tab") { done = along(event.shiftKey ? -1 : 1); }
      else if (key === "Escape") { putBack(); }
      else if (key === "F2") { mode = "write"; field.setSelectionRange(field.value.length, field.value.length); }
      else if (key === "ArrowUp" || key === "ArrowDown") { upwards(key === "ArrowUp" ? -1 : 1, isWriting && line); }
      else if (mode !== "write" && !event.shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) { sideways(key === "ArrowLeft" ? -1 : 1); }
      else if (mode === "move" && !event.shiftKey && (key === "Home" || key === "End")) { edge(key === "End"); }
      else if (key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !isWriting) { undo(); }
      else { done = false; }
      if (done) { event.preventDefault(); }
    });
    field.addEventListener("input", function () {
      if (mode === "move") { mode = "type"; }
      field.rows = Math.min(8, field.value.split("\n").length);
    });
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
      var block = event.clipboardData.getData("text/plain"), copied = window.abcClipboard.rowsOf(block), from = here;
      if (!/[\t\r\n]/.test(block)) { return; }
      event.preventDefault();
      if (copied.length === 1 && copied[0].length === 1) { return insert(copied[0][0]); }
      var found = placed(copied), line = here.parentElement.dataset.line;
      var empty = found.changes.filter(function (each) { return !each.typed && value(each.cell).trim(); });
      var other = found.changes.filter(function (each) {
        return each.typed && each.cell.parentElement.dataset.line !== line;
      });
      if (!empty.length && !other.length) { return pasted(found.changes, found.left); }
      ask(found.changes, empty, other, function (refused) {
        open(from);
        pasted(found.changes.filter(function (each) { return refused.indexOf(each) < 0; }), found.left + refused.length);
      });
    });
    // Which cell each copied value meets, and how many meet none.
    function placed(copied) {
      var first = rows.indexOf(here.parentElement), column = Number(here.dataset.at), changes = [], left = 0;
      copied.forEach(function (line, down) {
        var row = rows[first + down], found = [], lost = 0;
        line.forEach(function (typed, across) {
          var cell = row && covering(row, column + across);
          if (cell && Number(cell.dataset.at) === column + across) { found.push({ cell: cell, typed: typed }); }
          else if (typed) { lost += 1; }
        });
        // Where a row's values do not meet its cells, its empty ones are no wish to delete what stands.
        changes = changes.concat(lost ? found.filter(function (each) { return each.typed; }) : found);
        left += lost;
      });
      return { changes: changes, left: left };
    }
    function pasted(changes, left) {
      if (changes.length) { put(changes, true); }
      mode = "move";
      said(fill(left ? words.pastedSome : words.pasted, { count: changes.length, left: left }));
    }
    // What a paste would delete, or write in cells for another time than the one begun in, is asked about first.
    function ask(changes, empty, other, then) {
      var dialog = document.createElement("dialog"), head = document.createElement("h2"), lines = [];
      function line(found, sentence) {
        if (!found.length) { return; }
        var label = document.createElement("label"), box = document.createElement("input");
        var names = found.map(function (each) { return name(each.cell); });
        box.type = "checkbox";
        box.className = "form-checkbox";
        box.id = label.htmlFor = "abc-ask-" + lines.length;
        lines.push({ box: box, found: found });
        var cells = names.slice(0, 5).join("; ") + (names.length > 5 ? " …" : "");
        label.append(fill(sentence, { count: found.length, cells: cells }));
        dialog.append(box, label);
      }
      function button(label, kind, chosen) {
        var made = document.createElement("button");
        made.type = "button";
        made.className = "button button-" + kind;
        made.textContent = label;
        made.addEventListener("click", function () { dialog.close(chosen); });
        return made;
      }
      dialog.className = "abc-ask";
      head.id = "abc-ask-title";
      head.textContent = fill(words.pasteAsk, { count: changes.length });
      dialog.setAttribute("aria-labelledby", head.id);
      dialog.append(head);
      line(empty, words.pasteEmpty);
      line(other, words.pasteOther);
      dialog.append(button(words.paste, "primary", "paste"), button(words.cancel, "secondary", ""));
      dialog.addEventListener("close", function () {
        dialog.remove();
        var refused = dialog.returnValue === "paste" ? [] : changes;
        if (refused !== changes) {
          lines.forEach(function (each) { if (!each.box.checked) { refused = refused.concat(each.found); } });
        }
        then(refused);
      });
      document.body.append(dialog);
      dialog.showModal();
    }

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
      mark(cell, "saved", answer.message);
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
