import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { findPlace } from '../../lib/project/index.ts';
import { folder, removeFolders } from '../support/folders.ts';

const settings = (value: object): string => JSON.stringify({ 'generator-onex': value });

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => expect.fail('was not refused'),
    (error: Error) => error.message,
  );
}

describe('the place of a run', () => {
  afterEach(removeFolders);

  it('is the user’s folder where there is no project', async () => {
    const cwd = await folder();
    expect(await findPlace(cwd, undefined)).to.deep.equal({
      root: cwd,
      settings: null,
      redirectedFrom: null,
      outer: null,
    });
  });

  it('is the nearest folder above that is a project, foreign settings passed over', async () => {
    const root = await folder();
    const below = join(root, 'a/b');
    await mkdir(below, { recursive: true });
    await writeFile(join(root, '.yo-rc.json'), settings({ name: 'shop' }));
    await writeFile(join(root, 'a/.yo-rc.json'), JSON.stringify({ 'generator-node': {} }));
    expect(await findPlace(below, undefined)).to.deep.include({ root, settings: { name: 'shop' } });
  });

  it('is not a project above another repository, which is reported', async () => {
    const outer = await folder();
    const repository = join(outer, 'libs/other');
    const below = join(repository, 'src');
    await mkdir(below, { recursive: true });
    await mkdir(join(outer, '.git'));
    await writeFile(join(outer, '.yo-rc.json'), settings({ name: 'shop' }));
    expect(await findPlace(below, undefined)).to.deep.include({ root: outer, outer: null });
    // The root of a worktree or a submodule has a file of this name.
    await writeFile(join(repository, '.git'), 'gitdir: elsewhere\n');
    for (const cwd of [below, repository])
      expect(await findPlace(cwd, undefined)).to.deep.include({ root: cwd, settings: null, outer });
    expect(await findPlace(below, outer)).to.deep.include({ root: outer, outer: null });
    await writeFile(join(outer, '.yo-rc.json'), 'not JSON');
    expect(await findPlace(below, undefined)).to.deep.include({ root: below, outer: null });
    await writeFile(join(repository, '.yo-rc.json'), settings({ name: 'own' }));
    expect(await findPlace(below, undefined)).to.deep.include({ root: repository, outer: null });
  });

  for (const name of [
    'con',
    'NUL.txt',
    'com¹',
    'a:b',
    'shop.',
    'shop ',
    'a<b',
    'a\\b',
    'what?',
    'a\u001b[31m',
  ])
    it(`is no new folder named ${JSON.stringify(name)}, which Windows cannot have`, async () => {
      const cwd = await folder();
      for (const path of [name, `sub/${name}/shop`])
        expect(await refusal(findPlace(cwd, join(cwd, path), true))).to.match(
          /^A folder cannot be named ".*": .*Windows.*\. Choose a folder with a name such as shop\.$/,
        );
    });

  it('is a folder that exists, and one with another name than a name of a node may be', async () => {
    const cwd = await folder();
    await mkdir(join(cwd, 'a:b'));
    for (const path of ['a:b', 'a:b/My Shop', 'größe', '.hidden', 'c++lib', 'console'])
      expect(await findPlace(cwd, path, true)).to.deep.include({ root: join(cwd, path) });
  });

  it('is the folder that settings send to, unless the user named one', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, '.yo-rc.json'), settings({ destination: 'playground' }));
    const sent = await findPlace(cwd, undefined);
    expect(sent).to.deep.include({ root: join(cwd, 'playground'), settings: null, redirectedFrom: cwd });
    expect((await findPlace(cwd, 'mine')).root).to.equal(join(cwd, 'mine'));
  });

  it('is a folder of its own when a project is made in one, whatever lies above', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, '.yo-rc.json'), settings({ name: 'outer' }));
    const place = await findPlace(cwd, 'inner', true);
    expect(place).to.deep.include({ root: join(cwd, 'inner'), settings: null });
  });

  it('is refused where its settings are none that the generator writes', async () => {
    const cwd = await folder();
    const file = join(cwd, '.yo-rc.json');
    for (const [written, said] of [
      ['[]', 'does not contain a JSON object; fix or delete it'],
      ['{"generator-onex": []}', 'generator-onex must be an object, found a list; fix or delete it'],
      [
        settings({ domain: '*/`${1}`' }),
        'generator-onex.domain must be a name such as billing, found "*/`${1}`"',
      ],
      [settings({ name: '../x' }), 'generator-onex.name must be a name such as shop, found "../x"'],
      [settings({ domain: 5 }), 'generator-onex.domain must be a name such as billing, found 5'],
    ] as const) {
      await writeFile(file, written);
      expect(await refusal(findPlace(cwd, undefined)))
        .to.match(/^\S+\.yo-rc\.json/)
        .and.to.contain(said);
    }
    await writeFile(file, settings({ name: '@me/shop', domain: 'order-desk' }));
    expect((await findPlace(cwd, undefined)).settings).to.include({ name: '@me/shop' });
  });

  it('is never outside the folder whose settings send elsewhere, through a path or a link', async () => {
    const [cwd, outside] = [await folder(), await folder()];
    for (const destination of ['..', '../x', '/tmp', '.', 3]) {
      await writeFile(join(cwd, '.yo-rc.json'), settings({ destination }));
      expect(await refusal(findPlace(cwd, undefined)), String(destination)).to.match(/destination must/);
    }
    await symlink(outside, join(cwd, 'link'));
    await writeFile(join(cwd, '.yo-rc.json'), settings({ destination: 'link' }));
    expect(await refusal(findPlace(cwd, undefined))).to.include('leads out of');
  });

  it('may be named through a link that stays within', async () => {
    const cwd = await folder();
    await mkdir(join(cwd, 'real'));
    await symlink(join(cwd, 'real'), join(cwd, 'link'));
    expect((await findPlace(cwd, 'link')).root).to.equal(join(cwd, 'link'));
  });
});
