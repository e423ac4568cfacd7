import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../api.ts";
import { ask } from "../parts/ask.ts";
import { eventsIn, STALE, type Heard, type Topic } from "./live-events.ts";

const AGAIN_MS = 2_000;
const GATHER_MS = 250;
const ANNOUNCE_EVERY_MS = 5_000;

async function listen(hear: (event: Heard) => void, signal: AbortSignal): Promise<void> {
  const answer = await ask("/api/v1/events", signal);
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { heard, rest } = eventsIn(unread + value);
    unread = rest;
    heard.forEach(hear);
  }
}

/** Listens as long as it is wanted: a stream that ends or breaks is opened again, and what may have been missed is asked anew. */
async function keepListening(hear: (event: Heard) => void, signal: AbortSignal): Promise<void> {
  for (let first = true; !signal.aborted; first = false) {
    if (!first) {
      await new Promise((later) => setTimeout(later, AGAIN_MS));
      hear({ topic: "missed", own: false });
    }
    await listen(hear, signal).catch(() => undefined);
  }
}

/** Asks anew what the topics made stale, gathered for a moment: a run tells of many things at once. */
function gathering(): (event: Heard) => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return ({ topic }) => {
    const words = topic === "missed" ? Object.values(STALE).flat() : STALE[topic];
    for (const word of words) waiting.add(word);
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const word of waiting) void queries.invalidateQueries({ queryKey: [word] });
      waiting.clear();
    }, GATHER_MS);
  };
}

/** Live updates of the frame: the sentence that tells, calmly and seldom, what a colleague did. */
export function useLive(): string {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [heard, setHeard] = useState<Topic | undefined>();
  const toldAt = useRef(-Infinity);
  useEffect(() => {
    const stop = new AbortController();
    const anew = gathering();
    const hear = (event: Heard) => {
      anew(event);
      const { topic, own } = event;
      const now = performance.now();
      if (topic === "missed" || own || now - toldAt.current < ANNOUNCE_EVERY_MS) return;
      toldAt.current = now;
      setHeard(topic);
    };
    void keepListening(hear, stop.signal);
    return () => stop.abort();
  }, [client]);
  useEffect(() => {
    if (!heard) return;
    const later = setTimeout(() => setHeard(undefined), ANNOUNCE_EVERY_MS);
    return () => clearTimeout(later);
  }, [heard]);
  return heard ? t(`live.${heard}`) : "";
}
