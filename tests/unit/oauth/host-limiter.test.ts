import { describe, expect, it } from 'vitest';
import { createHostLimiter } from '../../../electron/oauth/host-limiter.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('createHostLimiter', () => {
  it('lets as many through as the limit, the others in the order they came', async () => {
    const enter = createHostLimiter(2);
    const entered: number[] = [];
    const leaves: (() => void)[] = [];
    for (const number of [1, 2, 3, 4]) {
      void enter('https://a.example').then((leave) => {
        entered.push(number);
        leaves.push(leave);
      });
    }
    await settle();
    expect(entered).toEqual([1, 2]);
    leaves[0]?.();
    await settle();
    expect(entered).toEqual([1, 2, 3]);
    leaves[1]?.();
    await settle();
    expect(entered).toEqual([1, 2, 3, 4]);
  });

  it('counts each host for itself and gives every place back', async () => {
    const enter = createHostLimiter(1);
    const leave = await enter('https://a.example');
    await expect(enter('https://b.example')).resolves.toBeTypeOf('function');
    leave();
    await expect(enter('https://a.example')).resolves.toBeTypeOf('function');
  });
});
