import { writeCamt, type EntryDraft } from "@kvitt/format-iso20022";
import type { Mail } from "@kvitt/simulator-mail";
import { itemsByReference, type OpenItem } from "../src/ledger/index.ts";
import { ACCOUNT, ledgerText } from "../testkit/index.ts";
import { read, type Answer } from "../src/app/routes/asking.fixture.ts";
import type { PatientWorld } from "./patient-world.fixture.ts";

/** The fees of the worked month that the patients settle with the clinic itself, and what one looks at meanwhile. */

type Payer = {
  readonly name: string;
  readonly phone?: string | null;
  readonly email?: string;
  readonly address?: object;
  readonly [more: string]: unknown;
};

export type Fee = {
  readonly number: string;
  readonly kid: string;
  readonly amountMinor: bigint;
  readonly name: string;
  readonly birthDate: string;
  readonly payer?: Partial<Payer>;
  readonly guardian?: object;
  readonly text?: string;
  readonly more?: object;
};

export const A: Fee = {
  number: "260101",
  kid: "1047112601018",
  amountMinor: 245_000n,
  name: "Kari Nordmann",
  birthDate: "1984-03-09",
  payer: { phone: "+4791234567" },
};
/** A child: the link goes to the guardian. */
export const B: Fee = {
  number: "260102",
  kid: "1047122601024",
  amountMinor: 118_000n,
  name: "Ola Nordmann",
  birthDate: "2017-05-02",
  payer: { phone: null },
  guardian: { ref: "F104712", name: "Per Nordmann", phone: "+4798765432" },
};
export const D: Fee = {
  number: "260104",
  kid: "1047142601046",
  amountMinor: 330_000n,
  name: "Berit Dahl",
  birthDate: "1961-11-20",
  payer: { phone: "+4790000104", email: "berit@post.example" },
};
export const G: Fee = {
  number: "260107",
  kid: "1047172601072",
  amountMinor: 200_000n,
  name: "Odd Berg",
  birthDate: "1949-02-11",
  payer: { phone: "+4790000107", address: { line1: "Fjellveien 3", postCode: "9010", city: "Tromsø" } },
};

export const externalIdOf = ({ number }: Pick<Fee, "number">): string => `journal-${number}`;

/** A fee as the practice system sends it. */
export function claimOf(fee: Fee): object {
  const ref = `P${fee.kid.slice(0, 6)}`;
  const { text = "Rotfylling tann 36" } = fee;
  const amountMinor = Number(fee.amountMinor);
  return {
    externalId: externalIdOf(fee),
    kind: "INVOICE",
    number: fee.number,
    kid: fee.kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    currency: "NOK",
    amountMinor,
    lines: [{ text, amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref, name: fee.name, birthDate: fee.birthDate },
    payer: { type: "PATIENT", ref, name: fee.name, ...fee.payer },
    ...(fee.guardian ? { guardian: fee.guardian } : {}),
    ...fee.more,
  };
}

/** The eyes and hands of a story in this month. */
export function monthOf(world: PatientWorld) {
  const { clinic, platform, inTenant } = world;
  const item = async ({ kid }: Pick<Fee, "kid">): Promise<OpenItem> =>
    (await inTenant((tx) => itemsByReference(tx, [kid])))[0]!;
  let statements = 0;
  let balanceMinor = 0n;
  return {
    item,
    open: async (fee: Pick<Fee, "kid">): Promise<bigint> => (await item(fee)).openMinor,
    /** Claims come in by the API; gives the answers. */
    async send(...fees: readonly (Fee | object)[]): Promise<Answer[]> {
      const answers: Answer[] = [];
      for (const fee of fees) {
        const body = "kid" in fee && "birthDate" in fee ? claimOf(fee) : fee;
        answers.push(await world.practice("POST", `/ledgers/${clinic.ledgerId}/claims`, { body }));
      }
      await world.minute();
      return answers;
    },
    /** Texts that a telephone has, oldest first. */
    texts: (phone: string): string[] =>
      world.phones
        .messages()
        .filter(({ to }) => to === phone)
        .map(({ text }) => text),
    mails: (address: string): Mail[] => world.mailbox.mails().filter(({ to }) => to.includes(address)),
    letters: () => world.post.letters(),
    /** Entries of the clinic's books as text, of some kinds, or all but these bills'. */
    entries: async (...kinds: readonly string[]): Promise<string[]> =>
      (await ledgerText(platform, clinic.context, clinic.ledgerId)).filter((line) =>
        kinds.some((kind) => line.includes(` ${kind}: `)),
      ),
    /** The bank's statement of one day, as the bank writes it. */
    statement(day: string, entries: readonly Omit<EntryDraft, "bookedOn">[]): Buffer {
      const on = Temporal.PlainDate.from(day);
      const opening = { signedMinor: balanceMinor, on };
      for (const entry of entries)
        balanceMinor +=
          entry.signedMinor ?? (entry.transactions ?? []).reduce((sum, each) => sum + each.signedMinor, 0n);
      statements += 1;
      const id = `STM-${String(statements).padStart(4, "0")}`;
      const createdAt = `${day}T23:00:00+02:00`;
      const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" };
      const booked = entries.map((entry) => ({ ...entry, bookedOn: on }));
      const days = { id, electronicSequence: statements, createdAt, account, currency: "NOK", opening, closingOn: on };
      return Buffer.from(
        writeCamt({
          kind: "camt.053",
          version: "08",
          msgId: id,
          createdAt,
          statements: [{ ...days, entries: booked }],
        }),
      );
    },
  };
}

export type Month = ReturnType<typeof monthOf>;

/** The link of a text or a mail. */
export function linkIn(text: string | undefined): string {
  const found = /https?:\/\/\S+\/p\/[\w-]{32}/.exec(text ?? "")?.[0];
  if (!found) throw new Error(`There is no link: ${text}`);
  return found;
}

/** What the API said: status, and the code of a refusal or the state of what was taken. */
export function said(answer: Answer): readonly [number, string] {
  const { code, state } = read<{ code?: string; state?: string }>(answer);
  return [answer.status, code ?? state ?? ""];
}
