import { marketPack } from "../markets/index.ts";
import {
  makePartyKeys,
  partyKeys,
  seal,
  unseal,
  type DataKey,
  type SealPlace,
  type TenantTransaction,
} from "../platform/index.ts";
import { setContacts } from "./contacts.ts";
import {
  insertParties,
  insertRoles,
  selectByExternal,
  takeCustomerNumbers,
  updateParties,
  type KnownParty,
  type NewParty,
  type PartyChange,
} from "./store.ts";
import type { ExternalName, Party, PartyDraft } from "./types.ts";

const nameOf = (external: ExternalName) => `${external.system}|${external.ref}`;

function birthPlace(tx: TenantTransaction, partyId: string): SealPlace {
  return { tenantId: tx.tenantId, table: "party", column: "birth_on_sealed", row: partyId };
}

/** One draft a party: what comes later in the batch wins, roles and contacts add up. */
function merge(drafts: readonly PartyDraft[]): Map<string, PartyDraft> {
  const merged = new Map<string, PartyDraft>();
  for (const draft of drafts) {
    const earlier = merged.get(nameOf(draft.external));
    merged.set(nameOf(draft.external), earlier ? join(earlier, draft) : draft);
  }
  return merged;
}

function join(earlier: PartyDraft, later: PartyDraft): PartyDraft {
  return {
    ...earlier,
    ...later,
    orgNo: later.orgNo ?? earlier.orgNo ?? null,
    birthOn: later.birthOn ?? earlier.birthOn ?? null,
    birthYear: later.birthYear ?? earlier.birthYear ?? null,
    thirdPartyReference: later.thirdPartyReference ?? earlier.thirdPartyReference ?? null,
    delivery: later.delivery ?? earlier.delivery ?? null,
    creditCheck: later.creditCheck ?? earlier.creditCheck ?? null,
    roles: [...new Set([...earlier.roles, ...later.roles])],
    contacts: [...earlier.contacts, ...later.contacts],
  };
}

const yearOf = (draft: PartyDraft) => (draft.birthOn ? Number(draft.birthOn.slice(0, 4)) : (draft.birthYear ?? null));

/**
 * Makes or updates parties by the name another system has for them, in a handful of statements for thousands.
 * Answers the parties in the order of the drafts. Each new party gets a customer number and a data key of its own; what a draft
 * leaves out stays as it was. Throws CONTACT_INVALID.
 */
export async function upsertParties(
  tx: TenantTransaction,
  drafts: readonly PartyDraft[],
  options: { market: string },
): Promise<Party[]> {
  const merged = merge(drafts);
  const known = await knownBy(tx, [...merged.values()]);
  const missing = [...merged].filter(([name]) => !known.has(name)).map(([, draft]) => draft);
  const made = await createMissing(tx, missing, marketPack(options.market).languages[0]!);
  await updateChanged(
    tx,
    [...merged].flatMap(([name, draft]) => (known.has(name) ? [{ draft, party: known.get(name)! }] : [])),
  );
  const parties = new Map<string, Party>([...known, ...made]);
  const each = [...merged].map(([name, draft]) => ({ draft, partyId: parties.get(name)!.id }));
  await insertRoles(
    tx,
    each.flatMap(({ draft, partyId }) => draft.roles.map((role) => ({ partyId, role }))),
  );
  await setContacts(
    tx,
    each.flatMap(({ draft, partyId }) => draft.contacts.map((contact) => ({ partyId, contact }))),
    options.market,
  );
  return drafts.map((draft) => current(parties.get(nameOf(draft.external))!, merged.get(nameOf(draft.external))!));
}

async function knownBy(tx: TenantTransaction, drafts: readonly PartyDraft[]): Promise<Map<string, KnownParty>> {
  const rows = await selectByExternal(
    tx,
    drafts.map((draft) => draft.external),
  );
  return new Map(rows.map((row) => [nameOf(row), row]));
}

/** The party as it is after the draft. */
function current(party: Party, draft: PartyDraft): Party {
  return {
    id: party.id,
    customerNo: party.customerNo,
    kind: party.kind,
    name: draft.name,
    orgNo: draft.orgNo ?? party.orgNo,
    birthYear: yearOf(draft) ?? party.birthYear,
    language: party.language,
    invoiceMode: party.invoiceMode,
    collectivePeriod: party.collectivePeriod,
    deliveryPreference: draft.delivery ?? party.deliveryPreference,
    creditCheck: draft.creditCheck ?? party.creditCheck,
    thirdPartyReference: draft.thirdPartyReference ?? party.thirdPartyReference,
  };
}

/** Who says nothing else reads the market's first language. */
async function createMissing(
  tx: TenantTransaction,
  missing: readonly PartyDraft[],
  language: string,
): Promise<Map<string, Party>> {
  if (missing.length === 0) return new Map();
  const first = await takeCustomerNumbers(tx, missing.length);
  // Somebody else may have made some of them while we waited for the counter.
  const met = await knownBy(tx, missing);
  const drafts = missing
    .filter((draft) => !met.has(nameOf(draft.external)))
    .map((draft) => ({ ...draft, language: draft.language ?? language }));
  const ids = drafts.map(() => tx.platform.ids.next());
  const keys = await makePartyKeys(tx, ids);
  const rows = drafts.map((draft, at) => newParty(tx, draft, ids[at]!, first + BigInt(at), keys.get(ids[at]!)!));
  await insertParties(tx, rows);
  const made = rows.map((row, at) => [nameOf(row.external), freshParty(row, drafts[at]!)] as const);
  return new Map<string, Party>([...met, ...made]);
}

type Made = PartyDraft & { readonly language: string };

function newParty(tx: TenantTransaction, draft: Made, id: string, customerNo: bigint, key: DataKey): NewParty {
  return {
    id,
    customerNo,
    kind: draft.kind,
    name: draft.name,
    orgNo: draft.orgNo ?? null,
    birthYear: yearOf(draft),
    birthOnSealed: draft.birthOn ? seal(key, birthPlace(tx, id), draft.birthOn) : null,
    language: draft.language,
    thirdPartyReference: draft.thirdPartyReference ?? null,
    deliveryPreference: draft.delivery ?? null,
    creditCheck: draft.creditCheck ?? "ask",
    external: draft.external,
  };
}

function freshParty(row: NewParty, draft: PartyDraft): Party {
  const unset = { invoiceMode: "single", collectivePeriod: null } as const;
  return current({ ...row, ...unset }, draft);
}

async function updateChanged(
  tx: TenantTransaction,
  pairs: readonly { draft: PartyDraft; party: KnownParty }[],
): Promise<void> {
  const born = pairs.filter(({ draft }) => draft.birthOn);
  const keys = await partyKeys(
    tx,
    born.map(({ party }) => party.id),
  );
  const changes: PartyChange[] = [];
  for (const { draft, party } of pairs) {
    const after = current(party, draft);
    const birthOnSealed = resealed(tx, draft, party, keys.get(party.id));
    const same =
      after.name === party.name &&
      after.orgNo === party.orgNo &&
      after.birthYear === party.birthYear &&
      after.thirdPartyReference === party.thirdPartyReference &&
      after.deliveryPreference === party.deliveryPreference &&
      after.creditCheck === party.creditCheck &&
      birthOnSealed === party.birthOnSealed;
    if (!same) changes.push({ ...after, birthOnSealed });
  }
  await updateParties(tx, changes);
}

/** The sealed birth day after the draft: the old seal itself when the day is the same. */
function resealed(
  tx: TenantTransaction,
  draft: PartyDraft,
  party: KnownParty,
  key: DataKey | undefined,
): Buffer | null {
  if (!draft.birthOn || !key) return party.birthOnSealed;
  const place = birthPlace(tx, party.id);
  if (party.birthOnSealed && unseal(key, place, party.birthOnSealed) === draft.birthOn) return party.birthOnSealed;
  return seal(key, place, draft.birthOn);
}
