import { holdsForbiddenNumber } from "@kvitt/values";
import type { AgencyPacket } from "../ports.ts";

/**
 * What a packet lacks before it may leave (DP-022; the Swedish notes, section 3): a name, an address, an organisation number of a business and no
 * number of a person (SEC-83), dates that fit, something owed, reminders that were proven, words that are neutral.
 */
export const packetLacks = [
  "debtorName",
  "address",
  "organisationNumber",
  "identityNumber",
  "invoiceNumber",
  "dates",
  "amount",
  "reminders",
  "neutralWords",
] as const;
export type PacketLack = (typeof packetLacks)[number];

/** Letters of the policy's last hand-over: two reminders, or what the market puts in their place. */
const FEWEST_REMINDERS = 2;

const isEmpty = (text: string): boolean => text.trim() === "";

const broken: Readonly<Record<PacketLack, (packet: AgencyPacket, groundText: string) => boolean>> = {
  debtorName: ({ debtor }) => isEmpty(debtor.name),
  address: ({ debtor: { address } }) =>
    [address.line1, address.postCode, address.city].some(isEmpty) || !/^[A-Z]{2}$/.test(address.country),
  organisationNumber: ({ debtor }) => debtor.kind === "business" && (debtor.organisationNumber ?? "") === "",
  identityNumber: ({ debtor, groundText }) =>
    (debtor.kind === "person" && debtor.organisationNumber !== null) ||
    [debtor.name, debtor.address.line1, debtor.address.line2 ?? "", groundText].some((text) =>
      holdsForbiddenNumber(text),
    ),
  invoiceNumber: ({ invoiceNumber }) => isEmpty(invoiceNumber),
  dates: ({ invoiceOn, dueOn, interestFromOn, reminders }) =>
    invoiceOn > dueOn || interestFromOn <= dueOn || reminders.some(({ sentOn }) => sentOn <= dueOn),
  amount: ({ capitalMinor, interestMinor, feesMinor }) => capitalMinor <= 0n || interestMinor < 0n || feesMinor < 0n,
  reminders: ({ reminders }) => reminders.length < FEWEST_REMINDERS,
  neutralWords: (packet, groundText) => packet.groundText !== groundText,
};

/** Everything a packet lacks, in this order. `groundText` is what its claim may be said to rest on, and nothing more. */
export function lacksOf(packet: AgencyPacket, groundText: string): readonly PacketLack[] {
  return packetLacks.filter((lack) => broken[lack](packet, groundText));
}

type Words = Readonly<Record<"dental" | "veterinary", string>>;
const GROUND: Readonly<Record<string, Words>> = {
  sv: { dental: "Tandvård enligt faktura", veterinary: "Djursjukvård enligt faktura" },
  nb: { dental: "Tannlegetjenester ifølge faktura", veterinary: "Veterinærtjenester ifølge faktura" },
  da: { dental: "Tandlægeydelser ifølge faktura", veterinary: "Dyrlægeydelser ifølge faktura" },
  it: { dental: "Prestazioni odontoiatriche, fattura", veterinary: "Prestazioni veterinarie, fattura" },
  en: { dental: "Dental services, invoice", veterinary: "Veterinary services, invoice" },
};

/** What a claim rests on, in words that tell nothing of the treatment: "Tandvård enligt faktura 100245". */
export function groundTextOf(language: string, kind: keyof Words, invoiceNumber: string): string {
  return `${(GROUND[language] ?? GROUND["en"]!)[kind]} ${invoiceNumber}`;
}
