import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, oneAct } from "../../api.ts";
import { day } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import { useLanguage } from "../../shell/language.ts";
import { leftOf, type Equation } from "./equation.ts";
import type { QueueLine } from "./questions.ts";

type Wish = { readonly line: QueueLine; readonly equation: Equation };
export type Refusal = { readonly line: QueueLine; readonly error: Error };

/** What a placing changed is asked for anew; waits until the lists of this screen have come. */
export function useAnew(ledgerId: string) {
  const queries = useQueryClient();
  return async () => {
    for (const key of ["aging", "reskontro", "invoices", "invoice", "party", "home"])
      void queries.invalidateQueries({ queryKey: [key] });
    void queries.invalidateQueries({ queryKey: ["proof", ledgerId] });
    void queries.invalidateQueries({ queryKey: ["bank-line"] });
    void queries.invalidateQueries({ queryKey: ["waiting", ledgerId] });
    await queries.invalidateQueries({ queryKey: ["bank-lines"] });
  };
}

function bodyOf({ line, equation }: Wish) {
  const { parts, restTo, roundingMinor, payout } = equation;
  return {
    placings: parts.map(({ item, amountMinor }) => ({ itemId: item.itemId, amountMinor })),
    ...(restTo && leftOf(equation, line.amountMinor) > 0 ? { restToPartyId: restTo.partyId } : {}),
    ...(roundingMinor === 0 ? {} : { roundingMinor }),
    ...(payout ? { payout: { ...payout, amountMinor: leftOf(equation, line.amountMinor) } } : {}),
  };
}

function send(wish: Wish): Promise<{ entryId: string }> {
  const call = { params: { path: { lineId: wish.line.id }, header: oneAct() }, body: bodyOf(wish) };
  return wish.line.kind === "bankLine"
    ? answered(kvitt.POST("/api/v1/bank-lines/{lineId}/solution", call))
    : answered(kvitt.POST("/api/v1/statement-lines/{lineId}/solution", call));
}

const takeBack = (entryId: string) =>
  answered(kvitt.POST("/api/v1/solutions/{entryId}/reversal", { params: { path: { entryId }, header: oneAct() } }));

/** A set of line ids that grows and shrinks. */
function useUnderWay() {
  const [lines, setLines] = useState<ReadonlySet<string>>(new Set());
  const start = (id: string) => setLines((old) => new Set([...old, id]));
  const end = (id: string) => setLines((old) => new Set([...old].filter((each) => each !== id)));
  return { lines, start, end };
}

/**
 * Places payments. One act follows the other, so that a press while another is under way waits its turn and is never lost; what the server
 * refuses stays on the screen until the person has seen it.
 */
export function usePlacing(ledgerId: string, said: (line: QueueLine) => string) {
  const { t } = useTranslation();
  const tell = useDone();
  const anew = useAnew(ledgerId);
  const { lines, start, end } = useUnderWay();
  const [refused, setRefused] = useState<Refusal | undefined>();
  const undo = async (entryId: string) => {
    await takeBack(entryId);
    await anew();
  };
  const placing = useMutation({
    scope: { id: `bank-${ledgerId}` },
    mutationFn: send,
    onMutate: ({ line }) => {
      start(line.id);
      setRefused(undefined);
    },
    onSuccess: async ({ entryId }, { line }) => {
      tell(t("bank.accepted", { line: said(line) }), () => undo(entryId));
      await anew();
    },
    onError: async (error, { line }) => {
      setRefused({ line, error });
      await anew();
    },
    onSettled: (_done, _error, { line }) => end(line.id),
  });
  return { place: placing.mutate, underWay: lines, refused, seen: () => setRefused(undefined) };
}

type Leaving = { readonly line: QueueLine; readonly how: "leave" | "own" | "same"; readonly reason?: string };

function leave({ line, how, reason = "" }: Leaving) {
  const params = { path: { lineId: line.id } };
  if (how === "own") return answered(kvitt.POST("/api/v1/bank-lines/{lineId}/release", { params }));
  if (how === "same") return answered(kvitt.POST("/api/v1/bank-lines/{lineId}/dismissal", { params }));
  return answered(kvitt.POST("/api/v1/bank-lines/{lineId}/acceptance", { params, body: { reason } }));
}

/** Leaves a payment where it is, or says of a held one what it is. */
export function useLeaving(ledgerId: string) {
  const { t } = useTranslation();
  const tell = useDone();
  const anew = useAnew(ledgerId);
  return useMutation({
    mutationFn: leave,
    onSuccess: async (_done, { how }) => {
      tell(t(`bank.leftHow.${how}`));
      await anew();
    },
  });
}

type Until = { readonly line: QueueLine; readonly untilOn: string; readonly reason: string };

function putOff({ line, untilOn, reason }: Until) {
  const call = { params: { path: { lineId: line.id } }, body: { untilOn, reason } };
  return line.kind === "bankLine"
    ? answered(kvitt.PUT("/api/v1/bank-lines/{lineId}/snooze", call))
    : answered(kvitt.PUT("/api/v1/statement-lines/{lineId}/snooze", call));
}

function wake(line: QueueLine) {
  const call = { params: { path: { lineId: line.id } } };
  return line.kind === "bankLine"
    ? answered(kvitt.DELETE("/api/v1/bank-lines/{lineId}/snooze", call))
    : answered(kvitt.DELETE("/api/v1/statement-lines/{lineId}/snooze", call));
}

/** Puts a line off until a day, or brings it back; each undoes the other. */
export function usePuttingOff(ledgerId: string) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const tell = useDone();
  const queries = useQueryClient();
  const anew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["waiting", ledgerId] }),
      queries.invalidateQueries({ queryKey: ["bank-lines"] }),
    ]);
  return {
    putOff: useMutation({
      mutationFn: putOff,
      // The lists come anew by themselves: who waited for them would be gone with the line.
      onSuccess: (_done, { line, untilOn }) => {
        tell(t("bank.putOffDone", { day: day(untilOn, language) }), () => wake(line).then(anew));
        void anew();
      },
    }),
    wake: useMutation({
      mutationFn: wake,
      onSuccess: (_done, line) => {
        const { snoozed } = line;
        tell(t("bank.woken"), snoozed ? () => putOff({ line, ...snoozed }).then(anew) : undefined);
        void anew();
      },
    }),
  };
}
