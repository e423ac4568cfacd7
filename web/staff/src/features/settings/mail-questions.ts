import { useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Digest = Answer<"/api/v1/owner-digest", "get">;
export type DigestReader = Digest["readers"][number];
export type Office = Answer<"/api/v1/head-office", "get">;

/** As many as the server takes. */
export const MOST_READERS = 20;

/** The way in that a mail leads to, where nobody has settled another: this app, as the world reaches it. */
const here = (path = "") => `https://${window.location.host}${path}`;

export const useDigest = () =>
  useQuery({ queryKey: ["owner-digest"], queryFn: () => answered(kvitt.GET("/api/v1/owner-digest")) });

export const useOffice = () =>
  useQuery({ queryKey: ["head-office"], queryFn: () => answered(kvitt.GET("/api/v1/head-office")) });

/** Sets the digest's readers as a whole. */
export const setReaders = ({ appUrl }: Pick<Digest, "appUrl">, readers: readonly DigestReader[]) =>
  answered(kvitt.PUT("/api/v1/owner-digest", { body: { readers: [...readers], appUrl: appUrl || here() } }));

/** Sets head office's addresses as a whole. */
export const setRecipients = ({ listUrl }: Pick<Office, "listUrl">, recipients: readonly string[]) =>
  answered(
    kvitt.PUT("/api/v1/head-office", { body: { recipients: [...recipients], listUrl: listUrl ?? here("/losses") } }),
  );
