/* A draft that saves itself and the button that publishes it take turns.

   Wagtail's autosave and a press on "publish" are two requests; on a new page both would add it, and
   one of them would be told that its slug is in use (wagtail/wagtail#12280 saw the same of two
   clicks). So a press waits for a draft that is on its way, and calls off one that has not left. */
(() => {
  "use strict";

  const AUTOSAVE = '[data-controller~="w-autosave"]';
  let draft = null; // the announcement of a draft to come, and when it was made
  let held = null; // what goes on once the draft has arrived
  let leaving = false;

  // Wagtail announces a draft, waits for its interval, sends it, and tells how that ended.
  document.addEventListener("w-autosave:save", (event) => {
    if (leaving) event.preventDefault();
    else draft = { event, announced: performance.now() };
  });
  for (const end of ["w-autosave:success", "w-autosave:error"]) {
    document.addEventListener(end, () => {
      draft = null;
      held?.();
    });
  }

  const onItsWay = (form) => {
    const interval = Number(form.dataset.wAutosaveIntervalValue);
    return draft && performance.now() - draft.announced >= interval;
  };

  // The button may be disabled by then (Wagtail shows progress on it), so its name goes in a field.
  const submitLater = (form, button) => () => {
    held = null;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
    form.append(field);
    form.requestSubmit();
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches(AUTOSAVE)) return;
      if (held || onItsWay(event.target)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        held ??= submitLater(event.target, event.submitter);
        return;
      }
      draft?.event.preventDefault(); // Wagtail looks at this when the interval has passed
      leaving = true;
    },
    { capture: true },
  );

  // Back from another page: what was kept by the browser works again.
  addEventListener("pageshow", () => {
    draft = held = null;
    leaving = false;
  });
})();
