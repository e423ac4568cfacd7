/** A clinic's looks on paper: its logo and its colour, as far as they are safe to set and can be read. */

const LARGEST_LOGO = 65_536;
/**
 * What a logo may not hold: it is drawn by the typesetter, which runs nothing and fetches nothing, but the same file is shown on the pay page
 * and in the settings. Text is refused because its letters would be another face's.
 */
const UNSAFE =
  /<!|<\?(?!xml\s)|<\s*(?:script|foreignObject|image|text|use|style|iframe|animate\w*|set|a)\b|\son\w+\s*=|(?:href|src)\s*=|url\(\s*['"]?(?!#)|javascript:|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i;
const WHOLE = /^\s*(?:<\?xml\s[^>]*\?>\s*)?<svg\b[^>]*>[^]*<\/svg>\s*$/;

/** Why a drawing cannot be a logo; empty when it can. */
export function logoProblems(svg: string): readonly ("tooLarge" | "notSvg" | "unsafe")[] {
  if (Buffer.byteLength(svg) > LARGEST_LOGO) return ["tooLarge"];
  if (!WHOLE.test(svg)) return ["notSvg"];
  return UNSAFE.test(svg) ? ["unsafe"] : [];
}

const COLOUR = /^#[0-9a-f]{6}$/i;

/** Whether a text is a colour as `#rrggbb`. */
export function isColour(text: string): boolean {
  return COLOUR.test(text);
}

/** Kvitt's own accent, for a clinic that has chosen none. */
export const OWN_ACCENT = "#0F6B73";
const INK = "#1C2024";
/** WCAG 2.2, 1.4.3: what a text needs against its ground. */
const READABLE = 4.5;

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** The contrast of a colour against white paper, by WCAG's formula: 1 to 21. */
export function contrastOnPaper(colour: string): number {
  return 1.05 / (luminance(colour) + 0.05);
}

/** The colours of a document: the clinic's for bars and lines, and for words where they can be read in it. */
export function coloursOf(accent: string | null): { readonly accent: string; readonly words: string } {
  const chosen = accent ?? OWN_ACCENT;
  return { accent: chosen, words: contrastOnPaper(chosen) >= READABLE ? chosen : INK };
}
