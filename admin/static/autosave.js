// Keeps what is typed into the form of an entry, a moment after the last key. Everything works without it.
(() => {
  const form = document.querySelector("form[data-keep]");
  const line = document.getElementById("kept");
  if (!form || !line) return;
  const PAUSE = 3000;
  let timer = 0;
  let isSending = false;
  let isLeaving = false;

  async function keep() {
    if (isLeaving) return;
    if (isSending) return later();
    isSending = true;
    const fields = new URLSearchParams(new FormData(form));
    fields.append("quiet", "yes");
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: fields, redirect: "error" });
      say(answer.ok ? await answer.text() : form.dataset.failed);
    } catch {
      if (!isLeaving) say(form.dataset.failed);
    }
    isSending = false;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }

  function say(words) {
    if (line.textContent !== words) line.textContent = words;
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", () => { isLeaving = true; clearTimeout(timer); });
  addEventListener("pageshow", () => { isLeaving = false; });
})();
