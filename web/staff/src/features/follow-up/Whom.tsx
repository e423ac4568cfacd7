import { Link } from "@tanstack/react-router";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import type { Line } from "./questions.ts";

/** Who is to pay: by name, leading to their page, for who sees people; else by number. */
export function Payer({ of }: { readonly of: Line["payer"] }) {
  const { whoOf } = useFollowUpWords();
  if (of.name === null) return <>{whoOf(of)}</>;
  return (
    <Link to="/parties/$partyId" params={{ partyId: of.id }} search={(old) => ({ ledger: old.ledger })}>
      {of.name}
    </Link>
  );
}

/** The invoice that a claim stands on. */
export function Bill({ of }: { readonly of: Line["bill"] }) {
  if (of === null) return <>–</>;
  return (
    <Link
      to="/invoices/$invoiceId"
      params={{ invoiceId: of.invoiceId }}
      search={(old) => ({ ledger: old.ledger })}
      className="kv-mono"
    >
      {of.number}
    </Link>
  );
}
