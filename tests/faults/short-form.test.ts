// The fault harness in its short form: the same seed each time, so that a red run can be seen again.
import { describe, expect, it } from 'vitest';
import { runModel } from './model/run-model.ts';

const runs = 120;
const seed = 1;

describe('the app under injected faults', () => {
  it('P-01 R-02 R-05 loses no refresh token that reached it, whatever fails around it', async () => {
    const { failure, faults, neverArrived } = await runModel({ runs, seed });
    expect(failure).toBeNull();
    const injected = Object.values(faults).reduce((sum, count) => sum + count, 0);
    console.info(`${injected} faults in ${runs} runs from seed ${seed}, 0 lost`);
    expect(injected).toBeGreaterThan(runs);
    // Answers that never arrived end as the server's kind has it, and there were some.
    expect(neverArrived.strict).toMatchObject({
      recovered: 0,
      needsSignIn: expect.toSatisfy(some),
    });
    for (const kind of ['grace_same', 'grace_next'] as const) {
      expect(neverArrived[kind]).toMatchObject({
        recovered: expect.toSatisfy(some),
        needsSignIn: 0,
      });
    }
  }, 300_000);
});

const some = (count: number): boolean => count > 0;
