// Steps of the main road that several tests take: through the mirror's roles and the file chooser, as a person would.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const fixture = (name) => join(dirname(fileURLToPath(import.meta.url)), '../fixtures/photos', name);

// Chooses files from the home screen; the result opens by itself.
export async function choosePhotos(page, files) {
  // Together: whichever fails first, nothing is left rejected with nobody listening.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose photos' }).click()]);
  await chooser.setFiles(files);
}

// The name of the result's heading once there is a verdict; the model and the runtime may have to be fetched first.
export async function resultHeading(page) {
  const heading = page.getByRole('heading', { level: 1, name: /percent|%|I don’t know|Not a mushroom/ });
  await heading.waitFor({ timeout: 120_000 });
  return heading.innerText();
}
