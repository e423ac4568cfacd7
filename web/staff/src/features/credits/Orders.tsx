import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt } from "../../api.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { useFetchedFile } from "../../parts/files.tsx";
import { useKeys } from "../../parts/keys.ts";
import { Problem } from "../../parts/Problem.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { Keys } from "../../shell/Keys.tsx";
import { useLedger, useMay } from "../../shell/session.ts";
import { useOrders, useWriting } from "./questions.ts";
import { useCreditWords } from "./words.ts";

const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/;

function useAccounts(ledgerId: string) {
  return useQuery({
    queryKey: ["bank-accounts"],
    queryFn: () => answered(kvitt.GET("/api/v1/bank-accounts")),
    select: ({ items }) => items.filter((each) => each.ledgerId === ledgerId && each.closedFromOn === null),
  });
}

function Form({ close }: { readonly close: () => void }) {
  const { t } = useCreditWords();
  const { id, today } = useLedger();
  const accounts = useAccounts(id).data ?? [];
  const [chosen, choose] = useState("");
  const [typed, setTyped] = useState("");
  const [executeOn, setDay] = useState<string | undefined>(daysLater(today, 1));
  const file = useFetchedFile();
  const writing = useWriting(id, (fileId) => {
    file.mutate(`/api/v1/ledgers/${id}/payment-files/${fileId}`);
    close();
  });
  const bankAccountId = chosen || accounts[0]?.id;
  const bic = typed.trim().toUpperCase();
  const off = bankAccountId === undefined || !BIC.test(bic) || executeOn === undefined;
  const press = () => {
    if (!off && !writing.isPending) writing.mutate({ bankAccountId, bic, executeOn });
  };
  useKeys([{ key: "mod+Enter", label: t("credits.write"), off, inDialog: true, act: press }]);
  return (
    <form className="kv-stack" onSubmit={(event) => event.preventDefault()}>
      <Problem of={writing.error} />
      <p>{t("credits.writeMeans")}</p>
      <NativeSelect
        data-autofocus
        label={t("credits.fromAccount")}
        value={bankAccountId ?? ""}
        data={accounts.map((each) => ({ value: each.id, label: each.number }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <TextInput
        label={t("credits.bic")}
        description={t("credits.bicHelp")}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <DateInput label={t("credits.executeOn")} value={executeOn} onChange={setDay} />
      <div className="kv-form-end">
        <Button onClick={press} disabled={off} loading={writing.isPending} rightSection={<Keys of="mod+Enter" />}>
          {t("credits.write")}
        </Button>
      </div>
    </form>
  );
}

/** Approved repayments that wait for a file to the bank; nothing is shown while none does. */
export function Orders() {
  const { t, amountOf } = useCreditWords();
  const { id } = useLedger();
  const may = useMay("paymentFiles.write", id);
  const [writing, setWriting] = useState(false);
  const orders = useOrders(id).data?.items ?? [];
  if (orders.length === 0) return null;
  const sum = orders.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return (
    <section className="kv-card kv-orders" aria-label={t("credits.orders")}>
      <p>{t("credits.ordersWait", { count: orders.length, amount: amountOf(sum) })}</p>
      {may ? (
        <Button variant="default" onClick={() => setWriting(true)}>
          {t("credits.write")}
        </Button>
      ) : (
        <span className="kv-why">{t("credits.ordersWho")}</span>
      )}
      <Modal
        opened={writing}
        onClose={() => setWriting(false)}
        title={t("credits.write")}
        lockScroll={false}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        {writing && <Form close={() => setWriting(false)} />}
      </Modal>
    </section>
  );
}
