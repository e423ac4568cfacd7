import { languages, type Language } from "../format.ts";

/** What a browser keeps between visits: how its screens look and speak, and what a person last chose. Nothing about anybody's patients. */

export type Look = {
  readonly language?: Language | undefined;
  readonly colourMode?: "system" | "light" | "dark" | undefined;
  readonly density?: "comfortable" | "compact" | undefined;
};

const OURS = "kvitt.";

function read(name: string): string | null {
  try {
    return localStorage.getItem(OURS + name);
  } catch {
    return null; // A browser that keeps nothing.
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(OURS + name, value);
  } catch {
    // Then it is chosen again next time.
  }
}

/** How this browser's screens were last wanted; what it cannot read is left out. */
export function keptLook(): Look {
  try {
    const { language, colourMode, density } = JSON.parse(read("look") ?? "{}") as Record<string, unknown>;
    return {
      language: languages.find((each) => each === language),
      colourMode: (["system", "light", "dark"] as const).find((each) => each === colourMode),
      density: (["comfortable", "compact"] as const).find((each) => each === density),
    };
  } catch {
    return {};
  }
}

export function keepLook(look: Look): void {
  keep("look", JSON.stringify({ ...keptLook(), ...look }));
}

export const keptLedger = (userId: string) => read(`ledger.${userId}`);
export const keptTenant = (userId: string) => read(`tenant.${userId}`);
export const keptRecent = (userId: string): readonly string[] =>
  (read(`recent.${userId}`) ?? "").split(" ").filter(Boolean);

/** Does some work that empties the browser's storage (signing out does), and puts back what is kept here. */
export async function keepingAll(work: () => Promise<unknown>): Promise<void> {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(OURS));
  const kept = names.map((name) => [name.slice(OURS.length), localStorage.getItem(name) ?? ""] as const);
  await work();
  for (const [name, value] of kept) keep(name, value);
}
