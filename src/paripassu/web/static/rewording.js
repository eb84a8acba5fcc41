// Helps whoever writes a comment to hide their style. Nothing of it leaves the browser.
const PLAIN = [
  [/[\u2018\u2019\u201a\u201b`\u00b4]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"'],
  [/\s*[\u2012-\u2015]\s*|\s+-+\s+/g, ", "],
  [/\u2026|\.{2,}/g, "."],
  [/([!?])[!?]+/g, "$1"],
  [/!/g, "."],
  [/[\p{Extended_Pictographic}\u{fe0f}\u{200d}]/gu, ""],
  [/(^|\s)[:;]-?[()DPp](?=\s|$)/g, ""],
  [/[*_~#]/g, ""],
  [/\s+([,.;:?])/g, "$1"],
  [/[^\S\n]+/g, " "],
  [/\n\s*/g, "\n"],
];

export const evened = (text) => PLAIN.reduce((said, [from, to]) => said.replace(from, to), text).toLowerCase().trim();

for (const place of document.querySelectorAll("[data-rewording]")) {
  const [box, preview] = [place.querySelector("[data-comment]"), place.querySelector("[data-preview]")];
  const [even, undo] = [place.querySelector("[data-even]"), place.querySelector("[data-undo]")];
  const nothing = preview.textContent;
  let before = "";
  const show = () => {
    preview.textContent = box.value.trim() || nothing;
  };
  box.addEventListener("input", show);
  even.addEventListener("click", () => {
    before = box.value;
    box.value = evened(before);
    undo.hidden = false;
    show();
  });
  undo.addEventListener("click", () => {
    box.value = before;
    undo.hidden = true;
    box.focus();
    show();
  });
}
