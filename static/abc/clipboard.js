// Cells copied from a spreadsheet, as Excel, LibreOffice and Google Sheets write them to the clipboard: tabs between
// cells, line ends between rows, and quotes around a cell that holds either, with its own quotes doubled. Quotes that
// are needed for none of this are the cell's own. Every table that is pasted into reads its block here.
(function () {
  "use strict";

  // The quoted cell that begins at the place: its text and where it ends; null where the quotes are the cell's own.
  function quoted(block, start) {
    for (var at = start + 1, text = ""; at < block.length; at += 1) {
      if (block[at] !== '"') { text += block[at]; }
      else if (block[at + 1] === '"') { text += '"'; at += 1; }
      else {
        var isWhole = at + 1 === block.length || /[\t\n]/.test(block[at + 1]);
        return isWhole && /[\t\n"]/.test(text) ? { text: text, end: at + 1 } : null;
      }
    }
    return null;
  }
  function plain(block, start) {
    var length = block.slice(start).search(/[\t\n]/), end = length < 0 ? block.length : start + length;
    return { text: block.slice(start, end), end: end };
  }

  // The rows of the block, each a list of its cells' texts.
  function rowsOf(copied) {
    var block = copied.replace(/\r\n?/g, "\n").replace(/\n$/, ""), rows = [[]], at = 0;
    for (;;) {
      var cell = block[at] === '"' && quoted(block, at) || plain(block, at);
      rows[rows.length - 1].push(cell.text.trim());
      at = cell.end;
      if (at >= block.length) { return rows; }
      if (block[at] === "\n") { rows.push([]); }
      at += 1;
    }
  }

  window.abcClipboard = { rowsOf: rowsOf };
})();
