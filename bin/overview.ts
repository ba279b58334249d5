import { pathOfPage } from '../lib/package/index.ts';
import { helpPage } from 'onex-cli-kit';

const BEGIN: readonly (readonly [string, string])[] = [
  ['onex project shop', 'create a project and print the next steps'],
  ['onex effect payment', 'create a node in the current project, or in a new project'],
  ['onex dev', 'run all nodes of the project in one process, with no other services'],
];

const KINDS: readonly (readonly [string, string])[] = [
  ['effect', 'performs I/O: databases, APIs, files'],
  ['compute', 'computes a result from its input, without side effects'],
  ['reducer', 'applies events to a state machine and emits intents'],
  ['orchestrator', 'runs a workflow of other nodes'],
];

/** What `onex` alone prints: what it is for, and how to begin. */
export function overview(): string {
  return helpPage({
    summary:
      'onex generates event-driven ONEX nodes in TypeScript, and upgrades them without losing your changes',
    sections: [
      { title: 'Begin with', rows: BEGIN },
      { title: 'There are four kinds of nodes', rows: KINDS },
    ],
    details: `Later, onex status lists what you changed, and onex upgrade applies new versions and keeps your changes.

All commands: onex --help. Ten-minute guide: ${pathOfPage('guide.md')}`,
  });
}
