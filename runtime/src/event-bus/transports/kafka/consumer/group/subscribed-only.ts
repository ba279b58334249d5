import type { PartitionAssigner } from 'kafkajs';
import { assignKnown } from './newest-version.ts';

type Library = Pick<typeof import('kafkajs'), 'AssignerProtocol' | 'PartitionAssigners'>;

/**
 * Assigns partitions in turn, as the client's own assigner of the same name does, but each topic only to its
 * subscribers. A group that has members with the client's assigner uses this one if its leader has it.
 */
export function subscribedOnlyAssigner({ AssignerProtocol, PartitionAssigners }: Library): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = AssignerProtocol;
  return (config) => {
    const { name, version, protocol } = PartitionAssigners.roundRobin(config);
    return {
      name,
      version,
      protocol: (subscribed) => protocol.call({ name, version }, subscribed),
      async assign({ members }) {
        const known = members.map(({ memberId, memberMetadata }) => ({
          memberId,
          topics: MemberMetadata.decode(memberMetadata)?.topics ?? [],
          version: '',
        }));
        return [...(await assignKnown(config.cluster, known))].map(([memberId, assignment]) => ({
          memberId,
          memberAssignment: MemberAssignment.encode({ version, assignment, userData: Buffer.alloc(0) }),
        }));
      },
    };
  };
}
