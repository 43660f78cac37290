/**
 * How the application's process is run. V8 would give its youngest objects three times 32 MiB and more before it looks which of them are
 * still needed; with 16 MiB it needs about 90 MiB less memory at 10,000 miners (docs/benchmarks.md).
 */
export const applicationFlags = ['--max-semi-space-size=16'];
