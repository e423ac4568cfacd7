import { useParams } from "@tanstack/react-router";

/** A part of the address that names what the screen is about: `/runs/$proposalId`. */
export function useParam(name: string): string {
  const all = useParams({ strict: false }) as unknown as Readonly<Record<string, string | undefined>>;
  return all[name] ?? "";
}
