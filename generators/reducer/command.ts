import { NODE_NAME, type CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'reducer',
  yeoman: 'onex:reducer',
  argument: NODE_NAME,
  summary: 'Add a reducer: a state machine that emits its new state and intents',
  examples: ['reducer order --domain billing --yes'],
};
