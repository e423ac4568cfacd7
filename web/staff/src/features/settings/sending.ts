import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../api.ts";
import { useStepUp } from "../../parts/StepUp.tsx";
import type { Wrong } from "./Form.tsx";

/** Which control a refusal of the server belongs to, by its code. */
export type Places = Readonly<Record<string, string>>;

export type Sending<Sent> = {
  readonly send: (sent: Sent) => void;
  readonly pending: boolean;
  /** What the server refused and no control is to blame for. */
  readonly error: Error | null;
  /** What it refused, at the control that is to blame, with what helps. */
  readonly refused: Wrong;
  /** How often it refused: each time the summary takes the focus. */
  readonly failures: number;
  /** Something was typed since: the refusal is of the past. */
  readonly mended: () => void;
};

function placed(error: Error | null, places: Places): Wrong {
  if (!(error instanceof Refused)) return {};
  const { code, sentence, remedy } = error.problem;
  const id = places[code];
  return id === undefined ? {} : { [id]: `${sentence} ${remedy}` };
}

/** Sends what a form says, with a fresh second factor where the server wants one, and has read anew what the answer changes. */
export function useSending<Sent, Got>({
  act,
  anew,
  done,
  places = {},
}: {
  readonly act: (sent: Sent) => Promise<Got>;
  readonly anew: readonly (readonly string[])[];
  readonly done: (got: Got, sent: Sent) => void;
  readonly places?: Places;
}): Sending<Sent> {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const [failures, setFailures] = useState(0);
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: (sent: Sent) => withFactor(() => act(sent)),
    onSuccess: async (got, sent) => {
      await Promise.all(anew.map((queryKey) => queries.invalidateQueries({ queryKey })));
      done(got, sent);
    },
    onError: () => setFailures((before) => before + 1),
  });
  const refused = placed(error, places);
  const isPlaced = Object.keys(refused).length > 0;
  return {
    send: (sent) => {
      if (!isPending) mutate(sent);
    },
    pending: isPending,
    error: isPlaced ? null : error,
    refused,
    failures,
    mended: () => {
      if (error) reset();
    },
  };
}
