// Puts the figures of `npm run bench` beside their floors, in a table for a person and in one file for a program.
import { cpus, totalmem } from 'node:os';

const unclear = '–';

/** The value in the middle. */
export function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function summarise({ values, floor, ...figure }) {
  const median = medianOf(values);
  const floorMedian = floor === undefined ? null : medianOf(floor.values);
  return {
    ...figure,
    values,
    median,
    largest: Math.max(...values),
    floor: floor === undefined ? null : { ...floor, median: floorMedian },
    // A floor of next to nothing would make any ratio.
    ratio: floorMedian === null || floorMedian < 0.05 ? null : median / floorMedian,
  };
}

/** What the figures were measured on; `loads` are the system's load averages over a minute. */
export function machineFacts({ startedAt, loads }) {
  const processors = cpus();
  return {
    date: startedAt.toISOString(),
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    'memory in GB': Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    // More than there are cores means that others ran as well, and that stalls say little.
    'load before and after': loads.map((load) => load.toFixed(1)).join(' and '),
  };
}

/** The content of report.json. */
export function makeReport(machine, groups) {
  return {
    machine,
    groups: groups.map(({ figures, ...group }) => ({ ...group, figures: figures.map(summarise) })),
  };
}

const rounded = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

function cellsOf({ name, unit, median, largest, floor, ratio, target }) {
  return [
    name,
    `${rounded(median)} ${unit}`,
    rounded(largest),
    floor === null ? unclear : `${rounded(floor.median)} (${floor.name})`,
    ratio === null ? unclear : `${rounded(ratio)}x`,
    target === undefined ? unclear : largest <= target ? `within ${target}` : `above ${target}`,
  ];
}

function tableOf(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
      )
      .join('   '),
  );
}

const factLines = (facts) => Object.entries(facts).map(([name, value]) => `${name}: ${value}`);

/** The lines that `npm run bench` prints. */
export function describeReport({ machine, groups }) {
  const head = ['figure', 'median', 'largest', 'floor', 'ratio', 'target'];
  return [
    factLines(machine).join(', '),
    ...groups.flatMap(({ name, about, facts, figures }) => [
      '',
      `${name}: ${about}`,
      ...(Object.keys(facts).length === 0 ? [] : [factLines(facts).join(', ')]),
      '',
      ...tableOf([head, ...figures.map(cellsOf)]),
    ]),
  ];
}
