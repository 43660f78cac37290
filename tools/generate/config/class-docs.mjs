/** Reads the docstrings of configuration classes and of their settings from the source: the program doesn't keep them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const places = ['services/*/src/*config.ts', 'libs/service-kit/src/**/*config.ts'];

/** Class name → `{ doc, settings: Map of name → doc }`, of every configuration class under a root. */
export function readClassDocs(root) {
  const docs = new Map();
  for (const path of globSync(places, { cwd: root }))
    for (const [name, found] of docsIn(path, readFileSync(join(root, path), 'utf8'))) docs.set(name, found);
  return docs;
}

/** The same for the classes of one file's text, in their order. */
export function docsIn(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements.filter(ts.isClassDeclaration).map((node) => [node.name.text, docsOf(node)]);
}

function docsOf(node) {
  const settings = node.members.filter(ts.isPropertyDeclaration).map((member) => [member.name.getText(), docOf(member)]);
  return { doc: docOf(node), settings: new Map(settings) };
}

function docOf(node) {
  const text = (node.jsDoc ?? []).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join(' ');
  return text.replace(/\s+/g, ' ').trim();
}
