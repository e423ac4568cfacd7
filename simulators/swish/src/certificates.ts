/**
 * Test certificates, made as the program runs: an authority, and certificates it signs. X.509 version 3 (RFC 5280) with P-256 keys, written in
 * DER by hand because node:crypto reads certificates but makes none. Good for nothing but a test.
 */

import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

export type Identity = { readonly cert: string; readonly key: string };
export type Authority = Identity & { issue(name: string): Identity };

const ECDSA_SHA256 = "06082a8648ce3d040302";
const COMMON_NAME = "0603550403";
const SUBJECT_ALT_NAME = "0603551d11";
const BASIC_CONSTRAINTS = "0603551d13";

/** An authority of its own; what it issues is for this machine (127.0.0.1, localhost) and, as a client, for who is named. */
export function createAuthority(name = "Kvitt test authority"): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = extension(BASIC_CONSTRAINTS, sequence(hex("0101ff")));
  const own = certificate({
    serial: 1,
    subject: name,
    issuer: name,
    publicKey,
    signer: privateKey,
    extensions: isAuthority,
  });
  let serial = 1;
  return {
    ...identity(own, privateKey),
    issue: (subject) => {
      serial += 1;
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const made = certificate({
        serial,
        subject,
        issuer: name,
        publicKey: pair.publicKey,
        signer: privateKey,
        extensions: forThisMachine,
      });
      return identity(made, pair.privateKey);
    },
  };
}

function identity(der: Buffer, key: KeyObject): Identity {
  const body = der.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  const cert = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  return { cert, key: key.export({ type: "pkcs8", format: "pem" }) };
}

function certificate(facts: {
  readonly serial: number;
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: Buffer;
}): Buffer {
  const algorithm = sequence(hex(ECDSA_SHA256));
  const toSign = sequence(
    tagged(0xa0, integer(2)),
    integer(facts.serial),
    algorithm,
    nameOf(facts.issuer),
    sequence(utcTime("200101000000Z"), utcTime("491231235959Z")),
    nameOf(facts.subject),
    facts.publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(facts.extensions)),
  );
  const signature = createSign("sha256").update(toSign).sign(facts.signer);
  return sequence(toSign, algorithm, bitString(signature));
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

const hex = (digits: string): Buffer => Buffer.from(digits, "hex");
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
/** Small and positive. */
const integer = (value: number): Buffer => tagged(0x02, Buffer.from([value]));
const utcTime = (text: string): Buffer => tagged(0x17, Buffer.from(text, "ascii"));
const bitString = (bytes: Buffer): Buffer => tagged(0x03, Buffer.from([0]), bytes);
const nameOf = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(hex(COMMON_NAME), tagged(0x0c, Buffer.from(name, "utf8")))));
const extension = (id: string, value: Buffer): Buffer => sequence(hex(id), tagged(0x04, value));
const forThisMachine = extension(
  SUBJECT_ALT_NAME,
  sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])), tagged(0x82, Buffer.from("localhost", "ascii"))),
);
