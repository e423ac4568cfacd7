import { openAgreements, rotateSecret, type OpenAgreement } from "../../payments/index.ts";
import { withTenant, type Context, type Platform } from "../../platform/index.ts";
import type { Hearing, RailServices } from "./rails.ts";

/** How long an event signed with the former secret is still believed: a partner repeats one for some days. */
const OVERLAP_HOURS = 72;

export type Connected = { readonly registered: number; readonly silent: number };

const SECRET = "webhookSecret";

/** Does the partner tell our address of the agreement's events, by a secret that we have? `undefined`: it did not say. */
async function hears(hearing: Hearing, agreement: OpenAgreement, url: string): Promise<boolean | undefined> {
  const told = await hearing.list();
  if (told === undefined) return false;
  if (told.outcome !== "ok") return undefined;
  const own = told.value.filter((each) => each.url === url);
  if (own.length > 0 && agreement.secrets[SECRET] !== undefined) return true;
  // A registration whose secret we do not have is of no use.
  for (const { id } of own) await hearing.remove(`remove:${id}`, id);
  return false;
}

/**
 * Sees to it that every partner with an active agreement tells us of its events: registers our address where it is not, and seals the secret it
 * is told once. Harmless when all is as it should be. A partner that does not answer is asked the next time; polling carries on meanwhile.
 */
export async function connectAgreements(
  platform: Platform,
  context: Context,
  services: RailServices,
): Promise<Connected> {
  const agreements = await withTenant(platform, context, openAgreements);
  const connected = { registered: 0, silent: 0 };
  for (const agreement of agreements.filter(({ state }) => state === "active")) {
    const hearing = services.hearing(agreement);
    const url = services.addressOf(agreement);
    const isHeard = hearing ? await hears(hearing, agreement, url) : true;
    if (isHeard === true) continue;
    const answer = isHeard === undefined ? undefined : await hearing!.register(platform.ids.next(), url);
    if (answer?.outcome !== "ok") {
      connected.silent += 1;
      platform.log.warn({ event: "agreements.notConnected", agreement: agreement.id, way: agreement.way });
      continue;
    }
    connected.registered += 1;
    const { secret } = answer.value;
    if (secret !== null)
      await withTenant(platform, context, (tx) =>
        rotateSecret(tx, agreement.id, { name: SECRET, value: secret, overlapHours: OVERLAP_HOURS }),
      );
  }
  return connected;
}
