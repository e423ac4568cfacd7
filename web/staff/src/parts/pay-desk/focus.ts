import { useEffect, useRef, type RefObject } from "react";

/** What a dialog asks first has the focus once it is there: it comes later than the dialog, which has given the focus to its way out. */
export function useFirstFocus(): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, []);
  return place;
}
