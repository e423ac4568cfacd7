import { useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";
import { may, useMe, type Action } from "../../shell/session.ts";
import { useLanguage } from "../../shell/language.ts";

export type Tenant = Answer<"/api/v1/tenant", "get">;
export type Clinic = Answer<"/api/v1/clinics", "get">["items"][number];
export type SetUp = Answer<"/api/v1/ledgers/{ledgerId}/set-up", "get">;
export type User = Answer<"/api/v1/users", "get">["items"][number];
export type RoleGiven = User["roles"][number];
export type Rights = Answer<"/api/v1/roles", "get">;
export type Key = Answer<"/api/v1/api-keys", "get">["items"][number];
export type Jobs = Answer<"/api/v1/jobs", "get">;

/** Whether the person may do something, in a ledger or anywhere at all. */
export function useCan(): (action: Action, ledgerId?: string) => boolean {
  const who = useMe();
  return (action, ledgerId) => may(who, action, ledgerId);
}

export const useTenant = () => useQuery({ queryKey: ["tenant"], queryFn: () => answered(kvitt.GET("/api/v1/tenant")) });

export const useClinics = () =>
  useQuery({ queryKey: ["clinics"], queryFn: () => answered(kvitt.GET("/api/v1/clinics")) });

export const useUsers = (enabled = true) =>
  useQuery({ queryKey: ["users"], enabled, queryFn: () => answered(kvitt.GET("/api/v1/users")) });

export const useRights = () => useQuery({ queryKey: ["roles"], queryFn: () => answered(kvitt.GET("/api/v1/roles")) });

export const useKeysOfPrograms = () =>
  useQuery({ queryKey: ["api-keys"], queryFn: () => answered(kvitt.GET("/api/v1/api-keys")) });

/** The server says what went wrong in the reader's language: another language is asked for anew. */
export function useJobs() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ["jobs", language],
    queryFn: () => answered(kvitt.GET("/api/v1/jobs")),
    // A job that was asked for is done seconds later.
    refetchInterval: ({ state }) => (state.data?.items.some(({ last }) => last?.state === "waiting") ? 3000 : false),
  });
}

export const useSetUp = (ledgerId: string) =>
  useQuery({
    queryKey: ["set-up", ledgerId],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/set-up", { params: { path: { ledgerId } } })),
  });

/** Reads a ledger and its set-up anew, after what it is changed. */
export function useAnew(ledgerId: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["ledgers"] }),
      queries.invalidateQueries({ queryKey: ["set-up", ledgerId] }),
    ]);
}

/** The alarm that stands as long as one person may release alone; only for who may see alarms. */
export const useOnePersonAlarm = (enabled: boolean) =>
  useQuery({
    queryKey: ["alarms", "tenant.onePerson"],
    enabled,
    queryFn: async () => {
      const { items } = await answered(kvitt.GET("/api/v1/alarms", { params: { query: { limit: 200 } } }));
      return items.find(({ kind }) => kind === "tenant.onePerson") ?? null;
    },
  });
