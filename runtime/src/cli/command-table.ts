import type { Command } from './command/index.ts';

/** The help text of a command, and a function that loads the rest when the command is called. */
export interface CommandEntry {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Commands are loaded when called: `tail` does not need the modules of `dev`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'dev',
    usage: '[NODE…]',
    summary: 'Run the nodes of the project in one process, on an in-memory bus',
    load: async () => (await import('./dev/index.ts')).devCommand,
  },
  {
    name: 'start',
    usage: '[NODE] [options of the node]',
    summary: 'Run one node through its start_node.ts',
    load: async () => (await import('./start/index.ts')).startCommand,
  },
  {
    name: 'send',
    usage: 'TOPIC|NODE[:OPERATION] JSON',
    summary: 'Send one message to a running node and print its answer',
    load: async () => (await import('./send/index.ts')).sendCommand,
  },
  {
    name: 'tail',
    usage: '[TOPIC…]',
    summary: 'Print the events on the bus',
    load: async () => (await import('./tail/index.ts')).tailCommand,
  },
  {
    name: 'dlq',
    usage: 'list|show|replay [TOPIC] [PARTITION:OFFSET…]',
    summary: 'List, show, and replay dead letters on Kafka',
    load: async () => (await import('./dlq/index.ts')).dlqCommand,
  },
  {
    name: 'registrar',
    usage: '',
    summary: 'Register nodes that announce themselves on Kafka in Consul',
    load: async () => (await import('./registrar/index.ts')).registrarCommand,
  },
  {
    name: 'contract',
    usage: 'test NODE',
    summary: 'Test a node against its contract',
    load: async () => (await import('./contract-test/index.ts')).contractCommand,
  },
  {
    name: 'doctor',
    usage: '[--fix]',
    summary: 'Check Node, the project, its contracts, and what is configured',
    load: async () => (await import('./doctor/index.ts')).doctorCommand,
  },
];
