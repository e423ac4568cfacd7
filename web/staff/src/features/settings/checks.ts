import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, type Answer } from "../../api.ts";
import { useCan } from "./questions.ts";

export type Checks = Answer<"/api/v1/checks", "get">;
export type Check = Checks["items"][number];
export type CheckRun = Answer<"/api/v1/check-runs", "get">["items"][number];
export type CheckNow = Answer<"/api/v1/checks/{name}", "get">;
export type CheckRow = CheckNow["rows"][number];

/** How many runs are drawn: a month of nights. */
const RUNS = 30;
const EVERY_MS = 2_000;
const NEVER = "never";

/** Every check as it stood in the newest run; asked again and again while a run that somebody started is under way. */
export function useChecks() {
  const [awaited, setAwaited] = useState<string | undefined>();
  const queries = useQueryClient();
  const checks = useQuery({
    queryKey: ["checks"],
    enabled: useCan()("checks.run"),
    queryFn: async () => {
      const answer = await answered(kvitt.GET("/api/v1/checks"));
      if (awaited !== undefined && (answer.run?.id ?? NEVER) !== awaited) {
        setAwaited(undefined);
        for (const queryKey of [["check-runs"], ["alarms"], ["home", "alarms"]])
          void queries.invalidateQueries({ queryKey });
      }
      return answer;
    },
    refetchInterval: awaited === undefined ? false : EVERY_MS,
  });
  return { checks, underWay: awaited !== undefined, await: () => setAwaited(checks.data?.run?.id ?? NEVER) };
}

export const useCheckRuns = () =>
  useQuery({
    queryKey: ["check-runs"],
    enabled: useCan()("checks.run"),
    queryFn: () => answered(kvitt.GET("/api/v1/check-runs", { params: { query: { limit: RUNS } } })),
  });

/** One check, asked of the books as they are now. */
export const useCheckNow = (name: string) =>
  useQuery({
    queryKey: ["check-now", name],
    staleTime: 0,
    retry: false,
    queryFn: () => answered(kvitt.GET("/api/v1/checks/{name}", { params: { path: { name } } })),
  });

/** Runs all checks now, as the night does. */
export const useRunning = () =>
  useMutation({
    mutationFn: () => answered(kvitt.POST("/api/v1/job-runs", { body: { name: "controls.nightWatch" } })),
  });

/** The alarms of one check that stand: one for each night that somebody has not looked after. */
export const useAlarmsOf = (name: string) =>
  useQuery({
    queryKey: ["alarms", "check", name],
    enabled: useCan()("alarms.read"),
    queryFn: async () => {
      const { items } = await answered(kvitt.GET("/api/v1/alarms", { params: { query: { limit: 200 } } }));
      return items.filter(({ kind }) => kind === `check.${name}`).map(({ id }) => id);
    },
  });

/** Says of all of them that somebody looks after them. */
export function useLookingAfter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (alarmIds: readonly string[]) => {
      for (const alarmId of alarmIds)
        await answered(kvitt.POST("/api/v1/alarms/{alarmId}/acknowledgement", { params: { path: { alarmId } } }));
    },
    onSettled: async () => {
      for (const queryKey of [["alarms"], ["home", "alarms"]]) await queries.invalidateQueries({ queryKey });
    },
  });
}
