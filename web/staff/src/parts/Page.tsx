import { useEffect, type ReactNode } from "react";

/** A screen: its answer in the first line, three lines of help at most, then the content. */
export function Page({
  title,
  lead,
  help,
  children,
}: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly help: string;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Kvitt`;
  }, [title]);
  return (
    <>
      <h1 className="kv-lead">{lead}</h1>
      <p className="kv-help">{help}</p>
      {children}
    </>
  );
}
