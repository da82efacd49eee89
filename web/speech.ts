// Reads aloud with the voices of the device (Web Speech API). A voice of the text's language or none: a Spanish voice that reads Quechua
// helps nobody. Voices that need no connection go first. An utterance that is not held is collected by some browsers before it ended, and
// one that never begins (no engine behind the list of voices) ends as "failed" after a while.
import type { Message, Speak } from './messages';

const kVoicesWait_ms = 1_500; // the list of voices comes late in Chromium
const kBeginWait_ms = 10_000; // a voice of the network on a slow line

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';

function voicesOf(synthesis: SpeechSynthesis): Promise<SpeechSynthesisVoice[]> {
  const voices = synthesis.getVoices();
  if (voices.length > 0) return Promise.resolve(voices);
  return new Promise((resolve) => {
    const answer = (): void => {
      clearTimeout(timer);
      synthesis.removeEventListener('voiceschanged', answer);
      resolve(synthesis.getVoices());
    };
    const timer = setTimeout(answer, kVoicesWait_ms);
    synthesis.addEventListener('voiceschanged', answer);
  });
}

/** The voice for a language; undefined: the device has none. Empty language: the browser's own choice, null. */
export function chooseVoice(voices: readonly SpeechSynthesisVoice[], language: string, preferred: readonly string[], isOnline: boolean): SpeechSynthesisVoice | null | undefined {
  if (!language) return null;
  const known = voices.filter((voice) => primary(voice.lang) === primary(language) && (voice.localService || isOnline));
  const wish = preferred.map((tag) => tag.toLowerCase());
  const rank = (voice: SpeechSynthesisVoice): number => {
    const place = wish.indexOf(voice.lang.toLowerCase().replace('_', '-'));
    return (voice.localService ? 0 : 1_000) + (place < 0 ? 100 : place) * 2 + (voice.default ? 0 : 1);
  };
  return known.sort((one, other) => rank(one) - rank(other))[0];
}

export class Speech {
  readonly #post: (message: Message) => void;
  readonly #synthesis: SpeechSynthesis | undefined;
  readonly #held = new Set<SpeechSynthesisUtterance>();
  #turn: Promise<void> = Promise.resolve(); // utterances keep their order although voices are waited for
  #round = 0; // counts StopSpeech: what was asked for before says nothing any more

  constructor(post: (message: Message) => void, synthesis: SpeechSynthesis | undefined = window.speechSynthesis) {
    this.#post = post;
    this.#synthesis = synthesis;
  }

  speak(wish: Speak): void {
    const round = this.#round;
    this.#turn = this.#turn.then(() => this.#begin(wish, round));
  }

  stop(): void {
    this.#round += 1;
    this.#held.clear();
    this.#synthesis?.cancel();
  }

  async #begin({ ticket, words, language, rate }: Speak, round: number): Promise<void> {
    const synthesis = this.#synthesis;
    const isOver = (): boolean => round !== this.#round;
    const fail = (code: string): void => {
      if (isOver()) return;
      this.stop();
      this.#post({ type: 'speech_failed', ticket, code });
    };
    if (!synthesis) return fail('no_speech');
    const voices = await voicesOf(synthesis);
    if (isOver()) return;
    const voice = chooseVoice(voices, language, navigator.languages, navigator.onLine);
    if (voice === undefined) return fail('no_voice');
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice?.lang ?? language;
    utterance.rate = rate;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isFirst = this.#held.size === 0;
    if (isFirst) timer = setTimeout(() => fail('failed'), kBeginWait_ms);
    utterance.onstart = () => {
      clearTimeout(timer);
      if (!isOver()) this.#post({ type: 'speech_began', ticket });
    };
    utterance.onend = () => {
      clearTimeout(timer);
      this.#held.delete(utterance);
      if (!isOver()) this.#post({ type: 'speech_ended', ticket });
    };
    utterance.onerror = ({ error }) => {
      clearTimeout(timer);
      this.#held.delete(utterance);
      fail(error === 'voice-unavailable' || error === 'language-unavailable' ? 'no_voice' : 'failed');
    };
    this.#held.add(utterance);
    synthesis.speak(utterance);
  }
}
