// What a word processor puts on the clipboard: its looks go, its headings and drawn bullets become real ones.
// It is the one place for that: the server only cuts down what the editor does not offer (abc_portal/core/richtext.py).
(function () {
  "use strict";
  var RENAMED = { H1: "h3", H2: "h3", H5: "h4", H6: "h4" };
  var BULLET = /^\s*(?:([·•▪●○§–\uf0b7\uf0a7]|[-o](?=\s))|(\d{1,3})(?:\.\d{1,3})*[.)](?=\s)|([a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s))\s*/;

  // Styles are kept under another name until the lists are read: the content policy would report each one.
  function undressed(html) {
    return html.replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]+>/g, function (tag) {
      return tag.replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "").replace(/\sstyle\s*=/gi, " data-word=");
    });
  }

  function renamed(old, name) {
    var made = old.ownerDocument.createElement(name);
    made.append.apply(made, Array.from(old.childNodes));
    old.replaceWith(made);
  }

  // What is bold or italic by a style alone gets the tag; a tag that its style takes back goes (writers in browsers).
  function emphasised(doc) {
    var rules = [[/(?:^|[;\s])font-style\s*:\s*italic/i, "em"], [/(?:^|[;\s])font-weight\s*:\s*(?:bold|[6-9]00)/i, "strong"]];
    doc.querySelectorAll("span[data-word], b[data-word], i[data-word]").forEach(function (each) {
      var dress = each.getAttribute("data-word");
      if (each.tagName !== "SPAN" && /(?:^|[;\s])font-(?:weight|style)\s*:\s*(?:normal|400)/i.test(dress)) {
        each.replaceWith.apply(each, Array.from(each.childNodes));
        return;
      }
      rules.forEach(function (rule) {
        if (!rule[0].test(dress)) { return; }
        var made = doc.createElement(rule[1]);
        made.append.apply(made, Array.from(each.childNodes));
        each.append(made);
      });
    });
  }

  // Takes the first signs of the text away; the markup around them stays.
  function dropText(box, count) {
    var walker = box.ownerDocument.createTreeWalker(box, NodeFilter.SHOW_TEXT), node;
    while (count > 0 && (node = walker.nextNode())) {
      var taken = Math.min(count, node.data.length);
      node.data = node.data.slice(taken);
      count -= taken;
    }
  }

  // A paragraph that is drawn as a point of a list: how deep, in what kind of list, numbered from what.
  function point(box) {
    var dress = box.getAttribute("data-word") || "", level = /mso-list:[^;]*level(\d)/i.exec(dress);
    if (!/MsoList/i.test(box.className) && !/mso-list:\s*l\d/i.test(dress)) { return null; }
    var bullet = BULLET.exec(box.textContent);
    if (!bullet && !level) { return null; }
    if (bullet) { dropText(box, bullet[0].length); }
    return { box: box, level: level ? Number(level[1]) : 1, bullet: bullet || [], tag: bullet && !bullet[1] ? "ol" : "ul" };
  }

  function listOf(first) {
    var list = first.box.ownerDocument.createElement(first.tag), letter = first.bullet[3], number = Number(first.bullet[2] || 1);
    if (letter) {
      var kind = letter.toLowerCase() === "i" || letter.length > 1 ? "i" : "a";
      list.setAttribute("type", letter === letter.toUpperCase() ? kind.toUpperCase() : kind);
    } else if (number !== 1) { list.setAttribute("start", number); }
    return list;
  }

  // The points as lists in lists; a point deeper than the first one hangs under the one before it.
  function nested(points) {
    var made = [], place = 0;
    while (place < points.length) {
      var first = points[place], list = listOf(first);
      while (place < points.length && points[place].level === first.level && points[place].tag === first.tag) {
        var item = first.box.ownerDocument.createElement("li"), under = place + 1;
        while (under < points.length && points[under].level > first.level) { under += 1; }
        var inner = nested(points.slice(place + 1, under));
        item.append.apply(item, [points[place].box].concat(inner));
        list.append(item);
        place = under;
      }
      made.push(list);
    }
    return made;
  }

  function makeLists(doc) {
    var run = [];
    function finish() {
      if (!run.length) { return; }
      var here = doc.createComment("");
      run[0].box.before(here);
      here.replaceWith.apply(here, nested(run));
      run = [];
    }
    Array.from(doc.querySelectorAll("p")).forEach(function (box) {
      var found = point(box), last = run.length && run[run.length - 1].box;
      if (last && (!found || last.nextElementSibling !== box)) { finish(); }
      if (found) { run.push(found); }
    });
    finish();
  }

  // Text that can stand in a mark.
  function plain(text) {
    return text.replace(/\[/g, "(").replace(/\]/g, ")").replace(/\|/g, "/").replace(/\s+/g, " ").trim();
  }

  // Each footnote becomes a mark where its number stood; one without its text keeps the number.
  function makeNotes(doc) {
    var used = [];
    doc.querySelectorAll("a[href]").forEach(function (ref) {
      var found = /#(?:_((?:ftn|edn)\d+)|(sd(?:foot|end)note\d+)sym)$/i.exec(ref.getAttribute("href"));
      var note = found && doc.getElementById(found[1] || found[2]);
      if (!found) { return; }
      var copy = note ? note.cloneNode(true) : doc.createElement("p");
      copy.querySelectorAll("a[href*='ftnref'], a[href*='ednref'], a[href$='anc']").forEach(function (back) { back.remove(); });
      var text = plain(copy.textContent);
      if (text) {
        ref.replaceWith("[[note:" + text + "]]");
        used.push(note);
      } else { ref.replaceWith.apply(ref, Array.from(ref.childNodes)); }
    });
    used.forEach(function (note) {
      var frame = note.parentElement;
      note.remove();
      if (frame && frame.tagName === "DIV" && !frame.textContent.trim()) { frame.remove(); }
    });
  }

  // A picture does not come along: a mark says what is missing, until one of the archive's is chosen.
  function markPictures(doc) {
    doc.querySelectorAll("img").forEach(function (each) {
      var shows = plain(each.getAttribute("alt") || "");
      each.replaceWith("[[billede:sæt-billedet-ind" + (shows ? "|" + shows : "") + "]]");
    });
  }

  window.abcPaste = function (html) {
    var doc = new DOMParser().parseFromString(undressed(html), "text/html");
    doc.querySelectorAll("h1, h2, h5, h6").forEach(function (each) { renamed(each, RENAMED[each.tagName]); });
    emphasised(doc);
    makeNotes(doc);
    if (/\bmso|<o:p/i.test(html)) {
      markPictures(doc);
      makeLists(doc);
    }
    doc.querySelectorAll("p").forEach(function (each) {
      if (!each.textContent.trim() && !each.querySelector("img") && !/^(TD|TH|LI)$/.test(each.parentElement.tagName)) { each.remove(); }
    });
    doc.querySelectorAll("[data-word]").forEach(function (each) { each.removeAttribute("data-word"); });
    return doc.body.innerHTML;
  };
})();
