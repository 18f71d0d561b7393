/* Small comforts. Every page reads, navigates and searches without this file. */
(() => {
  "use strict";

  // Copy link: the button is hidden in the HTML and shown only where it can work.
  // data-copy names the element (role=status) that says data-done when it has worked.
  const copyLink = async (button) => {
    const status = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0]);
    } catch {
      return; // the browser refused: say nothing rather than something untrue
    }
    if (status) status.textContent = button.dataset.done;
  };
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", () => copyLink(button));
    }
  }

  // Video: nothing is requested from its host before this click. The player takes the place of the
  // panel, so that nothing behind it can take the focus.
  const play = (button) => {
    const player = document.createElement("iframe");
    player.src = button.dataset.video;
    player.title = button.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    button.closest(".video").replaceChildren(player);
    player.focus();
  };
  for (const button of document.querySelectorAll("[data-video]")) {
    button.hidden = false;
    button.addEventListener("click", () => play(button));
  }

  // Menu: Escape closes it and hands the focus back. While Japanese text is being composed,
  // Escape belongs to the input method.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Suggestions: titles offered below a search field while somebody types, by the ARIA pattern
  // of a combobox with a list. The words themselves are searched for unless one is chosen.
  const suggest = (form) => {
    const input = form.elements.q;
    const list = document.createElement("ul");
    let chosen = -1;
    let asked;

    const choose = (at) => {
      chosen = at;
      [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === at));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[at].id);
    };
    const show = (titles, addresses) => {
      list.replaceChildren(...titles.map((title, n) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${n}`;
        option.role = "option";
        option.textContent = title;
        option.dataset.address = addresses[n];
        return option;
      }));
      list.hidden = !titles.length;
      input.setAttribute("aria-expanded", !list.hidden);
      choose(-1);
    };
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      const { signal } = asked;
      try {
        await new Promise((done) => setTimeout(done, 150));
        if (signal.aborted) return;
        const q = input.value.trim();
        const address = `${form.dataset.suggest}?q=${encodeURIComponent(q)}`;
        const found = q ? await (await fetch(address, { signal })).json() : [];
        if (document.activeElement === input) show(found[1] ?? [], found[3] ?? []);
      } catch { /* the next letter was typed, or the network is away: searching still works */ }
    };
    const close = () => {
      asked?.abort();
      show([], []);
    };
    const press = (event) => {
      if (event.isComposing || list.hidden) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const count = list.children.length;
      if (step) choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) location = list.children[chosen].dataset.address;
      else return;
      event.preventDefault();
      event.stopPropagation();
    };

    list.id = `${input.id}-list`;
    list.role = "listbox";
    list.setAttribute("aria-label", form.ariaLabel);
    list.hidden = true;
    form.append(list);
    input.role = "combobox";
    input.autocomplete = "off";
    const states = { autocomplete: "list", expanded: false, controls: list.id };
    for (const name in states) input.setAttribute(`aria-${name}`, states[name]);
    input.addEventListener("input", ask);
    input.addEventListener("keydown", press);
    input.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) location = option.dataset.address;
    });
  };
  document.querySelectorAll("form[data-suggest]").forEach(suggest);
})();
