/** Every reason a value of a reading may be missing or doubtful for. */
export const qualityReasons = [
  /** The firmware has no such value. */
  'not_reported',
  /** The firmware gave a placeholder, such as 0/0 °C. */
  'not_measured',
  /** What came can't be the value: not a number, or outside what is possible. */
  'invalid',
  /** A slower read will bring it. */
  'not_read_yet',
  /** Derived from something that is missing. */
  'not_derivable',
  /** There is no reading before it to compare with. */
  'first_reading',
  /** What was counted since an earlier reading than the last one: a tick, the counter or its pool was missing in between. */
  'spans_gap',
  /** The device did not say; what its model usually does was taken. */
  'assumed',
  /** The device's answer was no valid JSON until non-finite numbers were taken out. */
  'repaired',
  /** The device has repeated itself for several polls. */
  'frozen',
  /** The device could not be read. */
  'unreachable',
] as const;

/** One of {@link qualityReasons}. */
export type QualityReason = (typeof qualityReasons)[number];
