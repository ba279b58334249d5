import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'event-bus',
  yeoman: 'onex:event-bus',
  argument: {
    name: 'files',
    description: 'Files or globs with the classes that get the event bus',
    many: true,
  },
  summary: 'Put the event bus into classes of files that exist; nothing else of a file changes',
  examples: [
    'event-bus src/payment-store.ts --domain billing',
    "event-bus 'src/**/*.service.ts' --all --diff --dry-run",
    'event-bus src/payment-store.ts --remove',
  ],
};
