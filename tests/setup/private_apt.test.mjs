// The mirror of the private apt comes from the machine's own sources, in both forms that apt knows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debianArchive, readSources } from '../../.ci/private_apt.mjs';

const security = { name: 'a.sources', text: 'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main\n' };

test('deb822: the archive, its key, and not the security archive', () => {
  const text = 'Types: deb\n# a remark\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\nComponents: main\nSigned-By: /k.gpg\n';
  const archive = debianArchive(readSources([security, { name: 'debian.sources', text }]));
  assert.equal(archive.uri, 'http://mirror.example/debian');
  assert.equal(archive.key, '/k.gpg');
});

test('one-line form with options', () => {
  const text = '# deb http://old.example/debian bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian trixie main contrib\n';
  const archive = debianArchive(readSources([{ name: 'sources.list', text }]));
  assert.deepEqual(archive, { uri: 'https://mirror.example/debian', suites: ['trixie'], key: '/k.gpg' });
});

test('a stanza that is switched off, and archives of others, are no mirror', () => {
  const off = 'Types: deb\nEnabled: no\nURIs: http://off.example/debian\nSuites: bookworm\nComponents: main\n';
  const other = 'deb https://packages.example/cloud cloud-bookworm main\n';
  assert.equal(debianArchive(readSources([security, { name: 'x.sources', text: off }, { name: 'x.list', text: other }])), undefined);
});
