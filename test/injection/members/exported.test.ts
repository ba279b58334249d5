import { expect } from 'chai';
import { membersOfExport } from '../../../lib/injection/index.ts';

const CLASS = 'class Base {\n  async initialize() {}\n}\n';

function read(files: Readonly<Record<string, string>>, path: string, name: string): readonly string[] | null {
  const resolveBase = (specifier: string, exported: string): ReturnType<typeof membersOfExport> => {
    const text = files[specifier];
    return text === undefined ? null : membersOfExport({ path: specifier, text }, exported, { resolveBase });
  };
  return resolveBase(path, name)?.members.map((member) => member.name) ?? null;
}

describe('a class that another file exports', () => {
  const forms: Readonly<Record<string, [path: string, text: string, name: string]>> = {
    'export const': ['./a.ts', `export const Base = ${CLASS}`, 'Base'],
    'export const, whatever its own name': [
      './a.ts',
      `export const Base = ${CLASS.replace('Base', 'Inner')}`,
      'Base',
    ],
    'export { … as … }': ['./a.ts', `${CLASS}export { Base as Store };\n`, 'Store'],
    'export default of a name': ['./a.ts', `${CLASS}export default Base;\n`, 'default'],
    'export =': ['./a.ts', `${CLASS}export = Base;\n`, '*'],
    'module.exports = { … }': ['./a.js', `${CLASS}module.exports = { Base };\n`, 'Base'],
    'module.exports = { … } under another name': [
      './a.js',
      `${CLASS}module.exports = { Store: Base };\n`,
      'Store',
    ],
    'module.exports = …': ['./a.js', `module.exports = ${CLASS}`, '*'],
    'module.exports.… = …': ['./a.js', `${CLASS}module.exports.Base = Base;\n`, 'Base'],
    'exports.… = …': ['./a.js', `exports.Base = ${CLASS}`, 'Base'],
  };
  for (const [form, [path, text, name]] of Object.entries(forms)) {
    it(`is read from ${form}`, () => {
      expect(read({ [path]: text }, path, name)).to.deep.equal(['initialize']);
    });
  }

  it('is read through files that pass on all they have', () => {
    const files = {
      './index.ts': "export * from './none.ts';\nexport * from './base.ts';\n",
      './none.ts': 'export const Base2 = 1;\n',
      './base.ts': `export ${CLASS}`,
    };
    expect(read(files, './index.ts', 'Base')).to.deep.equal(['initialize']);
    expect(read(files, './index.ts', 'default')).to.equal(null);
  });

  it('is not one of an inner scope', () => {
    expect(read({ './a.ts': `{\n${CLASS}}\nexport { Base };\n` }, './a.ts', 'Base')).to.equal(null);
  });
});
