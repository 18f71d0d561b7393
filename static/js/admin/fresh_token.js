/* Whoever signs in again in another tab can go on in this one.

   Signing in replaces the token that forms carry against forgery; an open page holds the old one,
   and what is sent with it is refused. So every request takes the token of the present cookie. */
(() => {
  "use strict";

  const NAME = "csrfmiddlewaretoken";

  const renew = () => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (!token) return undefined;
    for (const field of document.getElementsByName(NAME)) field.value = token;
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
    return token;
  };

  document.addEventListener("submit", renew, { capture: true });
  document.addEventListener("w-autosave:save", (event) => {
    const token = renew();
    if (token) event.detail.formData.set(NAME, token);
  });
  addEventListener("focus", renew);

  // Windows within the page (choosers, privacy) show no more than the name of an error.
  window.jQuery?.(document).on("ajaxError", (_event, answer) => {
    const text = answer.status === 403 && answer.responseJSON?.error_message;
    if (!text) return;
    const detail = { clear: true, text, type: "error" };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  });
})();
