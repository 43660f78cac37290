/** How far back a chart goes. */
export interface Span {
  /** Its name in the address, such as `6h`. */
  readonly id: string;
  readonly name: string;
  readonly ms: number;
}

const hourMs = 3_600_000;

/** The spans one can choose. */
export const spans: readonly Span[] = [
  { id: '1h', name: '1 h', ms: hourMs },
  { id: '6h', name: '6 h', ms: 6 * hourMs },
  { id: '24h', name: '24 h', ms: 24 * hourMs },
  { id: '7d', name: '7 d', ms: 168 * hourMs },
  { id: '30d', name: '30 d', ms: 720 * hourMs },
];

/** The span of an address; the one with `otherwise` where it names none that there is. */
export const spanOf = (id: string | null, otherwise: string): Span =>
  spans.find((span) => span.id === id) ?? spans.find((span) => span.id === otherwise) ?? spans[0]!;
