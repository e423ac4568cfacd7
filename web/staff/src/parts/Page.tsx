import { useEffect, type ReactNode } from "react";

/** A screen: its answer in the first line, three lines of help at most, beside them what the whole screen can do, then the content. */
export function Page({
  title,
  lead,
  help,
  acts,
  children,
}: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly help: string;
  /** What is done with all that the screen shows, as its export. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Kvitt`;
  }, [title]);
  return (
    <>
      <div className="kv-page-head">
        <div>
          <h1 className="kv-lead">{lead}</h1>
          <p className="kv-help">{help}</p>
        </div>
        {acts}
      </div>
      {children}
    </>
  );
}
