/** Taking letters, or turning them away one by one, and what becomes of them. */

import { createHash } from "node:crypto";
import type { SimulatorClock } from "@kvitt/simulator-kit";
import type { Rules } from "./rules.ts";
import type {
  Letter,
  LetterEvent,
  LetterIn,
  LetterState,
  Push,
  Receiver,
  ReturnCode,
  Settings,
  Taken,
  Turned,
} from "./types.ts";

const MOST_PAGES = 40;
/** Countries served, and how their post codes look. */
const postCodes: Readonly<Record<string, RegExp>> = {
  NO: /^\d{4}$/,
  SE: /^\d{3} ?\d{2}$/,
  DK: /^\d{4}$/,
  FI: /^\d{5}$/,
  DE: /^\d{5}$/,
  IT: /^\d{5}$/,
};

type Coming = {
  readonly letter: Letter;
  readonly state: LetterState;
  readonly code: ReturnCode | null;
  readonly dueMs: number;
};

export type World = {
  readonly clock: SimulatorClock;
  readonly rules: Rules;
  readonly settings: Settings;
  /** By our caller's id. */
  readonly letters: Map<string, Letter>;
  coming: Coming[];
  readonly pushes: Push[];
};

/** The same id again is answered as before; with another file or receiver it is turned away. */
export function takeLetter(world: World, letter: LetterIn, pdf: Buffer | undefined): Taken {
  const { id } = letter;
  const known = world.letters.get(id);
  if (known !== undefined) {
    const same = known.sha256 === letter.sha256 && JSON.stringify(known.receiver) === JSON.stringify(letter.receiver);
    return same ? { id, reference: known.reference } : { id, turned: "ID_CONFLICT" };
  }
  const fault = world.rules.forLetter(letter);
  const turned = fault?.do === "refuse" ? fault.turned : (addressDoubt(letter.receiver) ?? fileDoubt(letter, pdf));
  if (turned !== null) return { id, turned };
  const reference = `P${String(world.letters.size + 1).padStart(8, "0")}`;
  const taken: Letter = { ...letter, reference, pdf: Uint8Array.from(pdf!), atMs: world.clock.now(), events: [] };
  world.letters.set(id, taken);
  addEvent(taken, "ACCEPTED", null, taken.atMs);
  foresee(world, taken, fault?.do === "return" ? fault : null);
  return { id, reference };
}

function addressDoubt({ name, line1, postCode, city, country }: Receiver): Turned | null {
  if ([name, line1, postCode, city].some((part) => part.trim() === "")) return "ADDRESS_INCOMPLETE";
  const pattern = postCodes[country];
  if (pattern === undefined) return "COUNTRY_NOT_SERVED";
  return pattern.test(postCode) ? null : "POST_CODE_INVALID";
}

/** Pages are counted where the file shows them; a file that hides them in compressed objects is believed. */
function fileDoubt({ sha256, pages }: LetterIn, pdf: Buffer | undefined): Turned | null {
  if (pdf === undefined || createHash("sha256").update(pdf).digest("hex") !== sha256) return "FILE_DAMAGED";
  const text = pdf.toString("latin1");
  if (!text.startsWith("%PDF-") || !text.trimEnd().endsWith("%%EOF")) return "PDF_UNREADABLE";
  const counted = [...text.matchAll(/\/Type\s*\/Page\b/g)].length;
  if (counted > 0 && counted !== pages) return "PAGES_DIFFER";
  return pages > MOST_PAGES ? "TOO_MANY_PAGES" : null;
}

function foresee(
  world: World,
  letter: Letter,
  back: { readonly code: ReturnCode; readonly afterSeconds: number } | null,
): void {
  const { printAfterSeconds, postAfterSeconds } = world.settings;
  const at = (seconds: number): number => letter.atMs + seconds * 1000;
  world.coming.push({ letter, state: "PRINTED", code: null, dueMs: at(printAfterSeconds) });
  world.coming.push({ letter, state: "POSTED", code: null, dueMs: at(postAfterSeconds) });
  if (back !== null)
    world.coming.push({ letter, state: "RETURNED", code: back.code, dueMs: at(postAfterSeconds + back.afterSeconds) });
}

/** Brings a state about by hand, at this moment. False when the letter has come back already. */
export function makeHappen(world: World, letter: Letter, state: "POSTED" | "RETURNED"): boolean {
  if (letter.events.at(-1)?.state === "RETURNED") return false;
  world.coming = world.coming.filter((coming) => coming.letter !== letter);
  const code = state === "RETURNED" ? "RECEIVER_UNKNOWN" : null;
  world.coming.push({ letter, state, code, dueMs: world.clock.now() });
  return true;
}

/** Lets happen what is due; gives the events, oldest first. */
export function happenings(world: World): readonly LetterEvent[] {
  const now = world.clock.now();
  const due = world.coming.filter(({ dueMs }) => dueMs <= now).sort((a, b) => a.dueMs - b.dueMs);
  if (due.length > 0) world.coming = world.coming.filter(({ dueMs }) => dueMs > now);
  return due.map(({ letter, state, code, dueMs }) => addEvent(letter, state, code, dueMs));
}

function addEvent(letter: Letter, state: LetterState, code: ReturnCode | null, atMs: number): LetterEvent {
  const event: LetterEvent = {
    eventId: `${letter.reference}-${letter.events.length + 1}`,
    id: letter.id,
    state,
    code,
    atMs,
  };
  letter.events.push(event);
  return event;
}
