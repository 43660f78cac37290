import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * When the simulated farm of a data directory was opened: now, if nobody opened it before. Its faults count from then, so that a
 * newcomer sees one begin and a restart goes on where it was.
 */
export async function openingTime(dataDirectory: string, seed: number, nowMs: number): Promise<number> {
  const path = join(dataDirectory, `simulated-farm-${seed}.json`);
  const known = await readFile(path, 'utf8').then(parse, () => null);
  if (known !== null) return known;
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(path, `${JSON.stringify({ opened_at: nowMs })}\n`);
  return nowMs;
}

function parse(text: string): number | null {
  try {
    const { opened_at: openedAt } = JSON.parse(text) as { opened_at?: unknown };
    return typeof openedAt === 'number' && Number.isSafeInteger(openedAt) ? openedAt : null;
  } catch {
    return null;
  }
}
