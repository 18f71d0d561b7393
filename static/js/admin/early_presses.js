/* A press on a button whose script has not run yet is kept, and made once the page is complete.

   Wagtail's buttons (choose a record, open a menu) do something only when the scripts behind them
   have run; while a page is still arriving they are to be seen before, and a press was lost without
   a word. Buttons that send a form need no script and are left alone. */
(() => {
  "use strict";

  const early = new Set(); // who presses a button again because nothing happens means it once

  const keep = (event) => {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early.add(button);
  };

  document.addEventListener("click", keep, { capture: true });
  document.addEventListener("DOMContentLoaded", () => {
    // Other listeners of this event and what they promise come first: they set the buttons up.
    setTimeout(() => {
      document.removeEventListener("click", keep, { capture: true });
      for (const button of early) button.click();
    });
  });
})();
