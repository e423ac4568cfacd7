import { Button, Checkbox, Modal, NativeSelect, Radio, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { money, type Minor } from "../../format.ts";
import { AmountInput } from "../../parts/AmountInput.tsx";
import { Asked } from "../../parts/Asked.tsx";
import type { Standing } from "../../parts/invoice.ts";
import { useKeys } from "../../parts/keys.ts";
import "../../parts/money-dialog.css";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { Keys } from "../../shell/Keys.tsx";
import { useLanguage } from "../../shell/language.ts";
import {
  REASONS,
  useCrediting,
  useRoles,
  useTerms,
  type Credited,
  type Reason,
  type Terms,
  type Wish,
} from "./credit.ts";
import { StateAtRisk } from "./StateAtRisk.tsx";

type How = "whole" | "amount" | "lines";
type Draft = {
  readonly how: How;
  readonly amountMinor: Minor | null;
  readonly lines: Readonly<Record<number, number | null>>;
  readonly reason: Reason | "";
  readonly words: string;
  readonly ownInterest: boolean;
};
const EMPTY: Draft = { how: "whole", amountMinor: null, lines: {}, reason: "", words: "", ownInterest: false };

const linesOf = ({ lines }: Draft) =>
  Object.entries(lines).flatMap(([lineNo, amountMinor]) =>
    amountMinor !== null && amountMinor > 0 ? [{ lineNo: Number(lineNo), amountMinor }] : [],
  );

/** What the draft comes to. */
function sumOf(draft: Draft, terms: Terms): number {
  if (draft.how === "whole") return terms.leftMinor;
  if (draft.how === "amount") return draft.amountMinor ?? 0;
  return linesOf(draft).reduce((sum, line) => sum + line.amountMinor, 0);
}

/** The wish, once nothing is missing. */
function wishOf(draft: Draft, terms: Terms): Wish | undefined {
  const sum = sumOf(draft, terms);
  const words = draft.words.trim();
  if (draft.reason === "" || sum <= 0 || sum > terms.leftMinor || (draft.reason === "other" && words.length < 3))
    return undefined;
  return {
    reason: draft.reason,
    ...(words.length >= 3 ? { words } : {}),
    ...(draft.ownInterest ? { ownInterest: true } : {}),
    ...(draft.how === "amount" ? { amountMinor: sum } : {}),
    ...(draft.how === "lines" ? { lines: linesOf(draft) } : {}),
  };
}

/** Who must approve a credit of so much: never who asks for it. */
const approversOf = ({ roles, rolesAbove, withinMinor }: Terms, sum: number) =>
  withinMinor === null || sum <= withinMinor ? roles : rolesAbove;

/** Who must approve, said before anything is asked (SEC-13, ux C-01). */
function Consequence({
  sum,
  terms,
  open,
  ownInterest,
}: {
  readonly sum: number;
  readonly terms: Terms;
  readonly open: number;
  readonly ownInterest: boolean;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: number) => money(minor, terms.currency, language);
  const roles = useRoles();
  const who = ownInterest ? t("credit.nextLevel") : roles(approversOf(terms, sum));
  const back = sum - Math.min(sum, open);
  const { limitMinor, windowDays, countedMinor } = terms;
  return (
    <div className="kv-consequence" role="status">
      <strong>
        <State tone="held">{t("credit.twoPersons", { amount: said(sum), who })}</State>
      </strong>
      {limitMinor !== null && (
        <p className="kv-why">
          {t("credit.rule", { limit: said(limitMinor), days: windowDays, credited: said(countedMinor) })}
        </p>
      )}
      {back > 0 && <p>{t("credit.toCredit", { amount: said(back) })}</p>}
      {sum > terms.leftMinor && <p>{t("credit.tooMuch", { left: said(terms.leftMinor) })}</p>}
      <p>{t("credit.headOffice")}</p>
      <p className="kv-why">{t("credit.noUndo")}</p>
    </div>
  );
}

function LineAmounts({
  invoice,
  terms,
  draft,
  change,
}: {
  readonly invoice: Standing;
  readonly terms: Terms;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <div className="kv-stack">
      {terms.lines.map(({ lineNo, amountMinor }) => {
        const text = invoice.lines.find((line) => line.lineNo === lineNo)?.text;
        return (
          <AmountInput
            key={lineNo}
            label={text ?? t("credit.line", { number: lineNo })}
            description={t("credit.of", { amount: money(amountMinor, terms.currency, language) })}
            currency={terms.currency}
            valueMinor={draft.lines[lineNo] ?? null}
            onChange={(minor) => change({ lines: { ...draft.lines, [lineNo]: minor } })}
          />
        );
      })}
    </div>
  );
}

function HowMuch(props: {
  readonly invoice: Standing;
  readonly terms: Terms;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { terms, draft, change } = props;
  const left = money(terms.leftMinor, terms.currency, language);
  const first = useRef<HTMLDivElement>(null);
  // The dialog stands before its terms have come; the first choice takes the focus when it is there.
  useEffect(() => first.current?.querySelector("input")?.focus(), []);
  return (
    <>
      <Radio.Group label={t("credit.howMuch")} value={draft.how} onChange={(how) => change({ how })}>
        <div className="kv-radios" ref={first}>
          <Radio value="whole" label={t("credit.whole", { amount: left })} />
          <Radio value="amount" label={t("credit.anAmount")} />
          {terms.lines.length > 1 && <Radio value="lines" label={t("credit.byLine")} />}
        </div>
      </Radio.Group>
      {draft.how === "amount" && (
        <AmountInput
          label={t("field.amount")}
          description={t("credit.of", { amount: left })}
          currency={terms.currency}
          valueMinor={draft.amountMinor}
          onChange={(amountMinor) => change({ amountMinor })}
        />
      )}
      {draft.how === "lines" && <LineAmounts {...props} />}
    </>
  );
}

function Form({
  invoice,
  terms,
  done,
}: {
  readonly invoice: Standing;
  readonly terms: Terms;
  readonly done: (credited: Credited) => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(EMPTY);
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const credit = useCrediting(invoice, done);
  const wish = wishOf(draft, terms);
  const sum = sumOf(draft, terms);
  const press = () => wish && !credit.isPending && credit.mutate(wish);
  useKeys([{ key: "mod+Enter", label: t("credit.send"), off: !wish, inDialog: true, act: press }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={credit.error} />
      <HowMuch invoice={invoice} terms={terms} draft={draft} change={change} />
      <NativeSelect
        label={t("credit.reason")}
        required
        value={draft.reason}
        data={[
          { value: "", label: t("credit.choose") },
          ...REASONS.map((value) => ({ value, label: t(`creditReason.${value}`) })),
        ]}
        onChange={(event) => change({ reason: event.currentTarget.value as Reason | "" })}
      />
      <Textarea
        label={t("credit.words")}
        description={t("credit.wordsHelp")}
        required={draft.reason === "other"}
        maxLength={200}
        autosize
        minRows={2}
        value={draft.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
      <Checkbox
        label={t("credit.ownInterest")}
        description={t("credit.ownInterestWhy")}
        checked={draft.ownInterest}
        onChange={(event) => change({ ownInterest: event.currentTarget.checked })}
      />
      {sum > 0 && <StateAtRisk of={invoice} />}
      {sum > 0 && <Consequence sum={sum} terms={terms} open={invoice.openMinor} ownInterest={draft.ownInterest} />}
      <div className="kv-form-end">
        <Button onClick={press} disabled={!wish} loading={credit.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("credit.send")}
        </Button>
      </div>
    </form>
  );
}

/** A credit note of an invoice: how much, why, and what follows, before it is done. */
export function CreditDialog({
  invoice,
  opened,
  close,
  done,
}: {
  readonly invoice: Standing;
  readonly opened: boolean;
  readonly close: () => void;
  readonly done: (credited: Credited) => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={t("credit.title", { number: invoice.number })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <Loaded invoice={invoice} done={done} />
    </Modal>
  );
}

function Loaded({ invoice, done }: { readonly invoice: Standing; readonly done: (credited: Credited) => void }) {
  const terms = useTerms(invoice.id);
  return (
    <Asked of={terms} height={260}>
      {(known) => <Form invoice={invoice} terms={known} done={done} />}
    </Asked>
  );
}
