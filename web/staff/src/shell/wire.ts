import { useSyncExternalStore } from "react";
import { kvitt, queries } from "../api.ts";

/** What the frame knows of the line to the server: is it there? */

const listeners = new Set<() => void>();
const line = { up: true };
const ASK_AGAIN_MS = 3_000;

function say(up: boolean): void {
  if (line.up === up) return;
  line.up = up;
  for (const listener of listeners) listener();
  if (up) void queries.invalidateQueries();
  else void untilUp();
}

async function untilUp(): Promise<void> {
  while (!line.up) {
    await new Promise((later) => setTimeout(later, ASK_AGAIN_MS));
    await fetch("/healthz").then(
      (answer) => say(answer.ok),
      () => undefined,
    );
  }
}

const SIGN_IN = /\/api\/v1\/(sign-in|sign-out)/;

kvitt.use({
  onResponse({ request, response }) {
    say(true);
    // The session ended, here or elsewhere: the frame asks who it is, and shows the sign-in page where it stands.
    if (response.status === 401 && !SIGN_IN.test(request.url) && !request.url.endsWith("/api/v1/me"))
      void queries.invalidateQueries({ queryKey: ["me"] });
  },
  onError({ error }) {
    if (error instanceof TypeError) say(false);
  },
});

/** Does the server answer? */
export function useLineUp(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line.up,
  );
}
