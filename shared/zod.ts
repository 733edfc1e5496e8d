/** The schema library, told before its first schema never to compile code: the window's policy forbids and reports it. */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
