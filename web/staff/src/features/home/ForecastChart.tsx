import { useTranslation } from "react-i18next";

export type Bar = {
  readonly key: string;
  readonly name: string;
  readonly low: number;
  readonly value: number;
  readonly high: number;
};

const [WIDTH, HEIGHT, TOP, BOTTOM] = [780, 220, 26, 26];
const GROUND = HEIGHT - BOTTOM;

/** The least round number, few times a power of ten, that is not below. */
function roundUp(number: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(number, 1)));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= number) ?? 10) * power;
}

function OneBar({
  bar,
  at,
  width,
  top,
  said,
  open,
}: {
  readonly bar: Bar;
  readonly at: number;
  readonly width: number;
  readonly top: number;
  readonly said: (value: number) => string;
  readonly open: () => void;
}) {
  const height = (value: number) => (value / top) * (GROUND - TOP);
  const x = at * width;
  const middle = x + width / 2;
  return (
    <g className="kv-home-week" onClick={open}>
      <rect className="kv-home-hit" x={x} y={0} width={width} height={HEIGHT} />
      <rect
        className="kv-home-band"
        x={x + 6}
        y={GROUND - height(bar.high)}
        width={width - 12}
        height={height(bar.high) - height(bar.low)}
        fill="url(#kv-home-hatch)"
      />
      <rect
        className="kv-home-bar"
        x={x + 14}
        y={GROUND - height(bar.value)}
        width={width - 28}
        height={height(bar.value)}
      />
      {bar.value > 0 && (
        <text className="kv-home-worth" x={middle} y={GROUND - height(bar.value) - 6} textAnchor="middle">
          {said(bar.value)}
        </text>
      )}
      <text className="kv-home-axis" x={middle} y={HEIGHT - 8} textAnchor="middle">
        {bar.name}
      </text>
    </g>
  );
}

/** Bars from zero with a hatched band from the least to the most that may come; a click opens the rows, as the table beside it does by keyboard. */
export function ForecastChart({
  label,
  bars,
  said,
  open,
}: {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** A value as it stands on its bar, in whole kroner. */
  readonly said: (value: number) => string;
  readonly open: (at: number) => void;
}) {
  const { t } = useTranslation();
  const top = roundUp(Math.max(...bars.map((bar) => Math.max(bar.high, bar.value)), 1));
  const width = WIDTH / bars.length;
  return (
    <div className="kv-scroll" role="region" aria-label={t("home.chart")} tabIndex={0}>
      <svg className="kv-home-svg" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="img" aria-label={label}>
        <defs>
          <pattern id="kv-home-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="kv-home-hatch-ground" width="6" height="6" />
            <line className="kv-home-hatch-line" x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {bars.map((bar, at) => (
          <OneBar key={bar.key} bar={bar} at={at} width={width} top={top} said={said} open={() => open(at)} />
        ))}
        <line className="kv-home-ground" x1="0" x2={WIDTH} y1={GROUND} y2={GROUND} />
      </svg>
    </div>
  );
}
