import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'upgrade',
  yeoman: 'onex:upgrade',
  argument: {
    name: 'paths',
    description: 'Nodes by name, or folders; the whole project when none is given',
    many: true,
    optional: true,
  },
  summary: 'Bring a project up to date without losing an edit',
  examples: ['upgrade', 'upgrade payment --diff --dry-run', 'upgrade --on-conflict markers'],
};
