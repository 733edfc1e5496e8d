// A refused start says in plain words who holds the profile, since when and what to do (requirement R-09).
import { expect, it } from 'vitest';
import { describeProfileInUse } from '../../../electron/window/profile-in-use.ts';

const takenAt = new Date(2026, 4, 1, 13, 5).getTime();
const owner = { pid: 4711, hostname: 'desk', takenAt };
const file = '/home/ada/.config/Tokenward/profile.lock';

it.each(['en', 'zh-CN'] as const)(
  'R-09 names process and time of an owner that runs here, and no file to delete, in %s',
  (language) => {
    const words = describeProfileInUse({ standing: 'running', owner, file }, language);
    expect(words.message).toContain('Tokenward');
    expect(words.detail).toContain('4711');
    expect(words.detail).toMatch(/2026.*(1:05|13:05)/);
    expect(words.detail).not.toContain(file);
    expect(JSON.stringify(words)).not.toContain('{{');
  },
);

it.each(['en', 'zh-CN'] as const)(
  'R-09 names the machine of an owner elsewhere, and the file to delete once it is certain, in %s',
  (language) => {
    const words = describeProfileInUse({ standing: 'elsewhere', owner, file }, language);
    expect(words.detail).toContain('desk');
    expect(words.detail).toContain(file);
    expect(JSON.stringify(words)).not.toContain('{{');
  },
);
