import { TextInput } from "@mantine/core";
import { useState } from "react";

const SHORTEST = 3;

/** A reason as it is typed: `said` is undefined while it says too little. */
export function useReason() {
  const [typed, setTyped] = useState("");
  const reason = typed.trim();
  return { said: reason.length >= SHORTEST ? reason : undefined, typed, setTyped };
}

/** Where a reason is typed. */
export function ReasonInput({
  of: { typed, setTyped },
  label,
  first = false,
}: {
  readonly of: ReturnType<typeof useReason>;
  readonly label: string;
  /** Has the focus when its dialog opens. */
  readonly first?: boolean;
}) {
  return (
    <TextInput
      data-autofocus={first || undefined}
      label={label}
      maxLength={200}
      value={typed}
      onChange={({ currentTarget: { value } }) => setTyped(value)}
    />
  );
}
