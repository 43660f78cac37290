/**
 * How the application's process is run: with so many MB for half of its young objects, and so that old ones are looked through once they
 * have grown by half; V8 would let them grow to a multiple first, which takes 162 MB more at 10,000 miners (docs/profiles.md).
 *
 * All in one box, memory is short: by default V8 gave young objects 128 MB there, and 16 save 86 MiB for about 6 % more CPU a poll. A service
 * alone has a process of its own to fill, and thousands of polls a second leave much that lives on for some milliseconds: with 64 it stood
 * still half as long.
 */
export function applicationFlags(command) {
  return [`--max-semi-space-size=${command === 'serve' ? 64 : 16}`, '--heap-growing-percent=50'];
}

/**
 * What the application's process finds in its environment unless it is set already. The C library gives threads memory of their own to
 * allocate from, eight for each core by default; two for all of them hold 22 MiB less at 10,000 miners (docs/profiles.md).
 */
export const applicationEnvironment = { MALLOC_ARENA_MAX: '2' };
