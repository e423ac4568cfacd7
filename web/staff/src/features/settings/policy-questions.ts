import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer, type Body } from "../../api.ts";

export type Version = Answer<"/api/v1/follow-up-policies", "get">["items"][number];
export type Template = Answer<"/api/v1/ledgers/{ledgerId}/follow-up-policy-templates", "get">["items"][number];
export type Check = Answer<"/api/v1/follow-up-policies/check", "post">;
export type Checked = Body<"/api/v1/follow-up-policies/check", "post">;

export const useVersions = () =>
  useQuery({ queryKey: ["policies"], queryFn: () => answered(kvitt.GET("/api/v1/follow-up-policies")) });

export const useTemplates = (ledgerId: string) =>
  useQuery({
    queryKey: ["policy-templates", ledgerId],
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/follow-up-policy-templates", { params: { path: { ledgerId } } })),
  });

/** What the law and the scopes above say of a policy as it is typed; the last answer stays until the next has come. */
export const useCheck = (body: Checked | undefined) =>
  useQuery({
    queryKey: ["policy-check", body],
    enabled: body !== undefined,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () => answered(kvitt.POST("/api/v1/follow-up-policies/check", { body: body! })),
  });

export type Trial = Answer<"/api/v1/follow-up-simulations/{simulationId}", "get">;
export type Outcome = NonNullable<Trial["result"]>["draft"];

export const startTrial = (body: Body<"/api/v1/follow-up-simulations", "post">) =>
  answered(kvitt.POST("/api/v1/follow-up-simulations", { body }));

/** How far a trial is, asked again until it has come to its end. */
export const useTrial = (simulationId: string | undefined) =>
  useQuery({
    queryKey: ["policy-trial", simulationId],
    enabled: simulationId !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.result !== null ? false : 1000),
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/follow-up-simulations/{simulationId}", {
          params: { path: { simulationId: simulationId! } },
        }),
      ),
  });
