import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject, decodeClientDataJSON } from "@simplewebauthn/server/helpers";
import type { Challenge } from "./challenges.ts";
import type { Passkey } from "./passkey-store.ts";

/** A browser's answer with a new passkey, in the form that WebAuthn's `toJSON` gives it (W3C Web Authentication, level 3, section 5.1). */
export type NewCredential = {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports: readonly string[];
  };
};

/** A browser's answer with a passkey's signature. */
export type SignedCredential = {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    /** Whose passkey the device says it is; it says so where it was not told which one to use. */
    readonly userHandle?: string | undefined;
  };
};

/** EdDSA, ES256, RS256 (COSE numbers): what devices in use have. */
export const ALGORITHMS = [-8, -7, -257];

/** The host a passkey of an origin belongs to. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

// The library throws for whatever does not fit, with the value in its words: only that it did not fit goes on.
async function orNothing<T>(verify: () => Promise<T | undefined>): Promise<T | undefined> {
  return verify().catch(() => undefined);
}

/** Was it asked from a frame in another site's page? Our pages are never framed (SEC-60). */
function isFramed(clientData: string): boolean {
  return decodeClientDataJSON(clientData).crossOrigin === true;
}

/**
 * We ask for no attestation, so a device's maker has nothing to certify: the statement is empty, or the device's own signature. Certificates
 * are not looked at: following where they point to would be a call to a host of the sender's choice (SEC-44).
 */
function isPlain(attestation: string): boolean {
  const object = decodeAttestationObject(Buffer.from(attestation, "base64url"));
  const format = object.get("fmt");
  return format === "none" || (format === "packed" && object.get("attStmt").get("x5c") === undefined);
}

/** What a new passkey is, when the answer fits: our challenge, our origin and host, and an owner whom the device has checked. */
export async function verifyNew(
  { challenge, origin }: Challenge,
  credential: NewCredential,
): Promise<Pick<Passkey, "credentialId" | "publicKey" | "signedCount" | "synced"> | undefined> {
  const { clientDataJSON, attestationObject } = credential.response;
  const found = await orNothing(async () => {
    if (isFramed(clientDataJSON) || !isPlain(attestationObject)) return undefined;
    const { id, rawId, type } = credential;
    return verifyRegistrationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, attestationObject } },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostOf(origin),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
  });
  if (!found?.verified) return undefined;
  const { credential: made, credentialDeviceType } = found.registrationInfo;
  return {
    credentialId: made.id,
    publicKey: Buffer.from(made.publicKey),
    signedCount: BigInt(made.counter),
    synced: credentialDeviceType === "multiDevice",
  };
}

function isOwners(passkey: Passkey, userHandle: string | undefined): boolean {
  return userHandle === undefined || Buffer.from(userHandle, "base64url").toString() === passkey.userId;
}

/** The device's new count of signatures, when a signature fits: our challenge, the passkey's host, its key, its owner, checked by the device. */
export async function verifySigned(
  { challenge, origin }: Challenge,
  passkey: Passkey,
  credential: SignedCredential,
): Promise<bigint | undefined> {
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  if (passkey.host !== hostOf(origin) || !isOwners(passkey, userHandle)) return undefined;
  const found = await orNothing(async () => {
    if (isFramed(clientDataJSON)) return undefined;
    const { id, rawId, type } = credential;
    return verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: passkey.host,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: Number(passkey.signedCount),
      },
      requireUserVerification: true,
    });
  });
  return found?.verified ? BigInt(found.authenticationInfo.newCounter) : undefined;
}
