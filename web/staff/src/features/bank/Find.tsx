import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from "react";
import { useLedger } from "../../shell/session.ts";
import { useFound, type Candidate } from "./questions.ts";
import { useBankWords } from "./words.ts";

function Found({
  item,
  id,
  at,
  add,
}: {
  readonly item: Candidate;
  readonly id: string;
  readonly at: boolean;
  readonly add: () => void;
}) {
  const { t, amountOf, dayOf, nameOf, itemOf } = useBankWords();
  return (
    <li
      id={id}
      role="option"
      aria-selected={at}
      className="kv-found"
      onMouseDown={(event) => event.preventDefault()}
      onClick={add}
    >
      <strong>{itemOf(item)}</strong>
      <span>{nameOf(item)}</span>
      <span className="kv-why">{t("bank.dueOn", { day: dayOf(item.dueOn) })}</span>
      <span className="kv-amount">{amountOf(item.openMinor)}</span>
    </li>
  );
}

/** Finds any open invoice and puts it into the equation; arrows and Enter, Esc goes back to the queue. */
export function Find({
  input,
  add,
}: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly add: (item: Candidate) => void;
}) {
  const { t } = useBankWords();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  /** Enter came before the answer: it is kept for it. */
  const [pressed, setPressed] = useState(false);
  const [q] = useDebouncedValue(typed.trim(), 120);
  const found = useFound(useLedger().id, q);
  const items = q.length >= 2 ? (found.data?.items ?? []) : [];
  const place = Math.min(at, Math.max(0, items.length - 1));
  const take = (item: Candidate | undefined) => {
    if (!item) return;
    add(item);
    setTyped("");
    input.current?.blur();
  };
  const fresh = q === typed.trim() && !found.isPlaceholderData && !found.isPending;
  useEffect(() => {
    if (!pressed || !fresh) return;
    setPressed(false);
    take(items[0]);
  });
  const press = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowDown: () => setAt(Math.min(place + 1, items.length - 1)),
      ArrowUp: () => setAt(Math.max(place - 1, 0)),
      Enter: () => (fresh ? take(items[place]) : setPressed(true)),
      Escape: () => {
        setTyped("");
        input.current?.blur();
      },
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]!();
  };
  const open = q.length >= 2 && typed !== "";
  return (
    <div className="kv-find">
      <TextInput
        ref={input}
        label={t("bank.find")}
        placeholder={t("bank.findHint")}
        rightSection={<kbd aria-hidden="true">/</kbd>}
        role="combobox"
        aria-expanded={open && items.length > 0}
        aria-controls={list}
        aria-activedescendant={open && items.length > 0 ? `${list}-${String(place)}` : undefined}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          setPressed(false);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id={list} role="listbox" aria-label={t("bank.found")} hidden={!open || items.length === 0}>
        {items.map((item, index) => (
          <Found
            key={item.itemId}
            item={item}
            id={`${list}-${String(index)}`}
            at={index === place}
            add={() => take(item)}
          />
        ))}
      </ul>
      <div role="status" className="kv-why">
        {open && found.isSuccess && items.length === 0 && !found.isFetching && t("bank.foundNone")}
      </div>
    </div>
  );
}
