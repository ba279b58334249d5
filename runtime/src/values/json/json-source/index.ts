/**
 * Work on the text of JSON instead of its values. A parser changes what it reads: digits beyond a double, members that
 * occur twice, and the order of names that look like numbers. Every function here copies the parts of the text
 * unchanged. The text must be JSON that `JSON.parse` accepts. Nothing recurses, so text of any depth can be read.
 */
export { compactJson, indentedJson } from './format.ts';
export { jsonMembers, memberText, membersOf, objectText } from './members.ts';
export { replaceMembers } from './replace.ts';
