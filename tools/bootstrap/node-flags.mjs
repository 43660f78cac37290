/**
 * How the application's process is run. By default V8 gave its young objects 128 MB at 10,000 miners; this bound saves 86 MiB of that and
 * costs about 6 % more CPU a poll (docs/profiles.md).
 */
export const applicationFlags = ['--max-semi-space-size=16'];
