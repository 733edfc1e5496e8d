// The second half of the model's runs in the long form.
import { expect, it } from 'vitest';
import { reportModel } from './report-model.ts';

it('P-01 loses no refresh token under the faults of the second half', async () => {
  const { failure } = await reportModel(1);
  expect(failure).toBeNull();
}, 7_200_000);
