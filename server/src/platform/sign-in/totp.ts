import { createHmac, timingSafeEqual } from "node:crypto";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { signInSecret } from "./secret.ts";

const STEP_MS = 30_000;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of a time step, six digits (RFC 6238 with SHA-1, as every authenticator app expects). */
function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = mac[mac.length - 1]! & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The code that an authenticator shows at a moment of real time. */
export function totpCode(secret: string, at: Temporal.Instant): string {
  return codeOf(secret, Math.floor(at.epochMilliseconds / STEP_MS));
}

/** The address that an authenticator app reads from a QR code. */
export function totpUri(secret: string, email: string): string {
  let bits = "";
  for (const byte of Buffer.from(secret)) bits += byte.toString(2).padStart(8, "0");
  const base32 = (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
  return `otpauth://totp/Kvitt:${encodeURIComponent(email)}?secret=${base32}&issuer=Kvitt`;
}

/** The seed in such an address: what the authenticator keeps. */
export function seedOfTotpUri(uri: string): string {
  let bits = "";
  for (const letter of new URL(uri).searchParams.get("secret") ?? "")
    bits += ALPHABET.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString();
}

/** The first code of a user that was not taken yet, from now on: the present one, or the next when one has just signed in with that (SEC-23). */
export async function freeTotpCode(platform: Platform, email: string, secret: string): Promise<string> {
  const found = await sql<{ last: bigint | null }>`
    select f.last_step as last from sign_in_two_factor f join sign_in_user u on u.id = f.user_id where u.email = ${email}`.execute(
    platform.database,
  );
  const now = Math.floor(Temporal.Now.instant().epochMilliseconds / STEP_MS);
  const free = Number(found.rows[0]?.last ?? 0n) + 1;
  return codeOf(secret, Math.max(now, free));
}

/** Seals a seed the way the sign-in library opens it. */
export async function sealTotpSecret(platform: Platform, secret: string): Promise<string> {
  return symmetricEncrypt({ key: await signInSecret(platform), data: secret });
}

function matchingStep(secret: string, code: string, nowStep: number): number | undefined {
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  return [nowStep - 1, nowStep, nowStep + 1].find((step) => timingSafeEqual(Buffer.from(codeOf(secret, step)), given));
}

/**
 * Uses up the time step of a right code, before the sign-in library looks at it: a step is taken once and never again (SEC-23). True when
 * the code's step was still free, or when the code is wrong, which the library then finds and counts. Steps are of the machine's time, as the
 * authenticator's are.
 */
export async function useUpStep(platform: Platform, userId: string, code: string): Promise<boolean> {
  const found = await sql<{ secret: string }>`select secret from sign_in_two_factor where user_id = ${userId}`.execute(
    platform.database,
  );
  const sealed = found.rows[0]?.secret;
  if (sealed === undefined) return true;
  const secret = await symmetricDecrypt({ key: await signInSecret(platform), data: sealed });
  const step = matchingStep(secret, code, Math.floor(Temporal.Now.instant().epochMilliseconds / STEP_MS));
  if (step === undefined) return true;
  const used =
    await sql`update sign_in_two_factor set last_step = ${step} where user_id = ${userId} and (last_step is null or last_step < ${step})`.execute(
      platform.database,
    );
  return (used.numAffectedRows ?? 0n) > 0n;
}
