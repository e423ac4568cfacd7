import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { money } from "../../format.ts";
import { useDone } from "../../parts/Done.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { DutyList, type Act } from "../../parts/DutyList.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useKeys } from "../../parts/keys.ts";
import { useNarrow } from "../../parts/narrow.ts";
import { Page } from "../../parts/Page.tsx";
import { useParam } from "../../parts/param.ts";
import { State } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { DUTIES, useReview, useReviewActs, type Line, type Review } from "./questions.ts";
import { SayDialog } from "./SayDialog.tsx";
import { useReviewWords } from "./words.ts";

function useMoney() {
  const { language } = useLanguage();
  const { currency } = useLedger();
  return (minor: number) => money(minor, currency, language);
}

function Who({ of }: { readonly of: Line }) {
  return (
    <Link to="/parties/$partyId" params={{ partyId: of.payer.id }} search={(old) => ({ ledger: old.ledger })}>
      {of.payer.name}
    </Link>
  );
}

/** What was decided; done, or paid meanwhile, where it is. On a telephone who and when stand in the row's bar. */
function Decided({ of, short = false }: { readonly of: Line; readonly short?: boolean }) {
  const { t, dutyOf, dayOf } = useReviewWords();
  if (of.nowOpenMinor === 0) return <State tone="settled">{t("reviews.paid")}</State>;
  if (of.decision === null) return <State tone="due">{t("reviews.undecided")}</State>;
  if (of.doneOn !== null) return <State tone="settled">{t("reviews.doneOn", { day: dayOf(of.doneOn) })}</State>;
  const said = short ? t(`reviews.decision.${of.decision}`) : dutyOf(of);
  return <State tone={DUTIES.includes(of.decision) ? "held" : "settled"}>{said}</State>;
}

function useColumns(): readonly Column<Line>[] {
  const { t, dayOf, reasonsOf } = useReviewWords();
  const moneyOf = useMoney();
  const left: Column<Line> = {
    ...{ key: "left", head: t("reviews.open"), number: true },
    cell: (row) => moneyOf(row.openMinor),
  };
  const narrow = (row: Line) => (
    <div>
      <Who of={row} />
      <div>
        <Decided of={row} short />
      </div>
      <div className="kv-why">{reasonsOf(row)}</div>
    </div>
  );
  if (useNarrow()) return [{ key: "who", head: t("reviews.payer"), cell: narrow }, left];
  return [
    { key: "who", head: t("reviews.payer"), cell: (row) => <Who of={row} /> },
    {
      key: "bill",
      head: t("reviews.bill"),
      cell: ({ bill }) =>
        bill === null ? (
          "–"
        ) : (
          <Link
            to="/invoices/$invoiceId"
            params={{ invoiceId: bill.invoiceId }}
            search={(old) => ({ ledger: old.ledger })}
          >
            <span className="kv-mono">{bill.number}</span>
          </Link>
        ),
    },
    {
      key: "why",
      head: t("reviews.why"),
      fill: true,
      cell: (row) => <span className="kv-clip">{reasonsOf(row)}</span>,
    },
    { key: "due", head: t("field.due"), cell: (row) => dayOf(row.dueOn) },
    left,
    { key: "decided", head: t("reviews.decided"), cell: (row) => <Decided of={row} /> },
  ];
}

type Asked = { readonly of: Review; readonly close: () => void };

function Closing({ of, close }: Asked) {
  const { t } = useReviewWords();
  const tell = useDone();
  const { close: closing } = useReviewActs(of.id);
  const [typed, setTyped] = useState(of.present ?? "");
  const present = typed.trim();
  const act = () =>
    closing.mutate(present === "" ? null : present, {
      onSuccess: () => {
        close();
        tell(t("reviews.closed"));
      },
    });
  return (
    <ActDialog
      opened
      close={close}
      title={t("reviews.closeTitle")}
      label={t("reviews.close")}
      act={act}
      off={false}
      busy={closing.isPending}
      error={closing.error}
    >
      <p>{t("reviews.closeMeans", { count: of.items - of.decided, all: of.items })}</p>
      <TextInput
        data-autofocus
        label={t("reviews.present")}
        maxLength={300}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

function Adding({ of, close }: Asked) {
  const { t } = useReviewWords();
  const tell = useDone();
  const { add } = useReviewActs(of.id);
  const [typed, setTyped] = useState("");
  const bill = typed.trim();
  const act = () =>
    add.mutate(bill, {
      onSuccess: () => {
        close();
        tell(t("reviews.added", { bill }));
      },
    });
  return (
    <ActDialog
      opened
      close={close}
      title={t("reviews.addTitle")}
      label={t("reviews.add")}
      act={act}
      off={bill === ""}
      busy={add.isPending}
      error={add.error}
    >
      <TextInput
        data-autofocus
        label={t("reviews.billOrReference")}
        maxLength={40}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

type Dialog = "adding" | "closing";

/** What the whole review can be told: another claim, and that it is over. */
function Acts({ open }: { readonly open: (dialog: Dialog) => void }) {
  const { t } = useReviewWords();
  useKeys([
    { key: "a", label: t("reviews.add"), act: () => open("adding") },
    { key: "c", label: t("reviews.close"), act: () => open("closing") },
  ]);
  return (
    <div className="kv-acts">
      <Button variant="default" onClick={() => open("adding")} rightSection={<kbd aria-hidden>a</kbd>}>
        {t("reviews.add")}
      </Button>
      <Button variant="default" onClick={() => open("closing")} rightSection={<kbd aria-hidden>c</kbd>}>
        {t("reviews.close")}
      </Button>
    </div>
  );
}

function Facts({ of }: { readonly of: Review }) {
  const { t, dayOf } = useReviewWords();
  const facts = [
    [t("reviews.held"), dayOf(of.heldOn)],
    [t("reviews.openedBy"), of.openedByName ?? "–"],
    [t("reviews.present"), of.present ?? "–"],
    [
      t("reviews.state"),
      of.closedAt === null ? t("reviews.isOpen") : t("reviews.isClosed", { who: of.closedByName ?? "–" }),
    ],
  ] as const;
  return (
    <dl className="kv-card kv-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A meeting about what is outstanding: why each claim is talked of, what was said, and who does what by when (S3-06). */
export function ReviewPage() {
  const { t, aboutOf } = useReviewWords();
  const reviewId = useParam("reviewId");
  const found = useReview(reviewId);
  const review = found.data?.pages[0]?.review;
  const go = useGo();
  const tell = useDone();
  const { done } = useReviewActs(reviewId);
  const mayHold = useMay("reviews.hold", review?.ledgerId);
  const [saying, say] = useState<string | undefined>();
  const [dialog, open] = useState<Dialog | undefined>();
  const close = () => open(undefined);
  const isOpen = review?.closedAt === null;
  const tick = ({ itemId }: Line) => done.mutate(itemId, { onSuccess: () => tell(t("reviews.ticked")) });
  const isNoDuty = ({ decision, doneOn }: Line) => decision === null || doneOn !== null || !DUTIES.includes(decision);
  const acts: Act<Line>[] = [
    ...(mayHold && isOpen
      ? [
          {
            ...{ key: "n", label: t("reviews.say"), act: ({ itemId }: Line) => say(itemId) },
            off: ({ doneOn }: Line) => doneOn !== null,
          },
        ]
      : []),
    ...(mayHold ? [{ key: "f", label: t("reviews.tick"), act: tick, off: isNoDuty }] : []),
  ];
  const lead = review
    ? t("reviews.leadOne", { count: review.items, decided: review.decided, undone: review.undone })
    : t("reviews.title");
  return (
    <Page
      title={t("reviews.title")}
      lead={lead}
      help={t("reviews.helpOne")}
      acts={mayHold && isOpen ? <Acts open={open} /> : undefined}
    >
      <p>
        <Link to="/follow-up" search={(old) => ({ ledger: old.ledger, kind: "reviews" })}>
          {t("reviews.all")}
        </Link>
      </p>
      <div className="kv-flow">
        {review && <Facts of={review} />}
        <div>
          <DutyList
            of={found}
            label={t("reviews.agenda")}
            columns={useColumns()}
            rowKey={(row) => row.itemId}
            onOpen={({ bill, payer }) => go(bill ? `/invoices/${bill.invoiceId}` : `/parties/${payer.id}`)}
            why={aboutOf}
            acts={acts}
            done={{ said: t("reviews.noneToday"), next: t("reviews.noneTodayNext") }}
          />
        </div>
      </div>
      {review && (
        <SayDialog
          review={review}
          of={review.agenda.find(({ itemId }) => itemId === saying)}
          close={() => say(undefined)}
        />
      )}
      {review && dialog === "closing" && <Closing of={review} close={close} />}
      {review && dialog === "adding" && <Adding of={review} close={close} />}
    </Page>
  );
}
