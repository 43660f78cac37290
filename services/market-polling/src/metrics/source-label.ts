/** The name metrics call a source by: one for all nodes of ours, so that no coin becomes a series of its own. */
export const sourceLabel = (source: string): string => (source.startsWith('node:') ? 'node' : source);
