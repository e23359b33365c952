// Writing outlives signing in again. Before a form is sent from a page that was left, or that has stood open for more than
// a minute, the page asks who is signed in now and takes the token that holds now; who was signed out signs in in another
// window and sends the form that still stands here.
// The page says in its head where to ask, whom it was drawn for, and what it says (templates/_components/session.html).
(function () {
  "use strict";
  var head = document.querySelector("meta[name='abc-session']"), passing = new WeakSet(), asking = new WeakSet();
  if (!head) { return; }
  var words = JSON.parse(head.dataset.words), SURE_FOR = 60000, askedAt = Date.now();
  var arrival = performance.getEntriesByType("navigation")[0];

  // Nobody can have signed out or in elsewhere while one has been on this page; what Back restores may be old.
  function doubt() { askedAt = 0; }
  if (arrival && arrival.type === "back_forward") { doubt(); }
  window.addEventListener("blur", doubt);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { doubt(); } });
  document.addEventListener("visibilitychange", doubt);

  // Who is signed in now (empty for nobody), their name, and the token that holds for them.
  function now() {
    return fetch(head.content, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "error" })
      .then(function (answer) { if (!answer.ok) { throw new TypeError("no answer"); } return answer.json(); });
  }

  // What keeps the page from writing as things are; empty when nothing does. A change of person is asked about once.
  function hindrance(found) {
    var drawnFor = head.dataset.person;
    if (!drawnFor || found.person === drawnFor) { return ""; }
    if (!found.person) { return words.signedOut; }
    head.dataset.person = found.person;
    return words.other.replace("{name}", found.name);
  }

  function refresh(form, token) {
    form.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = token; });
  }

  function clear() { document.querySelectorAll(".abc-held").forEach(function (note) { note.remove(); }); }

  function hold(form, submitter, sentence) {
    var note = document.createElement("p"), link = document.createElement("a"), place = submitter && submitter.closest(".abc-form__actions, .submit-row");
    clear();
    note.className = "abc-held errornote";
    note.setAttribute("role", "alert");
    note.textContent = sentence + " ";
    if (sentence === words.signedOut) {
      link.href = head.dataset.signIn;
      link.target = "_blank";
      link.textContent = words.signIn;
      note.append(link);
    }
    if (place) { place.before(note); } else { form.append(note); }
  }

  function send(form, submitter) {
    passing.add(form);
    form.requestSubmit(submitter && submitter.form === form ? submitter : null);
    passing.delete(form);
  }

  // First of all that listens: what others do at sending happens when the form is really sent.
  document.addEventListener("submit", function (event) {
    var form = event.target, submitter = event.submitter, method = submitter && submitter.getAttribute("formmethod") || form.getAttribute("method") || "get";
    if (passing.has(form) || Date.now() - askedAt < SURE_FOR || method.toLowerCase() !== "post" || "abcAnybody" in form.dataset) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking.has(form)) { return; }
    asking.add(form);
    now().then(function (found) {
      var sentence = hindrance(found);
      refresh(form, found.token);
      if (sentence) { return hold(form, submitter, sentence); }
      askedAt = Date.now();
      clear();
      send(form, submitter);
    }, function () { hold(form, submitter, words.noAnswer); })
      .finally(function () { asking.delete(form); });
  }, true);

  window.abcSession = { now: now, hindrance: hindrance };
})();
