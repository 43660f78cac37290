/** How the application's process is run. */
export const applicationFlags: readonly string[];
