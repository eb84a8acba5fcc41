// Answering a survey so that the host cannot tell whose answer it is. Needs a secure page (https, or this machine).
import { bytes, onRecord, text } from "./record.js";
import { BlindRSA, PrepareType } from "./vendor/blindrsa/blindrsa.js";

const suite = new BlindRSA({
  name: "RSABSSA-SHA384-PSS-Randomized",
  hash: "SHA-384",
  saltLength: 48,
  prepareType: PrepareType.Randomized,
});
const TOKEN_BYTES = 32;

async function keyOf(place) {
  const entry = await onRecord(place.proof);
  // A wave has a key for each party; a period of speaking without a name (`place.kind`) has one for all.
  const own = place.kind ? entry.fact : entry.fact.asked.find((each) => each.party === place.party);
  const kind = place.kind ?? "wave_opened.v1";
  if (entry.fact.kind !== kind || entry.index !== Number(place.wave) || !own) throw new Error("record");
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  return [await crypto.subtle.importKey("spki", bytes(own.key), algorithm, true, ["verify"]), entry];
}

// One tab at a time: two that open at once would each make a token, and the host signs one.
const inTurn = (memory, work) => (navigator.locks ? navigator.locks.request(memory, work) : work());
const keptIn = (memory) => JSON.parse(localStorage.getItem(memory) ?? "null");

// The token of this person in this browser: made and blinded once, signed once, kept until it has answered.
async function tokenOf(place, memory) {
  const [key, entry] = await keyOf(place);
  let kept = keptIn(memory);
  if (!kept) {
    if (place.issued) throw new Error("elsewhere");
    const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
    const { blindedMsg, inv } = await suite.blind(key, prepared);
    kept = { token: text(prepared), blinded: text(blindedMsg), inverse: text(inv) };
    localStorage.setItem(memory, JSON.stringify(kept));
  }
  if (!kept.signature) {
    const fields = new URLSearchParams({ blinded: kept.blinded, csrfmiddlewaretoken: place.csrf });
    const reply = await fetch(place.sign, { method: "POST", body: fields });
    const said = await reply.json();
    if (said.code === "token_issued") {
      localStorage.removeItem(memory); // another was signed: this one never will be
      throw new Error("elsewhere");
    }
    if (!reply.ok) throw Object.assign(new Error(said.code), { told: said.refused });
    const signature = await suite.finalize(key, bytes(kept.token), bytes(said.signature), bytes(kept.inverse));
    kept = { token: kept.token, blinded: kept.blinded, inverse: kept.inverse, signature: text(signature) };
    localStorage.setItem(memory, JSON.stringify(kept));
  }
  return [kept, entry];
}

// Sent without cookies and without saying from which page; always the same number of bytes.
async function cast(place, kept, answers, comment) {
  const said = { party: place.party, token: kept.token, signature: kept.signature, answers, comment };
  const plain = JSON.stringify(said).replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const body = plain.padEnd(Number(place.size), " ");
  const options = { method: "POST", body, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
  const reply = await fetch(place.cast, { ...options, headers: { "Content-Type": "application/octet-stream" } });
  const told = await reply.json();
  if (!reply.ok) throw Object.assign(new Error(told.code), { told: told.refused });
}

function answersOf(page) {
  const questions = [...page.querySelectorAll("[data-question]")];
  const chosen = questions.map((each) => each.querySelector("input:checked"));
  const open = questions[chosen.findIndex((each) => !each)];
  if (open) open.querySelector("input").focus();
  return open ? null : chosen.map((each) => (each.value === "" ? null : Number(each.value)));
}

// What was checked, in the page's own words: only what held is shown.
function showChecked(page, entry) {
  page.querySelector("[data-entry]").textContent = `${entry.index} · ${entry.size} · ${entry.root}`;
  page.querySelector("[data-earlier]").hidden = entry.earlier === 0;
  page.querySelector("[data-first]").hidden = entry.earlier !== 0;
  page.querySelector(`[data-signature=${entry.signature}]`).hidden = false;
}

async function ready(page) {
  const place = page.dataset;
  const memory = `paripassu:${place.alliance}:${place.wave}:${place.person}`;
  const state = page.querySelector("[data-state]");
  const button = page.querySelector("[data-send]");
  const tell = (name, told = "") => {
    state.textContent = told || place[name] || place.sayFailed;
  };
  try {
    if (!globalThis.crypto?.subtle) throw new Error("insecure");
    const [kept, entry] = await inTurn(memory, () => tokenOf({ ...place, issued: place.issued === "yes" }, memory));
    tell("sayReady");
    showChecked(page, entry);
    page.querySelector("[data-questions]").disabled = false;
    button.disabled = false;
    button.addEventListener("click", async () => {
      const answers = answersOf(page);
      if (!answers) return tell("sayOpen");
      button.disabled = true;
      try {
        await cast(place, kept, answers, page.querySelector("[data-comment]")?.value.trim() ?? "");
        localStorage.removeItem(memory);
        page.querySelector("[data-questions]").remove();
        button.remove();
        tell("sayThanks");
      } catch (error) {
        tell("sayUnsure", error.told);
        button.disabled = false;
      }
      state.tabIndex = -1;
      state.focus();
    });
  } catch (error) {
    const names = { record: "sayRecord", elsewhere: "sayElsewhere", insecure: "sayInsecure" };
    tell(names[error.message] ?? "sayFailed", error.told);
  }
}

for (const page of document.querySelectorAll("[data-survey]")) await ready(page);

// On any other page of the alliance: get the token for an open wave, so that having one says nothing about answering;
// and where the reply was lost, because the page was left at that moment, ask for the same once more.
for (const quiet of document.querySelectorAll("[data-token]")) {
  const place = quiet.dataset;
  const memory = `paripassu:${place.alliance}:${place.wave}:${place.person}`;
  const wanted = () => (keptIn(memory) ? !keptIn(memory).signature : place.issued !== "yes");
  if (globalThis.crypto?.subtle) {
    await inTurn(memory, async () => wanted() && tokenOf({ ...place, issued: false }, memory)).catch(() => {});
  }
}
