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
})();
