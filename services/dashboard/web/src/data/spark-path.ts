/** The line of some points in a box, as a path; empty for fewer than two points. */
export function sparkPath(points: readonly (readonly [number, number])[], width: number, height: number, edge = 2): string {
  if (points.length < 2) return '';
  const [times, values] = [points.map(([at]) => at), points.map(([, value]) => value)];
  const x = scaled(times, edge, width - edge);
  const y = scaled(values, height - edge, edge);
  return points.map((_, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(at)}`).join('');
}

/** A line that does not move stands in the middle. */
function scaled(values: readonly number[], from: number, to: number): (at: number) => string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const share = (at: number): number => (most === least ? 0.5 : (values[at]! - least) / (most - least));
  return (at) => (from + share(at) * (to - from)).toFixed(1);
}
