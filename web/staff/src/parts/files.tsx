import { Anchor, Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refused, type Problem as Said } from "../api.ts";
import { useMe } from "../shell/session.ts";
import { ask, askingHeaders } from "./ask.ts";
import "./ExportMenu.css";

/** Files of the API on the reader's disk. */

/** Puts a file on the disk of the reader. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function kept(answer: Response): Promise<void> {
  if (!answer.ok) throw new Refused((await answer.json()) as Said, answer.headers.get("content-language"));
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  saveFile(await answer.blob(), name ?? "kvitt");
}

const fetched = async (address: string) => kept(await ask(address));

/** What a file is made of, and where. */
export type Making = { readonly address: string; readonly body: unknown };

const made = async ({ address, body }: Making) => {
  const headers = { ...askingHeaders(), "content-type": "application/json" };
  return kept(await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }));
};

/** Has a file made of what is typed, which is kept nowhere, and puts it on the disk. */
export function useMadeFile() {
  return useMutation({ mutationFn: made });
}

/** Fetches a file that may be refused, and puts it on the disk. */
export function useFetchedFile() {
  return useMutation({ mutationFn: fetched });
}

/** A link says no tenant, so who works for several asks in the page; everybody else's files stream straight to the disk. */
export const useStreams = (): boolean => useMe().tenants.length <= 1;

/** A file of the API: a button, or a link in a list. */
export function FileLink({
  href,
  plain,
  children,
}: {
  readonly href: string;
  readonly plain?: boolean;
  readonly children: ReactNode;
}) {
  const streams = useStreams();
  const file = useFetchedFile();
  if (!streams)
    return (
      <Button
        variant={plain ? "subtle" : "default"}
        size={plain ? "compact-sm" : "sm"}
        loading={file.isPending}
        onClick={() => file.mutate(href)}
      >
        {children}
      </Button>
    );
  if (plain)
    return (
      <Anchor href={href} download="">
        {children}
      </Anchor>
    );
  return (
    <Button variant="default" component="a" href={href} download="">
      {children}
    </Button>
  );
}
