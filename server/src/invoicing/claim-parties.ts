import type { DateText } from "../ledger/index.ts";
import type { MarketPack } from "../markets/index.ts";
import {
  ageOn,
  birthDaysOf,
  decideReceiver,
  everGuardians,
  reachableForPayment,
  relationsOf,
  setRelations,
  upsertParties,
  type ContactDraft,
  type ExternalName,
  type Party,
  type PartyDraft,
  type PatientFacts,
  type Relation,
  type RelationWish,
  type Share,
} from "../parties/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { guardiansOf, type Claim, type ClaimGuardian, type ClaimPayer } from "./claim-schema.ts";

/** Who a claim is about and who owes it, as ids of parties. */
export type ClaimParties = {
  readonly patientId: string | null;
  readonly payer: Party;
  /** One, or the guardians who share custody. */
  readonly debtors: readonly Share[];
  readonly needsContact: boolean;
};

/** Names in a practice system are known within one clinic: the same patient number of another clinic is another person. */
export type NamingScope = { readonly clinicId: string; readonly pack: MarketPack; readonly today: DateText };

type Cast = {
  claim: Claim;
  aroseOn: DateText;
  patient: Party | null;
  payer: Party;
  behind: { party: Party; share: number }[];
};

const THIRD_PARTIES: ReadonlySet<string> = new Set(["EMPLOYER", "INSURER", "BUSINESS"]);

function contactDrafts(from: Pick<ClaimGuardian, "phone" | "email" | "address">): ContactDraft[] {
  const drafts: ContactDraft[] = [];
  if (from.phone) drafts.push({ kind: "phone", purpose: "payment", value: from.phone });
  if (from.email) drafts.push({ kind: "email", purpose: "payment", value: from.email });
  if (from.address) drafts.push({ kind: "address", purpose: "payment", value: from.address });
  return drafts;
}

function namer(scope: NamingScope): (ref: string) => ExternalName {
  return (ref) => ({ system: `practiceSystem:${scope.clinicId}`, ref });
}

function payerRoles(payer: ClaimPayer): PartyDraft["roles"] {
  if (payer.type === "EMPLOYER") return ["payer", "employer"];
  return payer.type === "INSURER" ? ["payer", "insurer"] : ["payer"];
}

const DELIVERY = { EFAKTURA: "efaktura", EHF: "ehf", EMAIL: "email", SMS: "sms", PAPER: "paper" } as const;
const CREDIT_CHECK = { ASK: "ask", ALWAYS: "always", NEVER: "never" } as const;

/** What the claim says of how the payer is dealt with; what it leaves out stays as the register has it. */
function wishesOf({ delivery, creditCheck }: ClaimPayer): Pick<PartyDraft, "delivery" | "creditCheck"> {
  return {
    delivery: delivery ? DELIVERY[delivery] : null,
    creditCheck: creditCheck ? CREDIT_CHECK[creditCheck] : null,
  };
}

function payerDraft(payer: ClaimPayer, claim: Claim, name: (ref: string) => ExternalName): PartyDraft {
  return {
    external: payer.ref ? name(payer.ref) : { system: "orgNo", ref: payer.orgNo ?? "" },
    kind: payer.orgNo || THIRD_PARTIES.has(payer.type) ? "company" : "person",
    name: payer.name,
    orgNo: payer.orgNo ?? null,
    thirdPartyReference: THIRD_PARTIES.has(payer.type) ? (claim.thirdPartyReference ?? null) : null,
    ...wishesOf(payer),
    roles: payerRoles(payer),
    contacts: contactDrafts(payer),
  };
}

/** The parties a claim names: patient, payer, guardians, in this order; `at` says which of them it has. */
function draftsOf(
  claim: Claim,
  name: (ref: string) => ExternalName,
): { patient: PartyDraft | null; payer: PartyDraft | null; behind: PartyDraft[] } {
  const { patient, payer } = claim;
  const own = patient && payer?.type === "PATIENT";
  const patientDraft: PartyDraft | null = patient
    ? {
        external: name(patient.ref),
        kind: "person",
        name: patient.name,
        birthOn: patient.birthDate ?? null,
        birthYear: patient.birthYear ?? null,
        roles: own ? ["patient", "payer"] : ["patient"],
        contacts: own ? contactDrafts(payer) : [],
        ...(own ? wishesOf(payer) : {}),
      }
    : null;
  const behind = guardiansOf(claim).map((each): PartyDraft => ({
    external: name(each.ref),
    kind: "person",
    name: each.name,
    roles: [],
    contacts: contactDrafts(each),
  }));
  return { patient: patientDraft, payer: payer && !own ? payerDraft(payer, claim, name) : null, behind };
}

/** Makes or updates the parties of all claims at once and puts them back with their claims. */
async function castClaims(tx: TenantTransaction, claims: readonly Claim[], scope: NamingScope): Promise<Cast[]> {
  const name = namer(scope);
  const perClaim = claims.map((claim) => draftsOf(claim, name));
  const flat = perClaim.flatMap(({ patient, payer, behind }) => [
    ...(patient ? [patient] : []),
    ...(payer ? [payer] : []),
    ...behind,
  ]);
  const parties = (await upsertParties(tx, flat, { market: scope.pack.country })).values();
  const next = () => parties.next().value as Party;
  return claims.map((claim, at) => {
    const drafts = perClaim[at]!;
    const patient = drafts.patient ? next() : null;
    const payer = drafts.payer ? next() : patient!;
    const guardians = guardiansOf(claim);
    const behind = drafts.behind.map((_, i) => ({ party: next(), share: guardians[i]?.shareBasisPoints ?? 10_000 }));
    const asGuardian =
      (claim.payer?.type === "GUARDIAN" || claim.payer?.type === "RELATIVE") && patient && behind.length === 0;
    if (asGuardian) behind.push({ party: payer, share: 10_000 });
    return { claim, aroseOn: claim.issueDate ?? scope.today, patient, payer, behind };
  });
}

/** The day of birth where it decides: from the claim, or opened from the register in the year of majority only. */
async function birthDays(
  tx: TenantTransaction,
  casts: readonly Cast[],
  adultAge: number,
): Promise<Map<string, DateText>> {
  const asked = casts.flatMap(({ claim, patient, aroseOn }) => {
    if (!patient || claim.patient?.birthDate || patient.birthYear === null) return [];
    return patient.birthYear + adultAge === Number(aroseOn.slice(0, 4)) ? [patient.id] : [];
  });
  const known = await birthDaysOf(tx, asked);
  for (const { claim, patient } of casts)
    if (patient && claim.patient?.birthDate) known.set(patient.id, claim.patient.birthDate);
  return known;
}

function patientFacts(patient: Party, born: Map<string, DateText>, reachable: ReadonlySet<string>): PatientFacts {
  const day = born.get(patient.id);
  return {
    partyId: patient.id,
    birthOn: day ? Temporal.PlainDate.from(day) : null,
    birthYear: patient.birthYear,
    reachable: reachable.has(patient.id) || patient.orgNo !== null,
  };
}

/**
 * What the claims say about who stands behind a patient: a minor's guardians, an adult's relative. Who was somebody's guardian does
 * not become the relative by being sent along after majority (FR-25).
 */
async function relationWishes(
  tx: TenantTransaction,
  casts: readonly Cast[],
  born: Map<string, DateText>,
  pack: MarketPack,
): Promise<RelationWish[]> {
  const named = casts.filter((cast) => cast.patient && cast.behind.some((each) => each.party.id !== cast.patient?.id));
  const were = await everGuardians(
    tx,
    named.map((cast) => cast.patient!.id),
  );
  const wishes = new Map<string, RelationWish>();
  for (const { patient, behind, aroseOn } of named) {
    const facts = patientFacts(patient!, born, new Set());
    const kind = ageOn(facts, Temporal.PlainDate.from(aroseOn), pack.adultAge) === "adult" ? "relative" : "guardian";
    const related = behind
      .filter(({ party }) => kind === "guardian" || !were.has(`${patient!.id}|${party.id}`))
      .map(({ party, share }) => ({ id: party.id, shareBasisPoints: share }));
    if (related.length > 0) wishes.set(`${patient!.id}|${kind}`, { partyId: patient!.id, kind, related });
  }
  return [...wishes.values()];
}

/**
 * Settles for each claim who it is about, who owes it and whether somebody can be reached: parties are made or updated in bulk, then
 * the receiver rules decide from what is known now, also of guardians that an earlier claim or a person registered.
 */
export async function resolveParties(
  tx: TenantTransaction,
  claims: readonly Claim[],
  scope: NamingScope,
): Promise<ClaimParties[]> {
  const casts = await castClaims(tx, claims, scope);
  const born = await birthDays(tx, casts, scope.pack.adultAge);
  await setRelations(tx, await relationWishes(tx, casts, born, scope.pack), scope.today);
  const relations = Map.groupBy(
    await relationsOf(
      tx,
      casts.flatMap((cast) => cast.patient?.id ?? []),
    ),
    (each) => each.partyId,
  );
  const involved = [
    ...casts.flatMap((cast) => [cast.payer.id, cast.patient?.id ?? cast.payer.id]),
    ...[...relations.values()].flat().map((each) => each.relatedId),
  ];
  const reachable = await reachableForPayment(tx, [...new Set(involved)]);
  return casts.map((cast) => decide(cast, relations.get(cast.patient?.id ?? "") ?? [], born, reachable, scope.pack));
}

function decide(
  cast: Cast,
  relations: readonly Relation[],
  born: Map<string, DateText>,
  reachable: ReadonlySet<string>,
  pack: MarketPack,
): ClaimParties {
  const { claim, patient, payer } = cast;
  if (!patient || THIRD_PARTIES.has(claim.payer?.type ?? "")) {
    const needsContact = !reachable.has(payer.id) && payer.orgNo === null;
    return {
      patientId: patient?.id ?? null,
      payer,
      debtors: [{ partyId: payer.id, shareBasisPoints: 10_000 }],
      needsContact,
    };
  }
  const related = relations.map(({ relatedId, kind, shareBasisPoints }) => ({
    partyId: relatedId,
    kind,
    shareBasisPoints,
    reachable: reachable.has(relatedId),
  }));
  const decision = decideReceiver(
    patientFacts(patient, born, reachable),
    related,
    Temporal.PlainDate.from(cast.aroseOn),
    pack.adultAge,
  );
  const first = decision.debtors[0]!.partyId;
  const debtor = [patient, payer, ...cast.behind.map((each) => each.party)].find((party) => party.id === first);
  return {
    patientId: patient.id,
    payer: debtor ?? { ...patient, id: first, invoiceMode: "single" },
    debtors: decision.debtors,
    needsContact: decision.needsContact,
  };
}
