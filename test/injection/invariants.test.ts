import { expect } from 'chai';
import { applyChanges, type Change } from '../../lib/injection/check/change.ts';
import { failedInvariant } from '../../lib/injection/check/invariants.ts';
import { openerOf } from '../../lib/injection/survey/open-file.ts';

/** Marks in a text where something goes in: `«…»`. */
function edit(marked: string): { before: string; changes: Change[] } {
  const changes: Change[] = [];
  let before = '';
  for (const [index, part] of marked.split(/[«»]/).entries()) {
    if (index % 2 === 0) before += part;
    else changes.push({ start: before.length, end: before.length, text: part });
  }
  return { before, changes };
}

/** What the last check says of an edit; `after` given, of another text than the edit's own. */
function verdict(marked: string, after?: (text: string) => string): string | null {
  const { before, changes } = edit(marked);
  const open = openerOf('node.ts');
  const opened = open(before);
  if (!opened.ok) throw new Error(opened.reason.message);
  const result = applyChanges(before, changes);
  return failedInvariant(opened.file, after?.(result) ?? result, changes, open);
}

describe('the last check of an injection', () => {
  it('passes an edit that only adds', () => {
    expect(verdict('import a from "a";\n«import b from "b";\n»const x = a;\n')).to.equal(null);
    expect(verdict('class A {\r\n«  b = 1;\r\n»}\r\n')).to.equal(null);
  });

  const wrong: [string, string, string, ((text: string) => string)?][] = [
    [
      'loses a character',
      'const x = 12;\n«const y = 1;\n»',
      'the old text plus',
      (text) => text.replace('12', '1'),
    ],
    [
      'changes a character',
      'const x = "a";\n«const y = 1;\n»',
      'the old text plus',
      (text) => text.replace('"a"', '"b"'),
    ],
    [
      'adds more than it says',
      'const x = 1;\n«const y = 1;\n»',
      'the old text plus',
      (text) => `${text}// more\n`,
    ],
    ['does not parse', 'const x = 1;\n«const = 1;\n»const z = 1;\n', 'in the new text'],
    ['declares a name twice', 'const x = 1;\n«const x = 2;\n»const z = 1;\n', 'a new fault'],
    [
      'cuts a return from its value',
      'function f(x: number) {\n  return «\n »x;\n}\n',
      'has a different meaning now',
    ],
    ['joins a statement to the one before', 'f();\n«g\n»(1);\n', 'has a different meaning now'],
    ['makes a statement part of another', 'if (a)« b();\n» c();\n', 'has a different meaning now'],
    [
      'moves a statement into a function',
      'a();\n«function f() {\n»b();\n«}\n»c();\n',
      'has a different meaning now',
    ],
    [
      'has a line end that the file has not',
      'const x = 1;\r\n«const y = 1;\n»const z = 1;\r\n',
      'a line ending that the file does not use',
    ],
    [
      'leaves white space at the end of a line',
      'const x = 1;\n«const y = 1; \n»',
      'white space at the end of a line',
    ],
    [
      'takes the line end at the end of the file',
      'const x = 1;\n«const y = 1;»',
      'the end of the file changed',
    ],
    [
      'makes a comment a text',
      'const x = 1;\n«const y = `\n»// mine\n«`;\n»',
      'the comment at offset 13 is lost',
    ],
    ['makes a comment part of another', 'const x = 1;\n«/*\n»// mine\n«*/\n»const z = 1;\n', 'is lost'],
    [
      'goes above the line that names the interpreter',
      '«const y = 1;\n»#!/usr/bin/env node\nconst x = 1;\n',
      '',
    ],
    ['goes above a directive', '«const y = 1;\n»"use strict";\nconst x = 1;\n', ''],
    ['adds a directive', '«"use strict";\n»const x = 1;\n', 'above the header'],
    ['goes above a license', '«const y = 1;\n»/* @license MIT */\nconst x = 1;\n', 'above the header'],
    [
      'goes above what switches a linter off',
      '«const y = 1;\n»/* eslint-disable */\nconst x = 1;\n',
      'above the header',
    ],
    [
      'goes above what switches the compiler off',
      '«const y = 1;\n»// @ts-nocheck\nconst x = 1;\n',
      'above the header',
    ],
  ];
  for (const [what, marked, message, after] of wrong) {
    it(`refuses an edit that ${what}`, () => {
      expect(verdict(marked, after)).to.be.a('string').that.contains(message);
    });
  }
});
