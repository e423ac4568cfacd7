const SIGNS: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key as it stands on the keyboard: `mod+k` is Ctrl K, or ⌘ K. */
function sign(key: string): string {
  const parts = key.split("+");
  return parts
    .map((part) =>
      part === "mod"
        ? isMac
          ? "⌘"
          : "Ctrl"
        : (SIGNS[part] ?? (parts.length > 1 && part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(" ");
}

/** A key, or two in a row, for the eye. */
export function Keys({ of }: { readonly of: string }) {
  return (
    <span className="kv-key">
      {of.split(" ").map((key) => (
        <kbd key={key}>{sign(key)}</kbd>
      ))}
    </span>
  );
}
