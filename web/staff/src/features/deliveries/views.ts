/** The three lists of one duty, as the address names them. */
export const VIEWS = ["unchosen", "contact", "failed"] as const;
export type View = (typeof VIEWS)[number];

/** The view that the address asks for; else the first one in which something waits. */
export function viewOf(asked: string | undefined, waits: Readonly<Record<View, number>> | undefined): View {
  const named = VIEWS.find((view) => view === asked);
  return named ?? VIEWS.find((view) => (waits?.[view] ?? 0) > 0) ?? "unchosen";
}
