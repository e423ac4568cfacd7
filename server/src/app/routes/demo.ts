import * as z from "zod";
import { ok, route, type Route } from "../../platform/http/index.ts";
import { refuse } from "../../platform/index.ts";
import { roles, type Role } from "../../platform/roles/index.ts";
import { freeTotpCode, seedOfTotpUri } from "../../platform/sign-in/index.ts";

/** One way into a demo: what a person types, and the address an authenticator app reads. */
export type SignInShown = {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly authenticator: string;
};

const shown = z.object({
  items: z.array(
    z.object({ role: z.enum(roles), name: z.string(), email: z.string(), password: z.string(), code: z.string() }),
  ),
});

/** The people of a demo, for its sign-in page. Where the data directory is no demo's, there is no such address. */
export function demoRoutes(signIns: readonly SignInShown[]): Route[] {
  return [
    route({
      method: "GET",
      url: "/api/v1/demo-sign-ins",
      summary:
        "In a demo only: one user for each role, with password and a code of the second factor that is good now.",
      chapter: "Sign-in",
      permission: "public",
      schema: { responses: { 200: shown } },
      handler: async ({ platform }) => {
        if (signIns.length === 0) throw refuse("NOT_FOUND");
        const items = signIns.map(async ({ role, name, email, password, authenticator }) => {
          const code = await freeTotpCode(platform, email, seedOfTotpUri(authenticator));
          return { role, name, email, password, code };
        });
        return ok({ items: await Promise.all(items) });
      },
    }),
  ];
}
