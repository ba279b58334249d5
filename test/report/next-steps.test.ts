import { expect } from 'chai';
import { commandsOf } from 'onex-runtime/project';
import { nextSteps } from '../../lib/report/index.ts';
import { nodeOfShell } from '../../lib/report/next-steps/node-of-shell.ts';
import { changeFolder } from '../../lib/report/shell.ts';

describe('the way to a folder', () => {
  it('is short where it can be, and nothing where one is there', () => {
    expect(changeFolder('/a/b', '/a/b')).to.equal(null);
    expect(changeFolder('/a/b', '/a/b/c')).to.equal('cd c');
    expect(changeFolder('/a/b', '/a')).to.equal('cd ..');
    expect(changeFolder('/a/b/c', '/x/y')).to.equal('cd /x/y');
  });

  it('is no option, whatever the folder is called', () => {
    expect(changeFolder('/a', '/a/-x')).to.equal('cd ./-x');
  });
});

describe('the Node of the user’s shell', () => {
  it('is the package manager’s where one started this process, else this one', () => {
    const agent = 'npm/11.19.1 node/v20.20.2 linux x64 workspaces/false';
    expect(nodeOfShell({ npm_config_user_agent: agent })).to.equal('20.20.2');
    expect(nodeOfShell({})).to.equal(process.versions.node);
  });
});

describe('next steps', () => {
  const commands = commandsOf({ manager: 'npm', existing: false });

  it('install what a new project needs, and bring a suitable Node where the shell has none', () => {
    const at = { cwd: '/a', root: '/a/shop', newPackages: true, firstNode: 'onex effect payment', commands };
    const before = process.env['npm_config_user_agent'];
    try {
      process.env['npm_config_user_agent'] = 'npm/10.0.0 node/v20.0.0 linux x64';
      const steps = nextSteps({ ...at, bringsNode: false });
      expect(steps.slice(0, 2)).to.deep.equal(['cd shop', 'npm install --save-dev node@24']);
      expect(steps.slice(2)).to.deep.equal(['onex effect payment', 'npm test', 'npm run dev']);
      expect(nextSteps({ ...at, bringsNode: true }).slice(0, 2)).to.deep.equal(['cd shop', 'npm install']);
    } finally {
      if (before === undefined) delete process.env['npm_config_user_agent'];
      else process.env['npm_config_user_agent'] = before;
    }
  });
});
