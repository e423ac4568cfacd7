import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Body } from "../../api.ts";

/** What a claim's page asks of follow-up, and writes down there. */

export type Dispute = Body<"/api/v1/open-items/{itemId}/follow-up-disputes", "post">;
export type SaidBy = Dispute["channel"];
export type Direction = Body<"/api/v1/open-items/{itemId}/contact-notes", "post">["direction"];
export type Outcome = Body<"/api/v1/follow-up-disputes/{disputeId}/answer", "post">["outcome"];
export type HoldWish = Body<"/api/v1/open-items/{itemId}/holds", "post">;

const of = (itemId: string) => ({ params: { path: { itemId } } });

/** One claim as follow-up sees it. */
export const useCase = (itemId: string | undefined) =>
  useQuery({
    queryKey: ["follow-up", "case", itemId],
    enabled: itemId !== undefined,
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/follow-up", of(itemId!))),
  });

/** What somebody said, or was told: an objection, a promise, a note, the answer to an objection. */
export type Saying =
  | { readonly kind: "dispute"; readonly on: string; readonly channel: SaidBy; readonly words: string }
  | { readonly kind: "promise"; readonly on: string; readonly channel: SaidBy; readonly words: string }
  | {
      readonly kind: "note";
      readonly on: string;
      readonly channel: SaidBy;
      readonly direction: Direction;
      readonly words: string;
    }
  | {
      readonly kind: "answer";
      readonly disputeId: string;
      readonly on: string;
      readonly outcome: Outcome;
      readonly words: string;
    };

async function write(itemId: string, said: Saying): Promise<void> {
  const { on, words } = said;
  switch (said.kind) {
    case "dispute":
      await answered(
        kvitt.POST("/api/v1/open-items/{itemId}/follow-up-disputes", {
          ...of(itemId),
          body: { openedOn: on, channel: said.channel, words },
        }),
      );
      return;
    case "promise":
      await answered(
        kvitt.POST("/api/v1/open-items/{itemId}/promises", {
          ...of(itemId),
          body: { promisedOn: on, channel: said.channel, words },
        }),
      );
      return;
    case "note":
      await answered(
        kvitt.POST("/api/v1/open-items/{itemId}/contact-notes", {
          ...of(itemId),
          body: { saidOn: on, channel: said.channel, direction: said.direction, text: words },
        }),
      );
      return;
    case "answer":
      await answered(
        kvitt.POST("/api/v1/follow-up-disputes/{disputeId}/answer", {
          params: { path: { disputeId: said.disputeId } },
          body: { answeredOn: on, outcome: said.outcome, words },
        }),
      );
  }
}

/** What is written down about a claim, and how it is stopped and let go on. */
export function useCaseActs(itemId: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["follow-up"] });
  const say = useMutation({ mutationFn: (said: Saying) => write(itemId, said), onSuccess });
  const hold = useMutation({
    mutationFn: (body: HoldWish) => answered(kvitt.POST("/api/v1/open-items/{itemId}/holds", { ...of(itemId), body })),
    onSuccess,
  });
  const endHold = useMutation({
    mutationFn: (holdId: string) =>
      answered(kvitt.DELETE("/api/v1/follow-up-holds/{holdId}", { params: { path: { holdId } } })),
    onSuccess,
  });
  return { say, hold, endHold };
}
