import { useSyncExternalStore } from "react";

/** A telephone held upright: the width at which the style sheets change too. */
const NARROW = "(max-width: 30rem)";

const asked = () => window.matchMedia(NARROW);
const hear = (changed: () => void) => {
  const query = asked();
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
};

/** Is the window so narrow that a table shows two facts in one cell rather than hide one beyond its edge? */
export const useNarrow = (): boolean => useSyncExternalStore(hear, () => asked().matches);
