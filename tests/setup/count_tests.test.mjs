// The last line of npm test is only as good as the counting: what each runner prints, passing and failing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTests } from '../../.ci/count_tests.mjs';

test('Catch2, passing and failing, coloured or not', () => {
  assert.deepEqual(countTests('All tests passed (41 assertions in 7 test cases)\n'), { passed: 7, failed: 0 });
  assert.deepEqual(countTests('All tests passed (1 assertion in 1 test case)\n'), { passed: 1, failed: 0 });
  assert.deepEqual(countTests('\u001b[31mtest cases:\u001b[0m  11 |  10 passed | 1 failed\nassertions: 20 | 19 passed | 1 failed\n'), { passed: 10, failed: 1 });
  assert.deepEqual(countTests('test cases: 2 | 2 failed\n'), { passed: 0, failed: 2 });
});

test("Node's runner in both of its forms, cancelled counts as failed", () => {
  assert.deepEqual(countTests('ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 0\n'), { passed: 4, failed: 1 });
  assert.deepEqual(countTests('# pass 3\n# fail 0\n# cancelled 2\n'), { passed: 3, failed: 2 });
});

test('our own last line, and output that counts nothing', () => {
  assert.deepEqual(countTests('12 passed, 3 failed\n'), { passed: 12, failed: 3 });
  assert.deepEqual(countTests('ready\n'), { passed: 0, failed: 0 });
});
