import type { Clinic } from "./questions.ts";

const [WIDTH, HEIGHT, WHOLE] = [72, 22, 10_000];

/** The overdue share at the last month ends, from nothing to all; said in words for who does not see it. */
export function Trend({ points, label }: { readonly points: Clinic["trend"]; readonly label: string }) {
  if (points.length < 2) return <>–</>;
  const step = WIDTH / (points.length - 1);
  const line = points.map(({ shareBp }, at) => `${at * step},${HEIGHT - 2 - (shareBp / WHOLE) * (HEIGHT - 4)}`);
  return (
    <svg
      className="kv-trend"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      <polyline points={line.join(" ")} />
    </svg>
  );
}
