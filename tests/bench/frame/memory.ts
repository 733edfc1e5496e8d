/** What an app holds of the machine's memory: the proportional share of all its processes (Linux, `smaps_rollup`). */
import { readdirSync, readFileSync } from 'node:fs';

/** Process numbers and that of each one's parent. */
function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name of a program stands in brackets and may hold anything.
      const [, parent] =
        readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      found.set(Number(name), Number(parent));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

function treeOf(root: number): readonly number[] {
  const all = parents();
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of all) if (parent === pid) tree.push(child);
  }
  return tree;
}

/** Megabytes of 10^6 bytes, shared pages counted by share. */
export function megabytesOf(root: number): number {
  const kilobytes = treeOf(root).map((pid) => {
    const [, pss = '0'] =
      /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(pss);
  });
  return (kilobytes.reduce((sum, it) => sum + it, 0) * 1024) / 1e6;
}
