/** All that the access point remembers. In memory; gone with the process. */

import { type Names, type SimulatorClock, timestamp } from "@kvitt/simulator-kit";
import type { Rules } from "./rules.ts";
import type { Document, Kind, Push, State, Told } from "./types.ts";

export type Settings = {
  /** What receivers take that are not in the register by name. */
  othersTake: readonly Kind[];
  /** How long the network takes to bring a document to its receiver. */
  deliverAfterSeconds: number;
};

export type World = {
  readonly clock: SimulatorClock;
  readonly names: Names;
  readonly rules: Rules;
  readonly key: string;
  readonly webhook: { readonly url: string | null; readonly secret: string };
  /** The register: which kinds of document a participant takes. */
  readonly participants: Map<string, readonly Kind[]>;
  readonly documents: Map<string, Document>;
  readonly pushes: Push[];
  readonly settings: Settings;
};

/** What a participant takes; empty for one that nobody knows. */
export function takenBy({ participants, settings }: World, participant: string): readonly Kind[] {
  return participants.get(participant) ?? settings.othersTake;
}

/** Something becomes of a document, and the sender is to be told. */
export function happen(world: World, document: Document, state: State, code: string | null = null): void {
  const told: Told = { eventId: world.names.uuid(), state, code, atMs: world.clock.now() };
  document.events.push(told);
  document.dueMs = null;
  const fault = world.rules.forWebhook(state);
  world.pushes.push({
    documentId: document.id,
    state,
    body: JSON.stringify({ reports: [reportView(document, told)] }),
    secret: fault?.do === "badSignature" ? `${world.webhook.secret}-not` : world.webhook.secret,
    copies: fault?.do === "duplicate" ? fault.copies : 0,
    answers: [],
    dueMs: world.clock.now() + (fault?.do === "late" ? fault.seconds * 1000 : 0),
    done: fault?.do === "withhold" || world.webhook.url === null ? "withheld" : "waiting",
  });
}

/** What is said of a document, by webhook and when asked. */
export function reportView(document: Document, { eventId, state, code, atMs }: Told): Record<string, unknown> {
  const told = code === null ? {} : { code };
  return { eventId, id: document.id, reference: document.reference, state, ...told, at: timestamp(atMs) };
}
