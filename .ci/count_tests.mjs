// Reads how many tests passed and failed from what their runners print; the last line of npm test is the sum.
// What Catch2, Node's test runner and our own scripts say about how many passed.
export function countTests(output) {
  let passed = 0;
  let failed = 0;
  const text = output.replace(/\u001b\[[0-9;]*m/g, '');
  for (const match of text.matchAll(/All tests passed \(.*? in (\d+) test cases?\)/g)) passed += Number(match[1]);
  for (const match of text.matchAll(/^test cases:(.*)$/gm)) {
    passed += Number(/(\d+) passed/.exec(match[1])?.[1] ?? 0);
    failed += Number(/(\d+) failed(?! as)/.exec(match[1])?.[1] ?? 0);
  }
  for (const match of text.matchAll(/^(?:#|ℹ) pass (\d+)$/gm)) passed += Number(match[1]);
  for (const match of text.matchAll(/^(?:#|ℹ) (?:fail|cancelled) (\d+)$/gm)) failed += Number(match[1]);
  for (const match of text.matchAll(/^(\d+) passed, (\d+) failed$/gm)) {
    passed += Number(match[1]);
    failed += Number(match[2]);
  }
  return { passed, failed };
}
