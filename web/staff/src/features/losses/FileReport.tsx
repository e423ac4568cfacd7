import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Minor } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useFiling } from "./questions.ts";
import { useLossWords } from "./words.ts";

type Line = { readonly reference: string; readonly amountMinor: Minor | null };
const EMPTY: Line = { reference: "", amountMinor: null };
const SHORTEST_NAME = 2;

const isEmpty = ({ reference, amountMinor }: Line) => reference.trim() === "" && amountMinor === null;

/** The lines as the server takes them; undefined while one is half written. */
function linesOf(typed: readonly Line[]) {
  const wanted = typed.filter((line) => !isEmpty(line));
  const whole = wanted.flatMap(({ reference, amountMinor }) =>
    reference.trim() && amountMinor ? [{ reference: reference.trim(), amountMinor }] : [],
  );
  return whole.length > 0 && whole.length === wanted.length ? whole : undefined;
}

function Lines({ of, change }: { readonly of: readonly Line[]; readonly change: (lines: Line[]) => void }) {
  const { t } = useLossWords();
  const { currency } = useLedger();
  const set = (at: number, part: Partial<Line>) =>
    change(of.map((line, index) => (index === at ? { ...line, ...part } : line)));
  return (
    <>
      {of.map((line, at) => (
        <div key={at} className="kv-beside" role="group" aria-label={t("loss.file.line", { number: String(at + 1) })}>
          <TextInput
            label={t("field.reference")}
            maxLength={40}
            value={line.reference}
            onChange={(event) => set(at, { reference: event.currentTarget.value })}
          />
          <AmountInput
            label={t("field.amount")}
            currency={currency}
            valueMinor={line.amountMinor}
            onChange={(amountMinor) => set(at, { amountMinor })}
          />
        </div>
      ))}
      <div className="kv-acts">
        <Button variant="default" size="compact-sm" onClick={() => change([...of, EMPTY])}>
          {t("loss.file.more")}
        </Button>
      </div>
    </>
  );
}

function Form({ close }: { readonly close: () => void }) {
  const { t } = useLossWords();
  const tell = useDone();
  const { id, today } = useLedger();
  const filing = useFiling(id);
  const [agency, setAgency] = useState("");
  const [externalId, setId] = useState("");
  const [receivedOn, setDay] = useState<string | undefined>(today);
  const [typed, setTyped] = useState<Line[]>([EMPTY]);
  const lines = linesOf(typed);
  const file = () =>
    filing.mutate(
      { agency: agency.trim(), externalId: externalId.trim(), receivedOn: receivedOn!, lines: lines! },
      {
        onSuccess: (filed) => {
          const unknown = filed.lines.filter(({ itemId }) => itemId === null).map(({ reference }) => reference);
          close();
          tell(unknown.length > 0 ? t("loss.file.unknown", { references: unknown.join(", ") }) : t("loss.file.done"));
        },
      },
    );
  const isWhole = agency.trim().length >= SHORTEST_NAME && externalId.trim() !== "" && receivedOn !== undefined;
  return (
    <ActDialog
      opened
      close={close}
      title={t("loss.file.title")}
      label={t("loss.file.act")}
      act={file}
      off={!isWhole || !lines}
      busy={filing.isPending}
      error={filing.error}
    >
      <p>{t("loss.file.means")}</p>
      <TextInput
        data-autofocus
        label={t("loss.agency")}
        maxLength={70}
        value={agency}
        onChange={(event) => setAgency(event.currentTarget.value)}
      />
      <TextInput
        label={t("loss.document")}
        maxLength={100}
        value={externalId}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <DateInput label={t("loss.received")} value={receivedOn} onChange={setDay} />
      <Lines of={typed} change={setTyped} />
    </ActDialog>
  );
}

/** Files the report of an agency that has no wire: which cases it gives up, with what is left of each. */
export function FileReport() {
  const { t } = useLossWords();
  const may = useMay("writeOffs.propose", useLedger().id);
  const [opened, open] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="default" onClick={() => open(true)}>
        {t("loss.file.act")}
      </Button>
      {opened && <Form close={() => open(false)} />}
    </>
  );
}
