/** Prints what every check found and a table of all; true if none found anything. */
export function report(results, print) {
  for (const { name, findings } of results) {
    if (findings.length === 0) continue;
    print(`\n── ${name}`);
    for (const finding of findings) print(finding);
  }
  print(`\n${table(results)}`);
  const failed = results.filter(({ findings }) => findings.length > 0);
  print(
    failed.length === 0
      ? `All ${results.length} checks passed.`
      : `${failed.length} of ${results.length} checks failed: ${failed.map(({ name }) => name).join(', ')}.`,
  );
  return failed.length === 0;
}

function table(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const row = ({ name, says, findings, seconds }) => {
    const verdict = findings.length === 0 ? 'ok    ' : 'FAILED';
    return `${verdict}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(5)} s  ${says}`;
  };
  return results.map(row).join('\n');
}
