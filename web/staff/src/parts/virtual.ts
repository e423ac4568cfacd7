import { useLayoutEffect, useState, type RefObject } from "react";

/** The rows to draw of a long list, and the empty height before and after them. */
export type Drawn = { readonly from: number; readonly to: number; readonly before: number; readonly after: number };

const BEYOND = 12;
/** Lists as short as this are drawn whole. */
export const SHORT = 48;

/** Which rows of `count`, each `rowHeight` pixels, are drawn when the list is scrolled by `top` in a frame of `height` pixels. */
export function drawnRows(count: number, rowHeight: number, top: number, height: number): Drawn {
  if (count <= SHORT) return { from: 0, to: count, before: 0, after: 0 };
  const first = Math.floor(Math.max(0, top) / rowHeight);
  const from = Math.min(Math.max(0, first - BEYOND), count);
  const to = Math.max(from, Math.min(count, first + Math.ceil(height / rowHeight) + BEYOND));
  return { from, to, before: from * rowHeight, after: (count - to) * rowHeight };
}

/** Follows a scrolled frame: how far down it is, and how tall. */
export function useScrolled(frame: RefObject<HTMLElement | null>): { readonly top: number; readonly height: number } {
  const [scrolled, setScrolled] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setScrolled({ top: element.scrollTop, height: element.clientHeight });
    look();
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [frame]);
  return scrolled;
}
