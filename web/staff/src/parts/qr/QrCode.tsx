import { useMemo } from "react";
import { qrSymbol } from "./qr.ts";
import "./qr.css";

const BORDER = 4;

/** A text as a QR code, drawn here: dark on light in every look, as readers want it. Nothing for a text too long for one. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const symbol = useMemo(() => qrSymbol(text), [text]);
  if (symbol === undefined) return null;
  const size = symbol.length + 2 * BORDER;
  const dark = symbol.flatMap((row, down) =>
    row.flatMap((each, right) => (each ? [`M${right + BORDER} ${down + BORDER}h1v1h-1z`] : [])),
  );
  return (
    <svg className="kv-qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect className="kv-qr-light" width={size} height={size} />
      <path className="kv-qr-dark" d={dark.join("")} />
    </svg>
  );
}
