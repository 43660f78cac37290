import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseDocument, visit, type Alias, type Document } from 'yaml';
import type { ConfigProblem } from './problem.js';

const largestFileBytes = 16 * 1024 * 1024;

/** A parsed YAML file that still knows on which line each value stands. */
export class YamlFile {
  private constructor(
    readonly name: string,
    readonly content: Readonly<Record<string, unknown>>,
    readonly problems: readonly ConfigProblem[],
    private readonly document: Document | null,
    private readonly lines: LineCounter,
  ) {}

  /** Reads and parses one file; what is wrong with it stands in `problems`, and nothing is thrown for it. */
  static async read(path: string, name: string): Promise<YamlFile> {
    const { size } = await stat(path);
    if (size <= largestFileBytes) return YamlFile.parse(name, await readFile(path, 'utf8'));
    const tooLarge = {
      message: `the file has ${size} bytes, at most ${largestFileBytes} are read`,
      remedy: 'Split it into several files.',
    };
    return new YamlFile(name, {}, [aboutFile(name, null, tooLarge)], null, new LineCounter());
  }

  /** Parses text as the file `name`. */
  static parse(name: string, text: string): YamlFile {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, maxAliasCount: 100 } as never);
    const problems = [...document.errors, ...document.warnings].map(({ message, pos }) =>
      aboutFile(name, lines.linePos(pos[0]).line, { message: withoutSource(message), remedy: 'Correct the YAML here.' }),
    );
    const content: unknown = problems.length > 0 ? {} : (toPlain(document) ?? {});
    if (content instanceof BadAlias) return new YamlFile(name, {}, [aboutFile(name, lineAt(lines, content.alias), content)], null, lines);
    if (isRecord(content)) return new YamlFile(name, content, problems, document, lines);
    const notSections = { message: 'the file must consist of named sections', remedy: 'Begin it with a section such as `miners:`.' };
    return new YamlFile(name, {}, [aboutFile(name, 1, notSections)], null, lines);
  }

  /** The line on which the value at `path` stands, or its nearest parent's. */
  lineOf(path: readonly (string | number)[]): number | null {
    for (let length = path.length; length > 0 && this.document; length -= 1) {
      const node = this.document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return this.lines.linePos(node.range[0]).line;
    }
    return null;
  }
}

function aboutFile(file: string, line: number | null, { message, remedy }: { message: string; remedy: string }): ConfigProblem {
  return { file, line, path: '(file)', value: '(see there)', message, remedy };
}

const maxAliasCount = 100;

/** An alias that stands for nothing, or for too much; its name is not told, for it may be a password that was not put into quotes. */
class BadAlias {
  readonly message: string;
  readonly remedy: string;

  constructor(
    readonly alias: Alias | null,
    resolves: boolean,
  ) {
    const nothing = 'an alias (`*name`) has no anchor before it';
    const tooMuch = `aliases (\`*name\`) stand for too much: at most ${maxAliasCount} copies of a value are made`;
    this.message = resolves ? tooMuch : nothing;
    this.remedy = resolves
      ? 'Write the values out, or put fewer aliases into what others repeat.'
      : 'Put text that begins with * into quotes.';
  }
}

/** The parser complains of aliases only now, and without their place. */
function toPlain(document: Document): unknown {
  try {
    const content: unknown = document.toJS({ maxAliasCount });
    return isEndless(content) ? new BadAlias(endlessAlias(document), true) : content;
  } catch (error) {
    if (error instanceof ReferenceError) return badAlias(document);
    throw error;
  }
}

/** Whether something within contains itself, as an alias inside what it stands for makes it. */
function isEndless(value: unknown, around: ReadonlySet<unknown> = new Set()): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (around.has(value)) return true;
  const within = new Set(around).add(value);
  return Object.values(value).some((each) => isEndless(each, within));
}

function endlessAlias(document: Document): Alias | null {
  let found: Alias | null = null;
  visit(document, {
    Alias: (_key, alias, around) => {
      const target = alias.resolve(document);
      if (target === undefined || !around.includes(target)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** The first alias that by itself is refused; the last one where only all together are too many. */
function badAlias(document: Document): BadAlias {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_key, alias) => void aliases.push(alias) });
  const bad = aliases.find((alias) => isRefused(alias, document)) ?? aliases.at(-1) ?? null;
  return new BadAlias(bad, bad?.resolve(document) !== undefined);
}

function isRefused(alias: Alias, document: Document): boolean {
  try {
    alias.toJS(document, { maxAliasCount });
    return false;
  } catch {
    return true;
  }
}

function lineAt(lines: LineCounter, alias: Alias | null): number | null {
  return alias?.range ? lines.linePos(alias.range[0]).line : null;
}

/** The first line of what the parser says, without the text it quotes: that may be a secret. */
function withoutSource(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/: .*(?= at line \d+, column \d+)/, '').replace(/:$/, '');
}

/** Whether a parsed value is a mapping. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
