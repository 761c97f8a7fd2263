"use strict";
// Comfort only: every form and link here works without this file.
(() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  let composer = find("#composer");
  let log = find("#log");

  const status = (words) => { const line = find("#status"); if (line) line.textContent = words; };

  // --- one turn: to the JSON door, the answer comes below the conversation--------------------------------
  const changeFrame = (page) => {
    if (page.documentElement.lang && find("header.top", page) && page.documentElement.lang !== document.documentElement.lang) {
      document.documentElement.lang = page.documentElement.lang;
      document.documentElement.dir = page.documentElement.dir;
      for (const part of ["header.top", "footer.bottom", ".skip", "#composer", "#log-title"]) find(part).replaceWith(find(part, page));
      composer = find("#composer");
    }
  };
  const show = (html, wasTyped) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const turn = find(".turn", page);
    if (!turn || !log) { location.assign("/?shown=" + document.documentElement.lang); return; }
    for (const old of log.children) old.classList.add("past");
    changeFrame(page);
    log.append(turn);
    prepare(turn);
    (find(".mine", turn) || turn).scrollIntoView({ block: "start" });
    if (wasTyped) find("#text").focus({ preventScroll: true }); else turn.focus({ preventScroll: true });
  };
  const send = async (event, wasTyped) => {
    if (log.getAttribute("aria-busy") === "true") return;
    log.setAttribute("aria-busy", "true");
    status(composer.dataset.wait);
    try {
      const body = JSON.stringify({ conversation: "session", event, page: document.documentElement.lang });
      const answer = await fetch("/api/v1/turns", { method: "POST", body, headers: { "Content-Type": "application/json" }, credentials: "same-origin" });
      if (answer.status === 422 && wasTyped) { composer.submit(); return; } // the page itself says what is wrong and keeps the text
      const turn = await answer.json();
      if (!answer.ok) { status(turn.detail || composer.dataset.offline); return; }
      if (wasTyped) find("#text").value = "";
      status("");
      show(turn.html, wasTyped);
    } catch (error) {
      status(composer.dataset.offline);
    } finally {
      log.setAttribute("aria-busy", "false");
    }
  };
  document.addEventListener("submit", (event) => {
    if (!log || !event.target.matches("#composer, .choices")) return;
    event.preventDefault();
    const typed = event.target.matches("#composer");
    if (!typed) { if (event.submitter) send({ type: "press", action: event.submitter.value }, false); return; }
    if (find("#text").value.trim()) send({ type: "text", text: find("#text").value }, true); else find("#text").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "text" && log && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });

  // --- location, only when asked -----------------------------------------------------------------------
  const shareLocation = () => navigator.geolocation.getCurrentPosition(
    (where) => send({ type: "location", lat: +where.coords.latitude.toFixed(4), lon: +where.coords.longitude.toFixed(4) }, false),
    () => status(composer.dataset.noLocation),
    { timeout: 15000, maximumAge: 60000 },
  );

  // --- read aloud by the browser's own voice, each piece in its real language ---------------------------
  const voice = window.speechSynthesis;
  const readAloud = (button) => {
    const label = find("span:last-child", button);
    if (voice.speaking) { voice.cancel(); return; }
    const root = button.closest(".answers") || find(".answers");
    const before = label.textContent;
    label.textContent = button.dataset.stop;
    const pieces = all("h1, h2, h3, p, dt, dd, .line-name, .note, .lines .button", root)
      .filter((piece) => piece.offsetParent && !piece.closest(".choices, .leave, .more") && !find("p", piece));
    let waiting = pieces.length;
    for (const piece of pieces) {
      const words = new SpeechSynthesisUtterance(piece.innerText);
      words.lang = (find("[lang]", piece) || piece.closest("[lang]")).lang.replace("-simple", "");
      words.onend = words.onerror = () => { waiting -= 1; if (waiting <= 0 || !voice.speaking) label.textContent = before; };
      voice.speak(words);
    }
  };

  // --- leave quickly ---------------------------------------------------------------------------------------
  const leave = () => {
    document.body.replaceChildren();
    document.title = "…";
    location.replace(document.body.dataset.leave);
  };
  let escapes = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { escapes = []; return; }
    const menu = find(".languages[open]");
    if (menu) { menu.open = false; find("summary", menu).focus(); }
    escapes = [...escapes.filter((moment) => event.timeStamp - moment < 3000), event.timeStamp];
    if (escapes.length >= 3) leave();
  });

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-leave-now], [data-location], [data-listen], [data-print]");
    if (!target) return;
    if (target.matches("[data-leave-now]")) { event.preventDefault(); leave(); }
    if (target.matches("[data-location]")) shareLocation();
    if (target.matches("[data-listen]")) readAloud(target);
    if (target.matches("[data-print]")) window.print();
  });

  const prepare = (root) => {
    for (const one of all("[data-needs-script]", root)) one.hidden = false;
    for (const one of all("[data-location]", root)) one.hidden = !(log && navigator.geolocation);
    for (const one of all("[data-listen]", root)) one.hidden = !voice;
  };
  prepare(document);
})();
