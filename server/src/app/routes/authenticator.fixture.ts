/** An authenticator made of software: a P-256 key, CBOR and signatures by the WebAuthn standard, written without the library that checks them. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

const text64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest();

/** What a test may make wrong. */
export type Lies = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  /** The device's word that it checked its owner. */
  readonly verified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string | undefined;
  readonly key?: KeyObject;
  /** A statement with a certificate in it, which we never asked for. */
  readonly certified?: boolean;
};

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

export type Authenticator = {
  readonly credentialId: string;
  readonly key: KeyObject;
  /** The answer to options of a registration. */
  make(options: { challenge: string; rp: { id: string }; user: { id: string } }, lies?: Lies): object;
  /** The answer to options of a sign-in. */
  sign(options: { challenge: string; rpId: string }, lies?: Lies): object;
};

function clientData(type: string, challenge: string, origin: string, lies: Lies): Buffer {
  const said = {
    type: lies.type ?? type,
    challenge: lies.challenge ?? challenge,
    origin: lies.origin ?? origin,
    crossOrigin: lies.crossOrigin ?? false,
  };
  return Buffer.from(JSON.stringify(said));
}

function authenticatorData(rpId: string, flags: number, counter: number, attested = Buffer.alloc(0)): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested]);
}

/** A COSE key: EC2, ES256, P-256, x, y (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const bytes = (value: string) => Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(value, "base64url")]);
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(x),
    Buffer.from([0x22]),
    bytes(y),
  ]);
}

const cborText = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);

/** The CBOR map of format, statement and authenticator data. */
function attestationObject(authData: Buffer, certified: boolean): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(authData.length);
  const statement = certified
    ? [Buffer.from([0xa1]), cborText("x5c"), Buffer.from([0x81, 0x41, 0x00])]
    : [Buffer.from([0xa0])];
  return Buffer.concat([
    Buffer.from([0xa3]),
    cborText("fmt"),
    cborText(certified ? "packed" : "none"),
    cborText("attStmt"),
    ...statement,
    cborText("authData"),
    Buffer.from([0x59]),
    length,
    authData,
  ]);
}

/** A device in which a passkey of one person lives, used at pages of one origin. It counts its signatures unless `counts` is false. */
export function softwareAuthenticator(origin: string, counts = true): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = sha256(coseKey(publicKey));
  const credentialId = text64(id);
  let counter = 0;
  let owner: string | undefined;
  const flagsOf = ({ verified = true }: Lies) => PRESENT | (verified ? VERIFIED : 0);
  const credential = (response: object) => ({
    id: credentialId,
    rawId: credentialId,
    type: "public-key",
    clientExtensionResults: {},
    authenticatorAttachment: "platform",
    response,
  });
  return {
    credentialId,
    key: privateKey,
    make(options, lies = {}) {
      owner = options.user.id;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const data = authenticatorData(lies.rpId ?? options.rp.id, flagsOf(lies) | ATTESTED, counter, attested);
      return credential({
        clientDataJSON: text64(clientData("webauthn.create", options.challenge, origin, lies)),
        attestationObject: text64(attestationObject(data, lies.certified ?? false)),
        transports: ["internal"],
      });
    },
    sign(options, lies = {}) {
      if (counts) counter += 1;
      const data = authenticatorData(lies.rpId ?? options.rpId, flagsOf(lies), lies.counter ?? counter);
      const client = clientData("webauthn.get", options.challenge, origin, lies);
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), lies.key ?? privateKey);
      const userHandle = "userHandle" in lies ? lies.userHandle : owner;
      return credential({
        clientDataJSON: text64(client),
        authenticatorData: text64(data),
        signature: text64(signature),
        ...(userHandle === undefined ? {} : { userHandle }),
      });
    },
  };
}
