import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseDocument, type Document } from 'yaml';
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
    if (content === noPlainValue) return new YamlFile(name, {}, [aboutFile(name, null, badAlias)], null, lines);
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

function aboutFile(file: string, line: number | null, what: { message: string; remedy: string }): ConfigProblem {
  return { file, line, path: '(file)', value: '(see there)', ...what };
}

const noPlainValue = Symbol('a document that says no value');
const badAlias = {
  message: 'an alias (`*name`) has no anchor before it, or there are too many',
  remedy: 'Put text that begins with * into quotes.',
};

/** The parser complains of aliases by name, and only now; the name may be a password that was not put into quotes. */
function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) return noPlainValue;
    throw error;
  }
}

/** The first line of what the parser says, without the text it quotes: that may be a secret. */
function withoutSource(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/: .*(?= at line \d+, column \d+)/, '').replace(/:$/, '');
}

/** Whether a parsed value is a mapping. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
