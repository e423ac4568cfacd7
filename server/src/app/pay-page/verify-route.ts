import type { Screen } from "@kvitt/web-pay";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { refuse } from "../../platform/index.ts";
import { networkOf } from "../../platform/sign-in/index.ts";
import { postedOf } from "./read-input.ts";
import { formToken, isFormOf } from "./tickets.ts";
import { frameFor, isFromOurPages, nobody, show, type PayPage } from "./visits.ts";
import type { Place } from "./world.ts";

const MOST_SIGNS = 20;

type Asked = { readonly page: PayPage; readonly request: FastifyRequest; readonly reply: FastifyReply };
type Here = { readonly address: string; readonly place: Place };
/** What the forms of this page are bound to: it belongs to nobody's bill. */
const boundTo = ({ address }: Here): string => `verify ${address}`;

async function hereOf({ page, request }: Asked): Promise<Here> {
  const { address } = request.params as { address: string };
  return { address, place: (await page.world.placeOf(address)) ?? (await nobody(page, request)) };
}

function answer({ page, request, reply }: Asked, here: Here, screen: Screen): FastifyReply {
  const { clinic, country, currency } = here.place;
  const frame = frameFor(page, request, { seen: null, token: null, base: `/verify/${here.address}`, here: "" });
  return show(
    page,
    reply,
    { ...frame, clinic, country, currency, formToken: formToken(page.platform, boundTo(here)) },
    screen,
  );
}

async function check(asked: Asked): Promise<FastifyReply> {
  const { page, request } = asked;
  const here = await hereOf(asked);
  if (!isFromOurPages(page, request)) throw refuse("CROSS_SITE");
  const posted = postedOf(request.body);
  const code = (posted["code"] ?? "").trim().slice(0, MOST_SIGNS);
  const isOurs = isFormOf(page.platform, boundTo(here), posted["form"] ?? "");
  if (code === "" || posted["again"] !== undefined || !isOurs)
    return answer(asked, here, { screen: "verify", code, answer: null });
  await page.limits.count("guess", networkOf(request.ip));
  const found = await page.world.verify(here.place, code);
  const said = found
    ? ({ known: true, clinicName: here.place.clinic.name, ...found } as const)
    : ({ known: false } as const);
  return answer(asked, here, { screen: "verify", code, answer: said });
}

/**
 * "Is this message from us?" (N-19), at an address of each clinic, which its own site leads to (T-06): amount, day and reference of a code, for
 * whoever asks, ten a minute (SEC-36).
 */
export function addVerifyRoute(server: FastifyInstance, page: PayPage): void {
  server.get("/verify/:address", async (request, reply) => {
    const asked = { page, request, reply };
    return answer(asked, await hereOf(asked), { screen: "verify", code: "", answer: null });
  });
  server.post("/verify/:address", (request, reply) => check({ page, request, reply }));
}
