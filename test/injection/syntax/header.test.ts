import { expect } from 'chai';
import { sound } from '../support/sound.ts';

const CLASS = 'export class A {\n  m() {}\n}\n';

describe('what stands first in a file', () => {
  const headers: Readonly<Record<string, string>> = {
    'a shebang': '#!/usr/bin/env node\n',
    'a shebang and a directive': "#!/usr/bin/env node\n'use strict';\n",
    'a directive': "'use strict';\n\n",
    'a licence': '// Copyright (c) Somebody\n// All rights reserved\n\n',
    'a licence without a blank line': '/* Licensed under MIT */\n',
    'eslint-disable': '/* eslint-disable */\n',
    'ts-nocheck': '// @ts-nocheck\n',
    'a reference': '/// <reference types="node" />\n',
    'shebang, eslint-disable and licence': '#!/usr/bin/env node\n/* eslint-disable */\n// License: MIT\n',
  };
  for (const [name, header] of Object.entries(headers)) {
    it(`stays first: ${name}`, () => {
      for (const rest of [CLASS, `import x from 'x';\n\n${CLASS}`]) {
        const { text } = sound('a.ts', header + rest);
        expect(text.startsWith(header)).to.equal(true);
      }
    });
  }

  it('does not part a class from the comment above it', () => {
    const doc = '/**\n * Doc\n */\nexport class A {';
    const { text } = sound('a.ts', `// Copyright\n\n${doc}\n  m() {}\n}\n`);
    expect(text).to.include(doc);
    expect(text.indexOf('import type')).to.be.lessThan(text.indexOf(doc));
  });

  it('does not part a line from the comment that switches a rule off for it', () => {
    const pair = '// eslint-disable-next-line no-unused-vars\nexport class A {';
    expect(sound('a.ts', `${pair}\n  m() {}\n}\n`).text).to.include(pair);
  });

  it('goes below the imports, type imports and require among them', () => {
    const { text } = sound(
      'a.ts',
      `import a from 'a';\nimport b = require('b');\nimport type { C } from 'c';\n\n${CLASS}`,
    );
    expect(text.indexOf('onex-runtime/event-bus')).to.be.greaterThan(text.indexOf("from 'c'"));
  });

  it('goes behind the import of the runtime, where there is one', () => {
    const { text } = sound(
      'a.ts',
      "import { NodeEffect } from 'onex-runtime';\nimport b from 'b';\n\nexport class N extends NodeEffect {}\n",
    );
    expect(text.split('\n')[1]).to.include('onex-runtime/event-bus');
  });
});
