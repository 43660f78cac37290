import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { figures, time } from '../data/format';

use([LineChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

/** One line of a chart; null is a gap. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [number, number | null])[];
}

/** What a chart shows. */
export interface ChartContent {
  readonly lines: readonly Line[];
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

const colors = 5;
/** Lines beyond as many as there are colours are told apart by their strokes. */
const dashes = ['solid', 'dashed', 'dotted'] as const;

/** An empty chart in an element. */
export const createChart = (element: HTMLElement): EChartsType => init(element, null, { renderer: 'canvas' });

/** Shows content in the colours of the theme; gaps stay gaps. */
export function showChart(chart: EChartsType, { lines, unit, from, to }: ChartContent): void {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const text = { color: color('--text-dim'), fontFamily: 'system-ui, sans-serif', fontSize: 11 };
  const rule = { lineStyle: { color: color('--line') } };
  chart.setOption(
    {
      animation: false,
      color: Array.from({ length: colors }, (_, at) => color(`--chart-${at + 1}`)),
      textStyle: text,
      grid: { left: 8, right: 12, top: lines.length > 1 ? 30 : 12, bottom: 6, containLabel: true },
      ...(lines.length > 1 && { legend: legendOf(text, color) }),
      tooltip: tooltipOf(unit, color),
      xAxis: {
        type: 'time',
        min: from,
        max: to,
        axisLine: rule,
        axisTick: rule,
        axisLabel: { ...text, hideOverlap: true },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        scale: true,
        axisLabel: { ...text, formatter: (value: number) => figures(value, 3) },
        splitLine: rule,
        minInterval: 0,
      },
      series: lines.map(seriesOf),
    },
    { notMerge: true },
  );
}

function legendOf(text: object, color: (name: string) => string): object {
  const pages = { pageTextStyle: text, pageIconColor: color('--accent'), pageIconInactiveColor: color('--line') };
  return { type: 'scroll', top: 0, left: 0, right: 0, textStyle: text, itemHeight: 8, itemWidth: 14, ...pages };
}

function seriesOf({ name, points }: Line, at: number): object {
  return {
    name,
    type: 'line',
    data: points,
    showSymbol: points.length < 3,
    connectNulls: false,
    lineStyle: { width: 1.8, type: dashes[Math.floor(at / colors) % dashes.length] },
    emphasis: { disabled: true },
  };
}

/** Drawn, not built: the page's policy allows no style that comes as text. */
function tooltipOf(unit: string, color: (name: string) => string): object {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    backgroundColor: color('--sheet-2'),
    borderColor: color('--line'),
    textStyle: { color: color('--text'), fontSize: 12 },
    axisPointer: { label: { formatter: ({ value }: { value: number }) => time(value) } },
    valueFormatter: (value: number | null) => (value === null || value === undefined ? '–' : `${figures(value)} ${unit}`),
  };
}
