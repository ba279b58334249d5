import type { GraphRule } from '../../runtime/src/contract/index.ts';
import type { Entry } from './entry.ts';

/** Rules about links between nodes: `rule` of a finding of `onex graph check`, `onex status`, `onex doctor`, and `onex dev`. */
export const LINK_RULES: Readonly<Record<GraphRule, Entry>> = {
  unread: {
    what: 'A node publishes to a topic that no node of the mesh reads, or a step sends commands to a topic that its node does not subscribe to.',
    why: 'For a command, the step that sends it waits until it times out. Another event is lost.',
    fix: 'Correct the topic, add the node that reads it, or list the topic under `externally_consumed_topics` if another system reads it.',
  },
  unpublished: {
    what: 'A node subscribes to a topic that no node of the mesh publishes.',
    why: 'The topic is misspelled, or the node that should publish it is missing. A step that waits for it times out.',
    fix: 'Correct the topic, or add the node that publishes it.',
  },
  unanswered: {
    what: 'A step sends a command, and no node that reads it publishes the answer that the step waits for.',
    why: 'The answering node publishes its results to other topics than the step expects.',
    fix: 'Make `completed_topic` and `failed_topic` of the step equal to the topics of the operation.',
  },
  'two-models': {
    what: 'Nodes publish or read one topic with different models.',
    why: 'A message that fits one of the models does not fit the other.',
    fix: 'Give each model its own topic.',
  },
  'shared-commands': {
    what: 'More than one node subscribes to the same command topic.',
    why: 'Each of them carries out the command and answers it.',
    fix: 'Name another topic in the contract of one of them.',
  },
  'shared-results': {
    what: 'More than one node publishes its results to the same topic.',
    why: 'A reader cannot tell the results apart.',
    fix: 'Name another topic in the contract of one of them.',
  },
  cycle: {
    what: 'Nodes start each other in a circle: each subscribes to what the previous one publishes.',
    why: 'One message could cause new messages without end.',
    fix: 'Check that one of the nodes does not answer each message, or remove one of the subscriptions.',
  },
  field: {
    what: 'A node reads a field that the publisher does not send, or sends with another type.',
    why: 'The message will not fit the input model of its reader.',
    fix: 'Add the field to the publisher’s output, or make it optional for the reader. The message names both contracts.',
  },
  'no-node': {
    what: 'A step names a node that the project does not have.',
    why: 'The node was renamed or removed, or is misspelled.',
    fix: 'Correct the step, or make the node.',
  },
  'no-operation': {
    what: 'A step names an operation that its node does not have.',
    why: 'The operation was renamed or removed, or is misspelled.',
    fix: 'Correct the step, or add the operation with `onex add NODE operation NAME`.',
  },
  version: {
    what: 'The code of a step imports the models of an old version of the node that it drives, or of a version that no longer exists.',
    why: 'The driven node got a new version after the step was generated.',
    fix: 'Run the `onex upgrade` command that the message names.',
  },
  duplicate: {
    what: 'Two folders have a contract with the same node name.',
    why: 'A folder was copied, and the name in the copy was not changed.',
    fix: 'Give the copy its own name, or delete its folder.',
  },
  unreadable: {
    what: 'A contract cannot be read, and other nodes depend on its node.',
    why: 'The file has errors or is missing, so nobody knows which topics the node has.',
    fix: 'Correct or restore the contract.',
  },
};
