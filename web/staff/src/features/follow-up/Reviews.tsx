import { Button, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { useKeys } from "../../parts/keys.ts";
import { Page } from "../../parts/Page.tsx";
import { State } from "../../parts/State.tsx";
import { useGo } from "../../shell/going.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { useBeginning, useReviews, type ReviewHead } from "./review-questions.ts";

function useColumns(): readonly Column<ReviewHead>[] {
  const { t, dayOf } = useFollowUpWords();
  const number = (key: "items" | "decided" | "undone"): Column<ReviewHead> => ({
    ...{ key, head: t(`reviews.${key}`), number: true, spare: key !== "undone" },
    cell: (row) => String(row[key]),
  });
  const stateOf = ({ closedAt, undone }: ReviewHead) => {
    if (closedAt === null) return <State tone="due">{t("reviews.isOpen")}</State>;
    return undone > 0 ? (
      <State tone="held">{t("reviews.waits", { count: undone })}</State>
    ) : (
      <State tone="settled">{t("reviews.allDone")}</State>
    );
  };
  return [
    { key: "held", head: t("reviews.held"), cell: (row) => dayOf(row.heldOn) },
    { key: "by", head: t("reviews.openedBy"), fill: true, spare: true, cell: (row) => row.openedByName ?? "–" },
    { key: "state", head: t("reviews.state"), cell: stateOf },
    number("items"),
    number("decided"),
    number("undone"),
  ];
}

function Begin({ close }: { readonly close: () => void }) {
  const { t } = useFollowUpWords();
  const { id } = useLedger();
  const go = useGo();
  const beginning = useBeginning(id, (reviewId) => go(`/reviews/${reviewId}`));
  const [typed, setTyped] = useState("");
  const present = typed.trim();
  return (
    <ActDialog
      opened
      close={close}
      title={t("reviews.beginTitle")}
      label={t("reviews.begin")}
      act={() => beginning.mutate(present === "" ? null : present)}
      off={false}
      busy={beginning.isPending}
      error={beginning.error}
    >
      <p>{t("reviews.beginMeans")}</p>
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

function BeginButton({ begin }: { readonly begin: () => void }) {
  const { t } = useFollowUpWords();
  useKeys([{ key: "n", label: t("reviews.begin"), act: begin }]);
  return (
    <div className="kv-acts">
      <Button onClick={begin} rightSection={<kbd aria-hidden>n</kbd>}>
        {t("reviews.begin")}
      </Button>
    </div>
  );
}

/** Meetings about what is outstanding: the one that is open, and what the earlier ones left undone (S3-06). */
export function Reviews({ views }: { readonly views: ReactNode }) {
  const { t, dayOf } = useFollowUpWords();
  const { id } = useLedger();
  const found = useReviews(id);
  const go = useGo();
  const [isBeginning, begin] = useState(false);
  const columns = useColumns();
  const open = found.data?.find(({ closedAt }) => closedAt === null);
  const mayBegin = useMay("reviews.hold", id) && found.data !== undefined && open === undefined;
  const undone = found.data?.reduce((sum, review) => sum + review.undone, 0) ?? 0;
  const lead = open
    ? t("reviews.leadOpen", { day: dayOf(open.heldOn) })
    : undone > 0
      ? t("reviews.leadUndone", { count: undone })
      : t("reviews.lead");
  return (
    <Page
      title={t("reviews.title")}
      lead={lead}
      help={t("reviews.help")}
      acts={mayBegin ? <BeginButton begin={() => begin(true)} /> : undefined}
    >
      {views}
      <Asked of={found} height={280}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="kv-card kv-empty">{t("reviews.none")}</p>
          ) : (
            <DataTable
              label={t("reviews.title")}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              onOpen={(row) => go(`/reviews/${row.id}`)}
            />
          )
        }
      </Asked>
      {isBeginning && <Begin close={() => begin(false)} />}
    </Page>
  );
}
