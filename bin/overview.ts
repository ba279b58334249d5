import { pathOfPage } from '../lib/package/index.ts';
import { helpPage } from 'onex-cli-kit';

const BEGIN: readonly (readonly [string, string])[] = [
  ['onex project shop', 'make a project; what to do in it is said at the end'],
  ['onex effect payment', 'make a node in the project you stand in, or a project around it'],
  ['onex dev', 'run all nodes of the project on your machine, with nothing else installed'],
];

const KINDS: readonly (readonly [string, string])[] = [
  ['effect', 'talks to the outside: databases, APIs, files'],
  ['compute', 'works a result out of its input, and does nothing else'],
  ['reducer', 'keeps a state machine and says what is to be done'],
  ['orchestrator', 'drives the other three through a workflow'],
];

/** What `onex` alone prints: what it is for, and how to begin. */
export function overview(): string {
  return helpPage({
    summary: 'onex makes event-driven ONEX nodes in TypeScript, and keeps them up to date for years',
    sections: [
      { title: 'Begin with', rows: BEGIN },
      { title: 'Nodes are of four kinds', rows: KINDS },
    ],
    details: `Later: onex status says what you changed, onex upgrade brings what is new without losing it.

All commands: onex --help. A guide of ten minutes: ${pathOfPage('guide.md')}`,
  });
}
