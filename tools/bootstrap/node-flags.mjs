/**
 * How the application's process is run. By default V8 gave its young objects 128 MB at 10,000 miners; this bound saves 86 MiB of that and
 * costs about 6 % more CPU a poll. And V8 let its old objects grow to a multiple of what lives before it looked for those that don't; now
 * it looks when they have grown by half, which took 162 MB less there (docs/profiles.md).
 * Farms of tests and benchmarks are run in the same way (services/standalone/test/farm.ts).
 */
export const applicationFlags = ['--max-semi-space-size=16', '--heap-growing-percent=50'];

/**
 * What the application's process finds in its environment unless it is set already. The C library gives threads memory of their own to
 * allocate from, eight for each core by default; two for all of them hold 22 MiB less at 10,000 miners (docs/profiles.md).
 */
export const applicationEnvironment = { MALLOC_ARENA_MAX: '2' };
