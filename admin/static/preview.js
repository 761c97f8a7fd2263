// Shows what residents will see while the entry is being written, a moment after the last key. Everything works without it.
(() => {
  const form = document.querySelector("form[data-preview]");
  const shown = document.getElementById("preview-shown");
  const language = document.getElementById("preview_language");
  if (!form || !shown || !language) return;
  const PAUSE = 700;
  let timer = 0;
  let latest = 0;

  async function show() {
    const mine = ++latest;
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error" });
      const text = answer.ok ? await answer.text() : "";
      if (text && mine === latest) shown.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    } catch (error) {
      console.warn("the preview was not shown:", error.name);
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  }

  form.addEventListener("input", later);
  language.addEventListener("change", show);
})();
