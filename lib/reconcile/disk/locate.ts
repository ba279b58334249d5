import type { Stats } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Disk } from './disk.ts';
import { caseKey, parentOf } from './paths.ts';

/** The real location of a path, or why it may not be used. */
export type Location =
  | {
      readonly fault: null;
      readonly absolute: string;
      readonly stats: Stats | null;
      /** The path itself is a link; `absolute` and `stats` describe its target. */
      readonly link: boolean;
    }
  | { readonly fault: string };

type Folder =
  { readonly fault: null; readonly absolute: string; readonly exists: boolean } | { readonly fault: string };

/** Locates paths below a root without ever following a link out of it. */
export interface Locator {
  readonly root: string;
  /** Whether this is a dry run in a read-only folder. Missing permissions then refuse no change. */
  readonly isPreview: boolean;
  /** @param path POSIX, relative to the root, already validated. */
  locate(path: string): Location;
  /** Returns a name in the same folder that a case-insensitive file system would treat as the same, or null. */
  clashingName(path: string): string | null;
}

/** Returns the real path of a folder that may not exist yet. */
function realRoot(disk: Disk, root: string): string {
  const absolute = resolve(root);
  if (disk.lstat(absolute)) return disk.realpath(absolute);
  const parent = dirname(absolute);
  return parent === absolute ? absolute : join(realRoot(disk, parent), absolute.slice(parent.length));
}

function nearestExisting(disk: Disk, path: string): Stats | null {
  const stats = disk.lstat(path);
  const parent = dirname(path);
  return stats ?? (parent === path ? null : nearestExisting(disk, parent));
}

/**
 * Creates a locator. It caches its results about folders, so use one locator per run.
 * @throws never for a bad root: every path then has a fault.
 */
export function createLocator(disk: Disk, root: string, dryRun = false): Locator {
  const real = realRoot(disk, root);
  const isPreview = dryRun && disk.lstat(real) !== null && !disk.writable(real);
  const rootFault = nearestExisting(disk, real)?.isDirectory() === false ? 'its destination is a file' : null;
  const folders = new Map<string, Folder>();
  const names = new Map<string, ReadonlyMap<string, string>>();

  function followed(absolute: string): string | null {
    try {
      const target = disk.realpath(absolute);
      return target === real || target.startsWith(real + sep) ? target : null;
    } catch {
      return null;
    }
  }

  function findFolder(path: string): Folder {
    if (path === '') return { fault: null, absolute: real, exists: disk.lstat(real) !== null };
    const parent = folder(parentOf(path));
    if (parent.fault !== null) return parent;
    const absolute = join(parent.absolute, path.slice(path.lastIndexOf('/') + 1));
    const stats = parent.exists ? disk.lstat(absolute) : null;
    if (!stats) return { fault: null, absolute, exists: false };
    if (stats.isDirectory()) return { fault: null, absolute, exists: true };
    if (!stats.isSymbolicLink()) return { fault: `${path} is a file, not a folder` };
    const target = followed(absolute);
    if (!target) return { fault: `${path} is a link that leads out of the project or nowhere` };
    return disk.lstat(target)?.isDirectory()
      ? { fault: null, absolute: target, exists: true }
      : { fault: `${path} is a file, not a folder` };
  }

  function folder(path: string): Folder {
    const known = folders.get(path) ?? findFolder(path);
    folders.set(path, known);
    return known;
  }

  function locate(path: string): Location {
    if (rootFault) return { fault: rootFault };
    const parent = folder(parentOf(path));
    if (parent.fault !== null) return parent;
    const absolute = join(parent.absolute, path.slice(path.lastIndexOf('/') + 1));
    const stats = parent.exists ? disk.lstat(absolute) : null;
    if (stats === null || stats.isFile()) return { fault: null, absolute, stats, link: false };
    if (stats.isDirectory()) return { fault: 'is a folder' };
    if (!stats.isSymbolicLink()) return { fault: 'is not a regular file' };
    const target = followed(absolute);
    if (!target) return { fault: 'is a link that leads out of the project or nowhere' };
    const targetStats = disk.lstat(target);
    return targetStats?.isFile()
      ? { fault: null, absolute: target, stats: targetStats, link: true }
      : { fault: 'is a link to something that is not a file' };
  }

  function clashingName(path: string): string | null {
    const parent = folder(parentOf(path));
    if (parent.fault !== null || !parent.exists) return null;
    const known =
      names.get(parent.absolute) ??
      new Map((disk.readdir(parent.absolute) ?? []).map((name) => [caseKey(name), name]));
    names.set(parent.absolute, known);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const found = known.get(caseKey(name));
    return found === undefined || found === name ? null : found;
  }

  return { root: real, isPreview, locate, clashingName };
}

/** Creates a locator that checks each path once. Use it only while no process can write. */
export function remembering(locator: Locator): Locator {
  const found = new Map<string, Location>();
  return {
    ...locator,
    locate(path) {
      const location = found.get(path) ?? locator.locate(path);
      found.set(path, location);
      return location;
    },
  };
}
