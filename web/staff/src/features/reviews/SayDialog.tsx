import { NativeSelect, Radio, Textarea } from "@mantine/core";
import { useState } from "react";
import { DateInput } from "../../parts/DateInput.tsx";
import { useDone } from "../../parts/Done.tsx";
import { ActDialog } from "../../parts/follow-up/ActDialog.tsx";
import { daysLater } from "../../parts/typed-day.ts";
import { useLedger, useMe } from "../../shell/session.ts";
import { DECISIONS, DUTIES, useReviewActs, type Decision, type Line, type Review } from "./questions.ts";
import { useReviewWords } from "./words.ts";

const LONGEST = 2_000;
const IN_DAYS = 7;

type Open = { readonly review: Review; readonly of: Line; readonly close: () => void };

function Fields({ review, of, close }: Open) {
  const { t } = useReviewWords();
  const tell = useDone();
  const { today } = useLedger();
  const { userId } = useMe();
  const { say } = useReviewActs(review.id);
  const [typed, setTyped] = useState(of.words ?? "");
  const [decision, choose] = useState<Decision | null>(of.decision);
  const isKnown = review.people.some(({ id }) => id === userId);
  const [ownerId, setOwner] = useState(of.ownerId ?? (isKnown ? userId : (review.people[0]?.id ?? "")));
  const [byOn, setByOn] = useState<string | undefined>(of.byOn ?? daysLater(today, IN_DAYS));
  const hasDuty = decision !== null && DUTIES.includes(decision);
  const words = typed.trim();
  const duty = hasDuty ? { ownerId, byOn: byOn ?? null } : { ownerId: null, byOn: null };
  const save = () =>
    say.mutate(
      { itemId: of.itemId, version: of.version, decision, words: words === "" ? null : words, ...duty },
      {
        onSuccess: () => {
          close();
          tell(t("reviews.saved"));
        },
      },
    );
  return (
    <ActDialog
      opened
      close={close}
      title={t("reviews.sayTitle", { who: of.payer.name })}
      label={t("reviews.save")}
      act={save}
      off={(decision === null && words === "") || (hasDuty && (byOn === undefined || ownerId === ""))}
      busy={say.isPending}
      error={say.error}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        maxLength={LONGEST}
        label={t("reviews.words")}
        description={t("reviews.wordsHelp")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Radio.Group label={t("reviews.what")} value={decision} onChange={(value: Decision) => choose(value)}>
        <div className="kv-radios">
          {DECISIONS.map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`reviews.decision.${each}`)}
              description={t(`reviews.means.${each}`)}
            />
          ))}
        </div>
      </Radio.Group>
      {hasDuty && (
        <>
          <NativeSelect
            label={t("reviews.who")}
            value={ownerId}
            data={review.people.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setOwner(event.currentTarget.value)}
          />
          <DateInput label={t("reviews.by")} value={byOn} onChange={setByOn} />
        </>
      )}
    </ActDialog>
  );
}

/** What was said of a claim, and what is done about it: by whom, and by when. */
export function SayDialog({ of, ...rest }: Omit<Open, "of"> & { readonly of: Line | undefined }) {
  return of && <Fields of={of} {...rest} />;
}
