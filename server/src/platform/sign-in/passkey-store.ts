import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { column } from "../database/bulk.ts";

/** A passkey as its owner sees it. */
export type ShownPasskey = {
  readonly id: string;
  readonly name: string;
  /** The host it was made for. */
  readonly host: string;
  /** May the device's maker carry it to the owner's other devices? */
  readonly synced: boolean;
  readonly createdAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | null;
};

/** A passkey as its signatures are checked. */
export type Passkey = ShownPasskey & {
  readonly userId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly signedCount: bigint;
  readonly transports: readonly string[];
};

const columns = sql`
  id, user_id as "userId", name, host, credential_id as "credentialId", public_key as "publicKey", signed_count as "signedCount", transports, synced,
  created_at as "createdAt", used_at as "usedAt"`;

/** A person's passkeys, the oldest first. */
export async function passkeysOf(platform: Platform, userId: string): Promise<Passkey[]> {
  const found = await sql<Passkey>`
    select ${columns} from sign_in_passkey where user_id = ${userId} order by created_at, id limit 100`.execute(
    platform.database,
  );
  return found.rows;
}

export async function passkeyOfCredential(platform: Platform, credentialId: string): Promise<Passkey | undefined> {
  const found = await sql<Passkey>`
    select ${columns} from sign_in_passkey where credential_id = ${credentialId}`.execute(platform.database);
  return found.rows[0];
}

/** Keeps a new passkey. Undefined when the credential is known, whoever has it. */
export async function insertPasskey(
  platform: Platform,
  passkey: Omit<Passkey, "id" | "createdAt" | "usedAt">,
): Promise<ShownPasskey | undefined> {
  const { userId, name, host, credentialId, publicKey, signedCount, transports, synced } = passkey;
  const made = await sql<ShownPasskey>`
    insert into sign_in_passkey (id, user_id, name, host, credential_id, public_key, signed_count, transports, synced, created_at)
    values (${platform.ids.next()}, ${userId}, ${name}, ${host}, ${credentialId}, ${publicKey}, ${signedCount}, ${column.text(transports)}, ${synced},
            ${platform.clock.now().toString()})
    on conflict (credential_id) do nothing
    returning ${columns}`.execute(platform.database);
  return made.rows[0];
}

/**
 * Notes a signature with the device's count. False when that count was reached before, by a copy of the key or by the same answer in another
 * request at this moment; a device that does not count says 0 each time.
 */
export async function noteSignature(platform: Platform, id: string, signedCount: bigint): Promise<boolean> {
  const noted = await sql`
    update sign_in_passkey set signed_count = ${signedCount}, used_at = ${platform.clock.now().toString()}
    where id = ${id} and (signed_count < ${signedCount} or (signed_count = 0 and ${signedCount}::bigint = 0))`.execute(
    platform.database,
  );
  return (noted.numAffectedRows ?? 0n) > 0n;
}

/** Renames one of a person's own passkeys; whether there was such a one. */
export async function renamePasskey(platform: Platform, userId: string, id: string, name: string): Promise<boolean> {
  const renamed = await sql`update sign_in_passkey set name = ${name} where user_id = ${userId} and id = ${id}`.execute(
    platform.database,
  );
  return (renamed.numAffectedRows ?? 0n) > 0n;
}

/** Removes one of a person's own passkeys; whether there was such a one. */
export async function deletePasskey(platform: Platform, userId: string, id: string): Promise<boolean> {
  const removed = await sql`delete from sign_in_passkey where user_id = ${userId} and id = ${id}`.execute(
    platform.database,
  );
  return (removed.numAffectedRows ?? 0n) > 0n;
}
