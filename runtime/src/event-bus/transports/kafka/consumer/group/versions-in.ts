import type { Admin } from 'kafkajs';
import { newestFirst } from '../../../../wire/index.ts';

type Library = Pick<typeof import('kafkajs'), 'AssignerProtocol'>;

const VERSION = /^\d+\.\d+\.\d+/;

/** Versions of the members of a group, the newest first. Members of release 0.1 do not announce theirs. */
export async function versionsIn(
  admin: Admin,
  groupId: string,
  { AssignerProtocol: { MemberMetadata } }: Library,
): Promise<readonly string[]> {
  const { groups } = await admin.describeGroups([groupId]);
  const versions = groups
    .flatMap(({ members }) => members)
    .map(({ memberMetadata }) => String(MemberMetadata.decode(memberMetadata)?.userData ?? ''))
    .filter((version) => VERSION.test(version));
  return [...new Set(versions)].toSorted(newestFirst);
}
