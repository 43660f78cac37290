import type { MinerLocation } from '@lodestream/records';

const parts = ['site', 'rack', 'position'] as const;
const spellings: Readonly<Record<string, (typeof parts)[number]>> = {
  site: 'site',
  hall: 'site',
  building: 'site',
  rack: 'rack',
  container: 'rack',
  row: 'rack',
  position: 'position',
  pos: 'position',
  slot: 'position',
  shelf: 'position',
};

/**
 * Reads a place such as `rack_1_position_1`, `site-A/rack 2/slot 14` or `A/2/14`. What is not understood is kept whole as the
 * label: a place is never refused, and never invented.
 */
export function parseLocation(text: string | null | undefined): MinerLocation {
  const label = text?.trim() ?? '';
  const nowhere = { site: null, rack: null, position: null, label: label === '' ? null : label };
  return named(label, nowhere) ?? slashed(label, nowhere) ?? nowhere;
}

/** A place as records show it: `site/rack/position`, from the first part that is known, or the label. */
export function locationText(location: MinerLocation): string | null {
  const known = parts.flatMap((part) => location[part] ?? []);
  return known.length > 0 && location.label === null ? known.join('/') : location.label;
}

function named(label: string, nowhere: MinerLocation): MinerLocation | null {
  const words = label.split(/[\s_/,:;-]+/).filter((word) => word !== '');
  if (words.length === 0 || words.length % 2 !== 0) return null;
  const found: MinerLocation = { ...nowhere };
  for (let index = 0; index < words.length; index += 2) {
    const part = spellings[words[index]!.toLowerCase()];
    if (part === undefined || found[part] !== null) return null;
    found[part] = words[index + 1]!;
  }
  return found;
}

function slashed(label: string, nowhere: MinerLocation): MinerLocation | null {
  const [site, rack, position, ...rest] = label.split('/').map((part) => part.trim());
  if (!site || !rack || !position || rest.length > 0) return null;
  return { ...nowhere, site, rack, position };
}
