import type { OpenAgreement, PartnerAnswer, RailOpener } from "../../payments/index.ts";
import { openFinance } from "../../partners/finance/index.ts";
import { openStripe } from "../../partners/stripe/index.ts";
import { openSwish } from "../../partners/swish/index.ts";
import { openVipps, paymentEvents } from "../../partners/vipps/index.ts";
import type { Reach } from "./reach.ts";
import type { Services } from "./services.ts";

/** Where a partner tells of an agreement's events: asked for and looked at, each partner in its own way. */
export type Hearing = {
  /** Addresses it tells now, with its names for them; undefined where it cannot say. */
  list(): Promise<PartnerAnswer<readonly { readonly id: string; readonly url: string }[]> | undefined>;
  /** `secret` is null where the agreement's own signs. */
  register(operationId: string, url: string): Promise<PartnerAnswer<{ readonly secret: string | null }>>;
  remove(operationId: string, id: string): Promise<PartnerAnswer<null>>;
};

export type RailServices = {
  readonly open: RailOpener;
  /** Undefined where the partner is told the address with each payment. */
  readonly hearing: (agreement: OpenAgreement) => Hearing | undefined;
  readonly addressOf: (agreement: OpenAgreement) => string;
};

const SYSTEM = { name: "Kvitt", version: "0.1.0", pluginName: "kvitt-payments", pluginVersion: "0.1.0" } as const;

const first = (agreement: OpenAgreement, name: string): string => agreement.secrets[name]?.[0] ?? "";
const all = (agreement: OpenAgreement, name: string): readonly string[] => agreement.secrets[name] ?? [];
const setting = (agreement: OpenAgreement, name: string): string => agreement.settings[name] ?? "";

const unitOf = (agreement: OpenAgreement) => ({
  merchantSerialNumber: setting(agreement, "merchantSerialNumber"),
  clientId: setting(agreement, "clientId"),
  clientSecret: first(agreement, "clientSecret"),
  subscriptionKey: first(agreement, "subscriptionKey"),
});
const cardsOf = (agreement: OpenAgreement) => ({ secretKey: first(agreement, "secretKey") });
const financeOf = (agreement: OpenAgreement) => ({ apiKey: first(agreement, "apiKey") });
const swishOf = (agreement: OpenAgreement) => ({
  payeeAlias: setting(agreement, "payeeAlias"),
  identity: { cert: first(agreement, "certificate"), key: first(agreement, "privateKey") },
});
const signedBy = (agreement: OpenAgreement) => ({ secrets: all(agreement, "webhookSecret") });

type Opened = {
  readonly rail: (agreement: OpenAgreement) => ReturnType<RailOpener>;
  readonly hearing?: (agreement: OpenAgreement) => Hearing;
};

function walletService({ vipps }: Services, reach: Reach, addressOf: RailServices["addressOf"]): Opened | undefined {
  if (!vipps) return undefined;
  const service = openVipps({ baseUrl: vipps.url, system: SYSTEM, reach });
  return {
    rail: (agreement) => service.wallet(unitOf(agreement), { url: addressOf(agreement), ...signedBy(agreement) }),
    hearing: (agreement) => {
      const hooks = service.webhooks(unitOf(agreement));
      return {
        list: () => hooks.list(),
        register: (operationId, url) => hooks.register({ operationId, url, events: paymentEvents }),
        remove: (operationId, id) => hooks.remove({ operationId, id }),
      };
    },
  };
}

function cardService({ stripe }: Services, reach: Reach): Opened | undefined {
  if (!stripe) return undefined;
  const service = openStripe({ baseUrl: stripe.url, reach });
  return {
    rail: (agreement) => service.cards(cardsOf(agreement), signedBy(agreement)),
    hearing: (agreement) => {
      const hooks = service.webhooks(cardsOf(agreement));
      return {
        list: () => hooks.list(),
        register: (operationId, url) => hooks.register({ operationId, url }),
        remove: (_operationId, id) => hooks.remove(id),
      };
    },
  };
}

function financeService({ finance }: Services, reach: Reach): Opened | undefined {
  if (!finance) return undefined;
  const service = openFinance({ baseUrl: finance.url, reach });
  return {
    rail: (agreement) => service.partPayments(financeOf(agreement), signedBy(agreement)),
    hearing: (agreement) => ({
      // Saying it twice is saying it once, so nothing needs to be looked at.
      list: () => Promise.resolve(undefined),
      async register(_operationId, url) {
        const said = await service.listen(financeOf(agreement), url);
        return said.outcome === "ok" ? { outcome: "ok", value: { secret: null } } : said;
      },
      remove: () => Promise.resolve({ outcome: "ok", value: null }),
    }),
  };
}

function swishService({ swish }: Services, reach: Reach, addressOf: RailServices["addressOf"]): Opened | undefined {
  if (!swish) return undefined;
  const service = openSwish({ baseUrl: swish.url, reach, ...(swish.app ? { appAddress: swish.app } : {}) });
  return {
    rail: (agreement) =>
      service.payments(swishOf(agreement), {
        url: addressOf(agreement),
        secrets: all(agreement, "callbackIdentifier"),
      }),
  };
}

/** Opens the means of payment of this installation's services. */
export function openRailServices(services: Services, reach: Reach): RailServices {
  const addressOf = ({ webhookPath }: OpenAgreement): string => `${services.webhooks}${webhookPath}`;
  const opened: Readonly<Record<OpenAgreement["way"], Opened | undefined>> = {
    vipps: walletService(services, reach, addressOf),
    card: cardService(services, reach),
    swish: swishService(services, reach, addressOf),
    partPayment: financeService(services, reach),
  };
  return {
    open: (agreement) => opened[agreement.way]?.rail(agreement),
    hearing: (agreement) => opened[agreement.way]?.hearing?.(agreement),
    addressOf,
  };
}
