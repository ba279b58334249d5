import path from 'node:path';
import { expect } from 'chai';
import { userFrame } from '../../src/errors/index.ts';

const OWN = path.resolve(import.meta.dirname, '../../src');

describe('the first place of a stack in the user’s code', () => {
  const cases: readonly (readonly [name: string, stack: string, place: string | null])[] = [
    [
      'with a function',
      'TypeError: no\n    at Object.handle (file:///shop/nodes/a/node.ts:35:83)',
      'nodes/a/node.ts:35:83',
    ],
    ['without one', 'Error: no\n    at file:///shop/nodes/a/node.ts:7:1', 'nodes/a/node.ts:7:1'],
    ['of CommonJS', 'Error: no\n    at handle (/shop/lib/tax.cjs:3:9)', 'lib/tax.cjs:3:9'],
    ['with characters that a URL escapes', 'E\n    at file:///shop/my%20nodes/a.ts:1:2', 'my nodes/a.ts:1:2'],
    ['outside the folder', 'E\n    at file:///other/a.ts:1:2', '/other/a.ts:1:2'],
    [
      'of a syntax error, before its message',
      'file:///shop/nodes/a/node.ts:4\nconst x: = 1;\n\nSyntaxError: no',
      'nodes/a/node.ts:4',
    ],
    [
      'after those of Node, packages, and the runtime',
      `E\n    at node:internal/timers:504:21\n    at a (file://${OWN}/node/x.ts:1:2)\n` +
        '    at b (file:///shop/node_modules/zod/index.js:1:2)\n    at async c (file:///shop/a.ts?x=1:5:6)',
      'a.ts:5:6',
    ],
    [
      'of a cause',
      `E\n    at a (file://${OWN}/x.ts:1:2)\ncaused by: E\n    at file:///shop/b.ts:8:9`,
      'b.ts:8:9',
    ],
    [
      'in a folder with brackets and spaces',
      'E\n    at a (file:///shop/app%20(1)/a.ts:1:2)',
      'app (1)/a.ts:1:2',
    ],
    ['in such a folder, without a function', 'E\n    at async file:///shop/(app)/a.ts:1:2', '(app)/a.ts:1:2'],
    ['in such a folder, of CommonJS', 'E\n    at a (/shop/my (app)/a.cjs:1:2)', 'my (app)/a.cjs:1:2'],
    ['of a method with an odd name', 'E\n    at A.b (c) [as d (e)] (file:///shop/a.ts:1:2)', 'a.ts:1:2'],
    [
      'behind evaluated code',
      'E\n    at eval (eval at a (/x.js:1:1), <anonymous>:1:1)\n    at /shop/b.cjs:2:3',
      'b.cjs:2:3',
    ],
    ['but not in the message', 'Error: cannot read /etc/hosts:3\n    at file:///shop/a.ts:1:2', 'a.ts:1:2'],
    ['that does not exist', 'Error: no\n    at node:internal/x:1:2', null],
  ];
  for (const [name, stack, place] of cases)
    it(`is found: ${name}`, () => expect(userFrame(stack, '/shop')).to.equal(place));

  it('is none where there is no stack', () => {
    for (const none of [undefined, null, 5, '', {}]) expect(userFrame(none)).to.equal(null);
  });
});
