/** A message of lines as HTML, each a paragraph: what our own notices to staff look like. */
export function mailHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .split("\n")
    .map((line) => `<p>${line}</p>`)
    .join("");
}
