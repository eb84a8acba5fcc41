// Answering a survey so that the host cannot tell whose answer it is. Needs a secure page (https, or this machine).
import { BlindRSA, PrepareType } from "./vendor/blindrsa/blindrsa.js";

const suite = new BlindRSA({
  name: "RSABSSA-SHA384-PSS-Randomized",
  hash: "SHA-384",
  saltLength: 48,
  prepareType: PrepareType.Randomized,
});
const TOKEN_BYTES = 32;

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const text = (value) => btoa(String.fromCharCode(...value));
const hex = (value) => [...value].map((each) => each.toString(16).padStart(2, "0")).join("");
const unhex = (value) => Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const utf8 = (value) => new TextEncoder().encode(value);
const sha256 = async (value) => new Uint8Array(await crypto.subtle.digest("SHA-256", value));
const node = (left, right) => sha256(joined([1], left, right));

// The root that an entry and its proof lead to (RFC 9162, 2.1.3.2); null where the proof does not fit.
async function rootOf(leaf, index, size, path) {
  let [place, last, found] = [index, size - 1, leaf];
  for (const other of path) {
    if (last === 0) return null;
    if (place % 2 || place === last) {
      found = await node(other, found);
      while (place !== 0 && place % 2 === 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else {
      found = await node(found, other);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? found : null;
}

// What the record says about the wave, once it was checked that it is under the checkpoint.
async function onRecord(address) {
  const { header, salt, body, proof } = await (await fetch(address)).json();
  const [lines, note] = proof.split("\n\n", 1).concat(proof.slice(proof.indexOf("\n\n") + 2));
  const [, place, ...path] = lines.split("\n");
  const index = Number(place.replace("index ", ""));
  const [, size, root] = note.split("\n");
  const seal = hex(await sha256(joined(unhex(salt), utf8(body))));
  const said = JSON.parse(header);
  const leaf = await sha256(joined([0], utf8(header)));
  const found = await rootOf(leaf, index, Number(size), path.map(bytes));
  if (said.seal !== seal || said.index !== index || !found || text(found) !== root) throw new Error("record");
  return { fact: JSON.parse(body), index, size: Number(size), root };
}

async function keyOf(place) {
  const entry = await onRecord(place.proof);
  const own = entry.fact.asked.find((each) => each.party === place.party);
  if (entry.fact.kind !== "wave_opened.v1" || entry.index !== Number(place.wave) || !own) throw new Error("record");
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  return [await crypto.subtle.importKey("spki", bytes(own.key), algorithm, true, ["verify"]), entry];
}

// The token of this person in this browser: made and blinded once, signed once, kept until it has answered.
async function tokenOf(place, memory) {
  const [key, entry] = await keyOf(place);
  let kept = JSON.parse(localStorage.getItem(memory) ?? "null");
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
    if (!reply.ok) throw Object.assign(new Error(said.code), { told: said.refused });
    const signature = await suite.finalize(key, bytes(kept.token), bytes(said.signature), bytes(kept.inverse));
    kept = { token: kept.token, blinded: kept.blinded, inverse: kept.inverse, signature: text(signature) };
    localStorage.setItem(memory, JSON.stringify(kept));
  }
  return [kept, entry];
}

// Sent without cookies and without saying from which page; always the same number of bytes.
async function cast(place, kept, answers) {
  const said = { party: place.party, token: kept.token, signature: kept.signature, answers };
  const body = JSON.stringify(said).padEnd(Number(place.size), " ");
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
    const [kept, entry] = await tokenOf({ ...place, issued: place.issued === "yes" }, memory);
    tell("sayReady");
    page.querySelector("[data-entry]").textContent = `${entry.index} · ${entry.size} · ${entry.root}`;
    page.querySelector("[data-questions]").disabled = false;
    button.disabled = false;
    button.addEventListener("click", async () => {
      const answers = answersOf(page);
      if (!answers) return tell("sayOpen");
      button.disabled = true;
      try {
        await cast(place, kept, answers);
        localStorage.removeItem(memory);
        page.querySelector("[data-questions]").remove();
        button.remove();
        tell("sayThanks");
        state.tabIndex = -1;
        state.focus();
      } catch (error) {
        tell("sayFailed", error.told);
        button.disabled = false;
      }
    });
  } catch (error) {
    const names = { record: "sayRecord", elsewhere: "sayElsewhere", insecure: "sayInsecure" };
    tell(names[error.message] ?? "sayFailed", error.told);
  }
}

for (const page of document.querySelectorAll("[data-survey]")) await ready(page);

// On any other page of the alliance: get the token for an open wave, so that having one says nothing about answering.
for (const quiet of document.querySelectorAll("[data-token]")) {
  const place = quiet.dataset;
  const memory = `paripassu:${place.alliance}:${place.wave}:${place.person}`;
  if (globalThis.crypto?.subtle && place.issued !== "yes" && !localStorage.getItem(memory)) {
    await tokenOf({ ...place, issued: false }, memory).catch(() => {});
  }
}
