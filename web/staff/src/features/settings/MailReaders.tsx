import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDone } from "../../parts/Done.tsx";
import { Confirm } from "./Confirm.tsx";
import { FormDialog } from "./FormDialog.tsx";
import { MOST_READERS } from "./mail-questions.ts";
import { useCan } from "./questions.ts";

type Shape<Of> = {
  readonly id: string;
  readonly title: string;
  readonly means: string;
  /** Where the mail leads; empty before anybody is told. */
  readonly link: string | null;
  readonly readers: readonly Of[];
  readonly addressOf: (reader: Of) => string;
  /** Further columns: what stands above, and of each reader. */
  readonly columns: readonly { readonly head: string; readonly cell: (reader: Of) => string }[];
  readonly addTitle: string;
  /** Whether there is more to change of a reader than to take them away. */
  readonly changes: boolean;
  /** Takes a reader off the list. */
  readonly remove: (reader: Of) => Promise<unknown>;
  /** The form of a new reader, or of one that is changed. */
  readonly form: (reader: Of | undefined, done: () => void, leave: () => void) => ReactNode;
};

function Rows<Of>({
  of,
  change,
  remove,
}: {
  readonly of: Shape<Of>;
  readonly change: ((reader: Of) => void) | undefined;
  readonly remove: ((reader: Of) => void) | undefined;
}) {
  const { t } = useTranslation();
  if (of.readers.length === 0) return <p className="kv-why">{t("mailPage.nobody")}</p>;
  return (
    <div className="kv-scroll" role="region" aria-label={of.title} tabIndex={0}>
      <table className="kv-table kv-rows" aria-label={of.title}>
        <thead>
          <tr>
            <th scope="col">{t("mailPage.address")}</th>
            {of.columns.map(({ head }) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {of.readers.map((reader) => {
            const address = of.addressOf(reader);
            return (
              <tr key={address}>
                <th scope="row">{address}</th>
                {of.columns.map(({ head, cell }) => (
                  <td key={head}>{cell(reader)}</td>
                ))}
                <td>
                  <div className="kv-cell-acts">
                    {change && of.changes && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={t("mailPage.changeDigest", { address })}
                        onClick={() => change(reader)}
                      >
                        {t("mailPage.change")}
                      </Button>
                    )}
                    {remove && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`${t("mailPage.remove")}: ${address}`}
                        onClick={() => remove(reader)}
                      >
                        {t("mailPage.remove")}
                      </Button>
                    )}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Who has one kind of mail: seen by all who may read, changed by those who configure approvals. */
export function MailReaders<Of>({ of }: { readonly of: Shape<Of> }) {
  const { t } = useTranslation();
  const tell = useDone();
  const may = useCan()("approvals.configure");
  const [changing, change] = useState<Of | "new" | undefined>();
  const [removing, remove] = useState<Of | undefined>();
  const saved = () => tell(t("settings.saved"));
  const title =
    changing === undefined || changing === "new"
      ? of.addTitle
      : t("mailPage.changeDigest", { address: of.addressOf(changing) });
  const asked = removing && {
    title: t("mailPage.remove"),
    follows: [
      t("mailPage.removeMeans", { address: of.addressOf(removing) }),
      ...(of.readers.length === 1 ? [t("mailPage.lastMeans")] : []),
    ],
    fresh: true,
    act: () => of.remove(removing),
    done: saved,
  };
  return (
    <section className="kv-card kv-block kv-below" aria-labelledby={of.id}>
      <div className="kv-block-head">
        <h2 id={of.id}>{of.title}</h2>
        {may && of.readers.length < MOST_READERS && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${t("mailPage.add")}: ${of.title}`}
            onClick={() => change("new")}
          >
            {t("mailPage.add")}
          </Button>
        )}
      </div>
      <p className="kv-why">{of.means}</p>
      <Rows of={of} change={may ? change : undefined} remove={may ? remove : undefined} />
      {of.link && of.readers.length > 0 && <p className="kv-why">{t("mailPage.link", { link: of.link })}</p>}
      {!may && <p className="kv-why">{t("approvalPage.whoChanges")}</p>}
      <Confirm asked={asked} leave={() => remove(undefined)} />
      <FormDialog opened={changing !== undefined} leave={() => change(undefined)} title={title} made={saved}>
        {(done: (made: undefined) => void) =>
          of.form(
            changing === "new" ? undefined : changing,
            () => done(undefined),
            () => change(undefined),
          )
        }
      </FormDialog>
    </section>
  );
}
