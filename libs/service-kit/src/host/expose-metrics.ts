import type { Registry } from 'prom-client';

/** The text of several registries as one page: one header a metric, every registry's series below it. */
export async function exposeMetrics(registries: readonly Registry[]): Promise<string> {
  const pages = await Promise.all(registries.map((registry) => registry.metrics()));
  const blocks = new Map<string, string>();
  for (const block of pages.flatMap((page) => page.split(/\n(?=# HELP )/))) {
    const name = /^# HELP (\S+)/.exec(block)?.[1];
    if (name === undefined) continue;
    const earlier = blocks.get(name);
    blocks.set(name, earlier === undefined ? block.trimEnd() : `${earlier}\n${withoutHeader(block)}`);
  }
  return `${[...blocks.values()].join('\n')}\n`;
}

function withoutHeader(block: string): string {
  return block
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
}
