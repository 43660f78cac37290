/** A period over which changes are told. */
export interface ChangePeriod {
  /** As an operator writes it, such as `90d`. */
  readonly name: string;
  readonly ms: number;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** Every record has these in fields of their own. */
const always = ['1h', '24h', '7d'];

/** 15 to 59 minutes, 1 to 168 hours, 1 to 364 days: over more than a week there are daily closes alone. */
export const changePeriod = /^(1[5-9]m|[2-5]\dm|[1-9]h|[1-9]\dh|1[0-5]\dh|16[0-8]h|[1-9]d|[1-9]\dd|[12]\d\dd|3[0-5]\dd|36[0-4]d)$/;

/** The periods of a record: an hour, a day and a week, and those that are configured. */
export const changePeriods = (configured: readonly string[]): readonly ChangePeriod[] =>
  [...new Set([...always, ...configured])].map((name) => ({
    name,
    ms: Number.parseInt(name, 10) * unitMs[name.at(-1) as keyof typeof unitMs],
  }));
