import { answered, kvitt } from "../api.ts";

/** Passkeys by the browser's own means: what the server asks is handed to WebAuthn, and its answer back. */

type Options = { readonly options: object };
type Json = Record<string, unknown>;

/** Does this browser, at this address, know passkeys? They belong to a host's name: an address of figures has none. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname);
}

/** Somebody turned the browser's question away, or let it pass: no error to show. */
export const turnedAway = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError");

/** What WebAuthn made, as the server reads it: what browsers leave empty is left out. */
function written(credential: Credential | null): Json {
  const json = (credential as PublicKeyCredential).toJSON() as unknown as Json;
  const filled = (from: Json) =>
    Object.fromEntries(Object.entries(from).filter(([, value]) => value !== null && value !== undefined));
  return { ...filled(json), response: filled(json["response"] as Json) };
}

async function signed({ options }: Options): Promise<Json> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
  return written(await navigator.credentials.get({ publicKey }));
}

/** Signs in with a passkey of this device, or of a phone or key held to it. */
export async function signInByPasskey(): Promise<void> {
  const credential = (await signed(await answered(kvitt.POST("/api/v1/sign-in/passkey/options")))) as never;
  await answered(kvitt.POST("/api/v1/sign-in/passkey", { body: { credential } }));
}

/** Shows the second factor again with a passkey. */
export async function stepUpByPasskey(): Promise<void> {
  const credential = (await signed(await answered(kvitt.POST("/api/v1/step-up/passkey/options")))) as never;
  await answered(kvitt.POST("/api/v1/step-up/passkey", { body: { credential } }));
}

/** Adds a passkey under a name of one's own. Needs a fresh second factor. */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await answered(kvitt.POST("/api/v1/me/passkeys/options"));
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON);
  const credential = written(await navigator.credentials.create({ publicKey })) as never;
  await answered(kvitt.POST("/api/v1/me/passkeys", { body: { name, credential } }));
}
