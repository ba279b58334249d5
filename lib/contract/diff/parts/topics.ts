import { quote, type Contract } from 'onex-runtime/contract';
import { textPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

const ROLES = {
  subscribe: { added: 'the node listens to', removed: 'the node no longer listens to' },
  publish: { added: 'the node publishes on', removed: 'the node no longer publishes on' },
} as const;

/** Changes of the topics that a node listens to and publishes on. */
export function compareTopics(before: Contract, after: Contract): FoundChange[] {
  return (['subscribe', 'publish'] as const).flatMap((role) => {
    const list = ({ topics }: Contract): string[] => topics[role].map(({ topic }) => topic);
    const [old, now] = [new Set(list(before)), new Set(list(after))];
    const change = (topic: string, kind: 'added' | 'removed'): FoundChange => ({
      breaks: kind === 'removed' ? 'consumers' : null,
      message: `${ROLES[role][kind]} ${quote(topic, 200)}`,
      version: kind === 'removed' ? 'old' : 'new',
      place: textPlace(topic, 'event_bus'),
      subject: { kind: 'topic', topic, role },
    });
    const removed = [...old].filter((topic) => !now.has(topic)).map((topic) => change(topic, 'removed'));
    return removed.concat([...now].filter((topic) => !old.has(topic)).map((topic) => change(topic, 'added')));
  });
}
