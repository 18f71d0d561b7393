// Keeps what a translator has typed until it is saved: a session may end before that.
const form = document.querySelector("[data-keep-typed]");
const place = `typed-english-${form.dataset.keepTyped}`;
const fields = [...form.querySelectorAll("textarea, input[type=hidden]")];

// What was seen goes with what was typed, so that the server notices changes made meanwhile.
const keep = () => {
  const kept = fields.map((field) => [field.name, field.value]);
  sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(kept)));
};

const restore = (kept) => {
  const lost = (field) => field.name in kept && kept[field.name] !== field.value;
  const typed = fields.filter((field) => field.matches("textarea") && lost(field));
  if (!typed.length) return;
  for (const area of typed) {
    const text = area.name.replace(/-english$/, "");
    for (const part of ["english", "seen", "was"]) {
      form.elements[`${text}-${part}`].value = kept[`${text}-${part}`];
    }
  }
  const said = document.createElement("p");
  said.className = "help-block help-warning";
  said.setAttribute("role", "status");
  said.textContent = form.dataset.restored;
  form.prepend(said);
};

if (document.querySelector(".messages .success")) {
  sessionStorage.removeItem(place);
} else if ("answered" in form.dataset) {
  keep();
} else {
  restore(JSON.parse(sessionStorage.getItem(place) ?? "{}"));
}
form.addEventListener("input", keep);

// The server need not keep it as well (portal/kept_forms.py).
const sign = document.createElement("input");
Object.assign(sign, { type: "hidden", name: "kept-by-browser", value: "1" });
form.append(sign);
