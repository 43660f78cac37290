/** A model string taken apart. */
export interface ModelKey {
  /** The model in one spelling: lower case, no maker, no spaces, `+` for plus, `hyd` for hydro. */
  readonly model: string;
  /** Marks beside the model that may tell variants apart, such as `88` or `vh30`, in lower case. */
  readonly marks: readonly string[];
}

// A model string is a few words; anything longer is not one, and is not worth a pattern's time.
const longest = 80;

/**
 * Takes apart what firmware and people write for a model: `s19jpro`, `Antminer S19 XP`, `ANTMINER_S19`, `s19-88`,
 * `Antminer S19 (Vnish 1.2.6)`, `M50S_VH30`, `Antminer S19j Pro 104T`.
 */
export function modelKey(text: string): ModelKey {
  const lower = text.slice(0, longest).toLowerCase();
  const hints = [...lower.matchAll(/\(([^()]*)\)/g)].map((match) => match[1]!.trim());
  const bare = lower.replace(/\([^()]*\)/g, ' ').replace(/\bplus\b|(?<=\d[a-z]*|pro)plus/g, '+');
  const words = bare.split(/\.?[\s_-]+|\.$/).filter((word) => word !== '' && !makers.has(word) && !isRate(word));
  const marks = words.slice(1).filter(isMark);
  const model = words
    .filter((word, index) => index === 0 || !isMark(word))
    .join('')
    .replace(makerPrefix, '');
  return { model: model.replace(/hydro$/, 'hyd'), marks: [...marks, ...hints] };
}

const makers: ReadonlySet<string> = new Set(['antminer', 'bitmain', 'whatsminer', 'microbt', 'avalon', 'avalonminer', 'canaan', 'miner']);
const makerPrefix = /^(bitmain|antminer|microbt|whatsminer|canaan|avalonminer|avalon)+/;

/** A rated hashrate in the name, such as `104T`, `9.5GH` or `9050M`. */
const isRate = (word: string): boolean => /^\d+(\.\d+)?(m|g|t)(h(\/s)?)?$/.test(word);

/** `88` for a chip count, `vh30` for a WhatsMiner's generation, `nopic` for boards without a controller. */
const isMark = (word: string): boolean => /^(\d+|v[a-z]\d+|nopic)$/.test(word);
