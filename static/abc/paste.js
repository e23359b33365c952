// What a word processor puts on the clipboard: its looks go, its headings and drawn bullets become real ones.
// It is the one place for looks: the server leaves out what was not seen by the same rules, and cuts down the rest (core/richtext.py).
(function () {
  "use strict";
  var BLOCKS = "p, div, ul, ol, li, table, h1, h2, h3, h4, h5, h6, blockquote, pre";
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

  // Looks that the head of the document gives to a class, in the words of that class; only those that matter below.
  function ofClasses(html) {
    var found = {}, sheet = (html.match(/<style\b[\s\S]*?<\/style\s*>/gi) || []).join("").replace(/<!--|-->/g, "");
    sheet.replace(/([^{}]+)\{([^}]*)\}/g, function (all, names, dress) {
      if (!/(?:^|[;\s])(?:display|visibility|mso-hide|font-weight|font-style)\s*:/i.test(dress)) { return; }
      (names.match(/\.[\w-]+(?=\s*(?:,|$))/g) || []).forEach(function (name) { found[name.slice(1)] = dress; });
    });
    return found;
  }
  function dressUp(doc, classes) {
    Object.keys(classes).forEach(function (name) {
      Array.from(doc.getElementsByClassName(name)).forEach(function (box) {
        box.setAttribute("data-word", classes[name] + ";" + (box.getAttribute("data-word") || ""));
      });
    });
  }
  // The last word of its style on a property; empty when it says nothing.
  function said(box, property) {
    var found = "";
    (box.getAttribute("data-word") || "").split(";").forEach(function (part) {
      var pair = part.split(":");
      if (pair.length > 1 && pair[0].trim().toLowerCase() === property) { found = pair[1].trim().toLowerCase(); }
    });
    return found;
  }

  function removeAll(doc, selector, fits) {
    doc.querySelectorAll(selector).forEach(function (box) { if (!fits || fits(box)) { box.remove(); } });
  }

  // What the writer did not see as text: deleted and moved away in tracked changes, hidden, other people's comments, and
  // lists of contents. The rules are the server's, which follows them too: RULES in abc_portal/core/unseen.py.
  function removeUnseen(doc, rules) {
    removeAll(doc, rules.elements);
    removeAll(doc, "[data-word]", function (box) {
      return Object.keys(rules.styles).some(function (name) { return said(box, name).indexOf(rules.styles[name]) === 0; }) ||
        rules.properties.some(function (name) { return said(box, name) !== ""; });
    });
    rules.nearest.forEach(function (pair) {
      doc.querySelectorAll(pair[0]).forEach(function (box) { (box.closest(pair[1]) || box).remove(); });
    });
  }
  function removeContents(doc, rules) {
    doc.querySelectorAll("div[id$='" + rules.headed + "']").forEach(function (box) {
      var list = box.parentElement;
      if (list && list.id && box.id === list.id + rules.headed) { list.remove(); }
    });
    removeAll(doc, "p, div, li", function (box) {
      var links = box.querySelectorAll(rules.links), text = "";
      links.forEach(function (link) { text += link.textContent; });
      return links.length && box.textContent.replace(/[\s.\d]/g, "") === text.replace(/[\s.\d]/g, "");
    });
  }

  // The nearest that says anything about it decides, by its style before its tag; a heading is no bold text.
  function isSo(node, top, property, yes, no, tags) {
    for (var box = node.parentElement; box && box !== top; box = box.parentElement) {
      var word = said(box, property);
      if (yes.test(word)) { return true; }
      if (no.test(word) || /^(H[1-6]|TH)$/.test(box.tagName)) { return false; }
      if (tags.test(box.tagName)) { return true; }
    }
    return false;
  }
  function wrapped(node, name) {
    var made = node.ownerDocument.createElement(name);
    node.replaceWith(made);
    made.append(node);
    return made;
  }
  function unwrap(box) { box.replaceWith.apply(box, Array.from(box.childNodes)); }
  function joinNeighbours(doc, name) {
    doc.querySelectorAll(name).forEach(function (box) {
      while (box.previousSibling && box.previousSibling.nodeName === box.nodeName) { box.prepend.apply(box, Array.from(box.previousSibling.childNodes)); box.previousSibling.remove(); }
    });
  }
  // What is bold or italic, by tag or by style, is so in one way; a tag that its style takes back is none.
  function emphasise(doc) {
    var walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT), node, texts = [];
    while ((node = walker.nextNode())) {
      if (!node.data.trim() && node.parentElement.querySelector(BLOCKS)) { continue; }
      texts.push([node, isSo(node, doc.body, "font-weight", /^(?:bold|bolder|[6-9]00)/, /^(?:normal|lighter|[1-5]00)/, /^(B|STRONG)$/),
        isSo(node, doc.body, "font-style", /^(?:italic|oblique)/, /^normal/, /^(I|EM)$/)]);
    }
    texts.forEach(function (text) {
      var inner = text[2] ? wrapped(text[0], "abc-em") : text[0];
      if (text[1]) { wrapped(inner, "abc-strong"); }
    });
    doc.querySelectorAll("b, strong, i, em, span, ins, u, font, o\\:p").forEach(unwrap);
    ["strong", "em"].forEach(function (name) {
      joinNeighbours(doc, "abc-" + name);
      doc.querySelectorAll("abc-" + name).forEach(function (box) { renamed(box, name); });
    });
  }

  // Word in a browser writes each point as a list of its own, with its depth as a number.
  function nestLevels(doc) {
    doc.querySelectorAll("div.ListContainerWrapper").forEach(unwrap);
    var lists = Array.from(doc.querySelectorAll("ul, ol")).filter(function (list) { return list.querySelector(":scope > li[data-aria-level]"); });
    lists.forEach(function (list) {
      if (!list.isConnected) { return; }
      var run = [list], points = [];
      while (lists.indexOf(run[run.length - 1].nextElementSibling) >= 0) { run.push(run[run.length - 1].nextElementSibling); }
      run.forEach(function (one) {
        one.querySelectorAll(":scope > li").forEach(function (item) {
          var box = doc.createElement("p");
          box.append.apply(box, Array.from((item.querySelector("p") || item).childNodes));
          points.push({ box: box, level: Number(item.dataset.ariaLevel || 1), tag: one.tagName.toLowerCase(), bullet: [null, null, one.getAttribute("start")] });
        });
      });
      list.before.apply(list, nested(points));
      run.forEach(function (one) { one.remove(); });
    });
  }

  // A list that stands straight in a list belongs to the point before it.
  function hangLists(doc) {
    doc.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol").forEach(function (list) {
      var before = list.previousElementSibling;
      if (before && before.tagName === "LI") { before.append(list); } else { unwrap(list); }
    });
  }

  // Mail writes its paragraphs as divisions, and text beside them: all become paragraphs; a text alone stays a text.
  function makeParagraphs(doc) {
    Array.from(doc.querySelectorAll("div")).reverse().forEach(function (box) {
      if (box.querySelector(BLOCKS)) { gatherLoose(box); unwrap(box); } else { renamed(box, "p"); }
    });
    if (doc.body.querySelector(BLOCKS)) { gatherLoose(doc.body); }
  }
  function gatherLoose(box) {
    var run = [];
    function finish() {
      var text = run.map(function (node) { return node.textContent; }).join("").trim();
      if (text) {
        var made = box.ownerDocument.createElement("p");
        run[0].before(made);
        made.append.apply(made, run);
      } else { run.forEach(function (node) { if (node.nodeName === "BR") { node.remove(); } }); }
      run = [];
    }
    Array.from(box.childNodes).forEach(function (node) {
      if (node.nodeType === 1 && (node.matches(BLOCKS) || node.querySelector(BLOCKS))) { finish(); } else { run.push(node); }
    });
    finish();
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
    var rules = JSON.parse(document.querySelector("meta[name='abc-unseen']").content);
    dressUp(doc, ofClasses(html));
    removeUnseen(doc, rules);
    removeContents(doc, rules);
    doc.querySelectorAll("h1, h2, h5, h6").forEach(function (box) { renamed(box, RENAMED[box.tagName]); });
    makeNotes(doc);
    if (/\bmso|<o:p/i.test(html)) {
      markPictures(doc);
      makeLists(doc);
    }
    doc.querySelectorAll(rules.dead).forEach(unwrap);
    nestLevels(doc);
    emphasise(doc);
    hangLists(doc);
    makeParagraphs(doc);
    doc.querySelectorAll("p").forEach(function (box) {
      if (!box.textContent.trim() && !box.querySelector("img") && !/^(TD|TH|LI)$/.test(box.parentElement.tagName)) { box.remove(); }
    });
    doc.querySelectorAll("[data-word]").forEach(function (box) { box.removeAttribute("data-word"); });
    return doc.body.innerHTML;
  };
})();
