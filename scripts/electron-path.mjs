// Prints the path of an executable that runs the built app, alone on stdout, so that any driver can launch it.
import { bootstrap } from './bootstrap.mjs';

const { electron } = await bootstrap();
process.stdout.write(`${electron}\n`);
