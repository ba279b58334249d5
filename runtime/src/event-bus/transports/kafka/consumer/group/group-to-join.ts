import type { Admin } from 'kafkajs';
import type { SubscribeOptions } from '../../../transport.ts';
import { isGroupOf, newestFirst } from '../../../../wire/index.ts';
import { committedOffsets } from '../offsets/index.ts';

type Wanted = Pick<SubscribeOptions, 'groupId' | 'topics' | 'takeOver' | 'joinEarlier'>;

/**
 * The group itself once it is in use, otherwise the newest group of `takeOver` that has members. Release 0.1 named
 * groups by version. While one of its instances runs, its group is shared; a later start, when no instance is left in
 * it, moves its offsets to the group of all versions.
 */
export async function groupToJoin(
  admin: Admin,
  { groupId, topics, takeOver, joinEarlier }: Wanted,
): Promise<string> {
  if (takeOver === undefined || joinEarlier !== true) return groupId;
  if ((await committedOffsets(admin, groupId, [...topics])).length > 0) return groupId;
  const { groups } = await admin.listGroups();
  const named = groups.map((group) => group.groupId).filter((id) => isGroupOf(takeOver, id));
  if (named.length === 0) return groupId;
  const described = await admin.describeGroups(named);
  const inUse = described.groups.filter(({ members }) => members.length > 0).map((group) => group.groupId);
  return inUse.includes(groupId) ? groupId : (inUse.toSorted(newestFirst)[0] ?? groupId);
}
