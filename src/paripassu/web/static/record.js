// What a browser checks of the record by itself, so that it need not believe the host: that an entry is in the record,
// that the record only grew since this browser last saw it, and that the same key signs it as then.

export const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
export const text = (value) => btoa(String.fromCharCode(...value));
const hex = (value) => [...value].map((each) => each.toString(16).padStart(2, "0")).join("");
const unhex = (value) => Uint8Array.from(value.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const utf8 = (value) => new TextEncoder().encode(value);
const sha256 = async (value) => new Uint8Array(await crypto.subtle.digest("SHA-256", value));
const node = (left, right) => sha256(joined([1], left, right));
const half = (value) => Math.floor(value / 2);

// The root that a leaf and its proof lead to (RFC 9162, 2.1.3.2); null where the proof does not fit.
export async function rootOf(leaf, index, size, path) {
  let [place, last, found] = [index, size - 1, leaf];
  for (const other of path) {
    if (last === 0) return null;
    if (place % 2 || place === last) {
      found = await node(other, found);
      while (place !== 0 && place % 2 === 0) [place, last] = [half(place), half(last)];
    } else {
      found = await node(found, other);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? found : null;
}

// Whether the record of `before` is the beginning of that of `after` (RFC 9162, 2.1.4.2). Both: {size, root in base64}.
export async function extended(before, after, proof) {
  if (before.size === after.size) return before.root === after.root;
  if (before.size < 1 || before.size > after.size) return false;
  let [place, last] = [before.size - 1, after.size - 1];
  while (place % 2) [place, last] = [half(place), half(last)];
  const [start, ...path] = place === 0 ? [bytes(before.root), ...proof] : proof;
  if (!start) return false;
  let [older, newer] = [start, start];
  for (const other of path) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      [older, newer] = [await node(other, older), await node(other, newer)];
      while (place !== 0 && place % 2 === 0) [place, last] = [half(place), half(last)];
    } else {
      newer = await node(newer, other);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && text(older) === before.root && text(newer) === after.root;
}

// A checkpoint as it is signed [C2SP tlog-checkpoint, signed-note]: whose record, how long, its root, and what is signed.
export function checkpointOf(note) {
  const end = note.indexOf("\n\n");
  const [origin, size, root] = note.slice(0, end).split("\n");
  const signatures = note.slice(end + 2).split("\n").filter((line) => line.startsWith("\u2014 "));
  return { origin, size: Number(size), root, signed: note.slice(0, end + 1), signatures };
}

// "good" or "bad"; "unknown" where this browser has no Ed25519. `key`: name+key id+base64 [C2SP signed-note].
export async function signatureOf(checkpoint, key) {
  const [name, id, ...rest] = key.split("+");
  const line = checkpoint.signatures.map((each) => each.slice(2).split(" ")).find(([by]) => by === name);
  const [blob, signature] = [bytes(rest.join("+")), bytes(line?.[1] ?? "")];
  const expected = hex(await sha256(joined(utf8(`${name}\n`), blob))).slice(0, 8);
  if (blob[0] !== 1 || id !== expected || hex(signature.slice(0, 4)) !== expected) return "bad";
  let known;
  try {
    known = await crypto.subtle.importKey("raw", blob.slice(1), "Ed25519", false, ["verify"]);
  } catch {
    return "unknown";
  }
  return (await crypto.subtle.verify("Ed25519", known, signature.slice(4), utf8(checkpoint.signed))) ? "good" : "bad";
}

// The fact of an entry and its index, if header, seal and proof lead to the checkpoint's root. Throws otherwise.
async function includedFact({ header, salt, body }, lines, checkpoint) {
  const [, place, ...path] = lines.split("\n");
  const index = Number(place.replace("index ", ""));
  const said = JSON.parse(header);
  const found = await rootOf(await sha256(joined([0], utf8(header))), index, checkpoint.size, path.map(bytes));
  const seal = hex(await sha256(joined(unhex(salt), utf8(body))));
  if (said.seal !== seal || said.index !== index || !found || text(found) !== checkpoint.root) throw new Error("record");
  return { fact: JSON.parse(body), index };
}

// What the record says in one entry, after all of it was checked: {fact, index, size, root, earlier, signature}.
// What was seen is remembered here, and the next look must extend it. Throws Error("record") where something does not hold.
export async function onRecord(address) {
  const memory = `paripassu-record:${address.split("/")[1]}`;
  const before = JSON.parse(localStorage.getItem(memory) ?? "null");
  const reply = await (await fetch(before ? `${address}?since=${before.size}` : address)).json();
  const start = reply.proof.indexOf("\n\n");
  const checkpoint = checkpointOf(reply.proof.slice(start + 2));
  const entry = await includedFact(reply, reply.proof.slice(0, start), checkpoint);
  const signature = await signatureOf(checkpoint, reply.key);
  if (signature === "bad" || (before && before.key !== reply.key)) throw new Error("record");
  if (before && !(await extended(before, checkpoint, reply.extends.map(bytes)))) throw new Error("record");
  const { size, root } = checkpoint;
  localStorage.setItem(memory, JSON.stringify({ size, root, key: reply.key }));
  return { ...entry, size, root, signature, earlier: before?.size ?? 0 };
}
