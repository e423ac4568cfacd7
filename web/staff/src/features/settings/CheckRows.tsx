import { Link } from "@tanstack/react-router";
import { Amount } from "../../parts/Amount.tsx";
import { useCheckWords } from "./check-words.ts";
import type { CheckNow, CheckRow } from "./checks.ts";
import { useCan } from "./questions.ts";

type Subject = NonNullable<CheckRow["subject"]>;

const READS = {
  invoice: "invoices.read",
  bankFile: "bankFiles.read",
  party: "parties.read",
  ledger: "ledgers.read",
} as const;

/** The page of what a row is about. */
function Opens({ subject: { kind, id }, number }: { readonly subject: Subject; readonly number: string }) {
  const { t } = useCheckWords();
  const text = t(`checks.open.${kind}`);
  const same = {
    search: ({ ledger }: { readonly ledger?: string | undefined }) => ({ ledger }),
    "aria-label": `${text} ${number}`,
  };
  if (kind === "invoice")
    return (
      <Link to="/invoices/$invoiceId" params={{ invoiceId: id }} {...same}>
        {text}
      </Link>
    );
  if (kind === "bankFile")
    return (
      <Link to="/files/$fileId" params={{ fileId: id }} {...same}>
        {text}
      </Link>
    );
  if (kind === "party")
    return (
      <Link to="/parties/$partyId" params={{ partyId: id }} {...same}>
        {text}
      </Link>
    );
  return (
    <Link to="/settings/ledgers/$ledgerId" params={{ ledgerId: id }} {...same}>
      {text}
    </Link>
  );
}

const isAmount = (field: string) => /minor$/i.test(field);
const ID = /^[\da-f]{8}-/;

function Cell({ field, value }: { readonly field: string; readonly value: CheckRow["values"][string] }) {
  const { valueOf, momentOf } = useCheckWords();
  if (isAmount(field) && typeof value === "number") return <Amount minor={value} />;
  if (field === "at" && typeof value === "string") return <>{momentOf(value)}</>;
  // An account or a document is called by its figures, however many: they are not counted.
  if (typeof value === "string" && (ID.test(value) || /^\d+$/.test(value)))
    return <span className="kv-mono">{value}</span>;
  return <>{valueOf(value ?? null)}</>;
}

/** The rows that break a check: what each is about, and what the check compared. */
export function CheckRows({ answer }: { readonly answer: CheckNow }) {
  const { t, fieldOf } = useCheckWords();
  const can = useCan();
  const left = answer.amounts === "withheld";
  const all = [...new Set(answer.rows.flatMap(({ values }) => Object.keys(values)))];
  const isId = (field: string) => answer.rows.some(({ values }) => ID.test(String(values[field] ?? "")));
  // Ids are long and for looking up only: they stand last.
  const fields = all
    .filter((field) => !(left && isAmount(field)))
    .toSorted((one, other) => Number(isId(one)) - Number(isId(other)));
  const opens = ({ subject }: CheckRow) => (subject && can(READS[subject.kind]) ? subject : undefined);
  const anyOpens = answer.rows.some(opens);
  const number = (field: string) => (isAmount(field) ? "kv-number" : undefined);
  return (
    <div className="kv-card kv-scroll" role="region" aria-label={t("checks.broken")} tabIndex={0}>
      <table className="kv-table kv-rows" aria-label={t("checks.broken")}>
        <thead>
          <tr>
            {anyOpens && <th scope="col">{t("checks.opens")}</th>}
            {fields.map((field) => (
              <th key={field} scope="col" className={number(field)}>
                {fieldOf(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row, at) => {
            const subject = opens(row);
            return (
              <tr key={String(at)}>
                {anyOpens && (
                  <td>{subject && <Opens subject={subject} number={String(row.values["number"] ?? at + 1)} />}</td>
                )}
                {fields.map((field) => (
                  <td key={field} className={number(field)}>
                    <Cell field={field} value={row.values[field] ?? null} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
