import type { ReactNode } from "react";

export type Tone = "settled" | "due" | "overdue" | "held";

/** A state: its colour, a shape of its own, and the word. */
export function State({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className="kv-state" data-tone={tone}>
      {children}
    </span>
  );
}
