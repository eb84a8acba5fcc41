// A pass that this browser keeps: shown to be copied, and filled in where somebody speaks without a name.
import "./surveys.js"; // gets the pass first, where there is none yet

const written = (kept) => btoa(atob(kept.token) + atob(kept.signature));

function kept(prefix) {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  const found = names.map((name) => JSON.parse(localStorage.getItem(name)));
  return found.filter((each) => each.signature).map(written);
}

for (const place of document.querySelectorAll("[data-pass]")) {
  const { alliance, period, person = "" } = place.dataset;
  const found = kept(`paripassu:${alliance}:${period}:${person}`);
  if (found.length !== 1) continue; // none, or those of several people: nobody uses another's
  const field = place.querySelector("input, textarea");
  if (!field.value) field.value = found[0];
  for (const each of place.querySelectorAll("[data-with]")) each.hidden = false;
  for (const each of place.querySelectorAll("[data-without]")) each.hidden = true;
}
