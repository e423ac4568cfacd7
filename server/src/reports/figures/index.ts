export { chart, chartRows, type Chart, type ChartBook, type ChartRowsQuestion } from "./charts.ts";
export { CHARTS, type ChartBar, type ChartName, type ChartPart, type ChartUnit } from "./types.ts";
