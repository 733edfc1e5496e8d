// Puts the figures of the fault harness into lines for a person, the two halves of the model added up.

/** How many figures the whole harness has, without the model's two halves. */
const others = 11;

const sumOf = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function addUp(objects) {
  const sum = {};
  for (const object of objects) {
    for (const [key, count] of Object.entries(object)) sum[key] = (sum[key] ?? 0) + count;
  }
  return sum;
}

const diedWithProcess = 'answers that died with the process';

function describeArrivals(halves, kind) {
  const { recovered, needsSignIn, endedOtherwise } = addUp(
    halves.map(({ neverArrived }) => neverArrived[kind]),
  );
  return `${recovered + needsSignIn + endedOtherwise}: ${recovered} recovered, ${needsSignIn} need a sign-in with the access token kept, ${endedOtherwise} ended by server or person as well`;
}

function describeModel(halves) {
  const { [diedWithProcess]: died = 0, ...faults } = addUp(halves.map((it) => it.faults));
  const runs = halves.reduce((sum, it) => sum + it.runs, 0);
  const requests = halves.reduce((sum, it) => sum + it.tokenRequests, 0);
  const lost = halves.some(({ failure }) => failure !== null) ? 'a promise was broken' : '0 lost';
  return [
    `faults injected: ${sumOf(faults)} in ${runs} runs, ${requests} token requests: ${lost}`,
    ...Object.entries(faults)
      .sort()
      .map(([kind, count]) => `    ${String(count).padStart(6)}  ${kind}`),
    'answers that never arrived',
    `    strict server ${describeArrivals(halves, 'strict')}`,
    `    grace window, same set again ${describeArrivals(halves, 'grace_same')}`,
    `    grace window, another set ${describeArrivals(halves, 'grace_next')}`,
    `    of all these, ${died} arrived and died with the process before anything could be stored`,
  ];
}

const marks = new Map([
  [true, 'kept    '],
  [false, 'NOT KEPT'],
  [null, 'unclear '],
]);

/** { lines, kept }: `kept` is false when one was not kept or is missing. */
export function describeFigures(figures) {
  const models = figures.filter(({ name }) => name === 'model');
  const rest = figures.filter(({ name }) => name !== 'model').sort((a, b) => a.order - b.order);
  const complete = models.length === 2 && rest.length === others;
  const broken = figures.filter(({ kept }) => kept === false);
  const lines = [
    ...describeModel(models.map(({ found }) => JSON.parse(found))),
    '',
    ...rest.map(
      ({ name, found, promise, kept }) =>
        `${marks.get(kept)}  ${name}: ${found} (promised: ${promise})`,
    ),
    ...(rest.some(({ kept }) => kept === null)
      ? ['unclear: this disk is too slow to tell; the promise is neither kept nor broken here']
      : []),
    ...(complete ? [] : ['', 'Figures are missing: a part of the harness did not end.']),
    ...broken.map(({ name, details }) => `\n${name}:\n${details ?? ''}`),
  ];
  return { lines, kept: complete && broken.length === 0 };
}
