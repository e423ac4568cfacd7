import { useEffect, useRef, useState } from "react";

const MINUTE = 60_000;
const LOOK_EVERY_MS = 5_000;
const ACTS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
const CHANNEL = "kvitt-used";

/** How a screen rests: used lately, about to be locked, or so long unused that it is. */
export function restOf(idleMs: number, idleMinutes: number): "used" | "soon" | "locked" {
  if (idleMs >= idleMinutes * MINUTE) return "locked";
  return idleMs >= (idleMinutes - 1) * MINUTE ? "soon" : "used";
}

/**
 * Locks the screen when nobody has used it for so long (SEC-24, D-13): a key or a touch in any window of this browser counts. Says when it is
 * about to, a minute before.
 */
export function useIdleLock(idleMinutes: number, lock: () => void): boolean {
  const [soon, setSoon] = useState(false);
  const locking = useRef(lock);
  useEffect(() => {
    locking.current = lock;
  });
  useEffect(() => {
    let usedAt = Date.now();
    const windows = new BroadcastChannel(CHANNEL);
    const used = () => {
      if (Date.now() - usedAt > LOOK_EVERY_MS) windows.postMessage("used");
      usedAt = Date.now();
      setSoon(false);
    };
    windows.onmessage = () => {
      usedAt = Date.now();
      setSoon(false);
    };
    const look = setInterval(() => {
      const rest = restOf(Date.now() - usedAt, idleMinutes);
      setSoon(rest === "soon");
      if (rest === "locked") locking.current();
    }, LOOK_EVERY_MS);
    for (const act of ACTS) addEventListener(act, used, { passive: true });
    return () => {
      clearInterval(look);
      windows.close();
      for (const act of ACTS) removeEventListener(act, used);
    };
  }, [idleMinutes]);
  return soon;
}
