/** The drivers an operator may name. */
export const driverNames: readonly string[] = ['vnish'];
