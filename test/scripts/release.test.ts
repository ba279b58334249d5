import { expect } from 'chai';
import { type Npm, type Tarball, publish } from '../../scripts/release/publish.ts';

const tarball = (name: string, changes: Partial<Tarball> = {}): Tarball => ({
  file: `/${name}.tgz`,
  name,
  version: '1.0.0',
  repository: 'git+https://example.org/a.git',
  integrity: `sha512-${name}`,
  ...changes,
});
const PACKAGES = [tarball('runtime'), tarball('generator')];

/** A registry with what is published, and the names of packages whose publication fails. */
function registry(published: Record<string, string> = {}, failing: readonly string[] = []) {
  const calls: string[] = [];
  const npm: Npm = ([command = '', what = ''], output) => {
    const name = what.replace(/^\/|\.tgz$|@.*$/g, '');
    if (command === 'view') {
      expect(output).to.equal('read');
      const found = published[name];
      if (found === 'unavailable') return { status: 1, stdout: '{"error":{"code":"ECONNREFUSED"}}' };
      if (found === 'first version') return { status: 1, stdout: '{"error":{"code":"E404"}}' };
      return { status: 0, stdout: found === undefined ? '' : JSON.stringify(found) };
    }
    calls.push(name);
    if (failing.includes(name)) return { status: 1, stdout: '' };
    published[name] = `sha512-${name}`;
    return { status: 0, stdout: '' };
  };
  return { npm, calls };
}

describe('a release', () => {
  it('publishes the packages in their order, also the first version ever', () => {
    const { npm, calls } = registry({ runtime: 'first version' });
    publish(PACKAGES, npm);
    expect(calls).to.deep.equal(['runtime', 'generator']);
  });

  it('resumes after a failure with what is not published yet', () => {
    const published = {};
    const failed = registry(published, ['generator']);
    expect(() => publish(PACKAGES, failed.npm)).to.throw(/generator@1\.0\.0 ended with exit code 1.*again/u);
    const again = registry(published);
    expect(publish(PACKAGES, again.npm)).to.deep.equal([
      'runtime@1.0.0 is published already',
      'generator@1.0.0 is published',
    ]);
    expect(again.calls).to.deep.equal(['generator']);
    expect(publish(PACKAGES, again.npm).join()).to.match(/^runtime.*already,generator.*already$/u);
  });

  for (const [reason, published, packages, message] of [
    [
      'has no repository',
      {},
      [PACKAGES[0]!, tarball('generator', { repository: null })],
      /generator has no "repository"/u,
    ],
    [
      'is published with other contents',
      { generator: 'sha512-other' },
      PACKAGES,
      /generator@1\.0\.0 .*other contents/u,
    ],
    [
      'cannot be asked for',
      { generator: 'unavailable' },
      PACKAGES,
      /npm view generator@1\.0\.0 .*ECONNREFUSED/u,
    ],
  ] as const) {
    it(`publishes nothing where a package ${reason}`, () => {
      const { npm, calls } = registry({ ...published });
      expect(() => publish(packages, npm)).to.throw(message);
      expect(calls).to.deep.equal([]);
    });
  }
});
